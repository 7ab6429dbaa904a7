// What makes rewirings and the targets that they leave acceptable.
#include <vector>

#include "rewired_rows.h"
#include "rewiring.h"
#include "weight.h"

namespace striatum {

namespace {

// The lanes of a rewiring are on end, after those of the one before, and alike but for delays.
bool lanes_are_good(const Model& model, size_t i) {
  const size_t first = model.rewiring_lane_first[i];
  const uint64_t end = first + uint64_t{model.rewiring_lanes[i]};
  if (model.rewiring_lanes[i] == 0 || end > model.counts.plastic_lanes) return false;
  if (i > 0 && first < lanes_end(model, i - 1)) return false;
  for (size_t lane = first; lane < end; lane++) {
    const bool alike = model.plastic_lane_rule[lane] == model.plastic_lane_rule[first] &&
                       model.plastic_lane_port[lane] == model.plastic_lane_port[first] &&
                       model.plastic_lane_pre_first[lane] == model.plastic_lane_pre_first[first] &&
                       model.plastic_lane_pre_count[lane] == model.plastic_lane_pre_count[first];
    if (!alike) return false;
  }
  return true;
}

// A new synapse begins with another weight at once, so none is beside a budget or two components.
bool numbers_are_good(const Model& model, size_t i) {
  const size_t lane = model.rewiring_lane_first[i];
  const u32 rule = model.plastic_lane_rule[lane];
  const u32 port = model.plastic_lane_port[lane];
  const u32 first = model.port_slot_first[port];
  const u32 count = model.population_count[model.port_population[port]];
  const u32 own = model.rewiring_slot_first[i];
  const q7_24 weight = model.rewiring_weight[i];
  return rule < model.counts.rules && !has_budget(model, rule) && !consolidates(model, rule) &&
         own >= first && own - first < count &&
         within(model.rewiring_slots[i], 1, count - (own - first)) &&
         model.rewiring_every[i] >= 1 && model.rewiring_most[i] >= 1 &&
         weight >= model.rewiring_below[i] && weight >= model.rule_w_min[rule] &&
         weight <= model.rule_w_max[rule];
}

// No source reaches a target twice, or one that is not among those that are drawn, or itself.
// `reached` is as long as there are slots, and has zeros.
bool wiring_is_good(const Model& model, std::span<const u32> targets, size_t rewiring,
                    std::vector<u32>& reached, u32& mark) {
  const size_t first = model.rewiring_lane_first[rewiring];
  const u32 port = model.plastic_lane_port[first];
  const u32 shift =
      model.port_slot_first[port] - model.population_first[model.port_population[port]];
  const u32 slot_first = model.rewiring_slot_first[rewiring];
  for (u32 place = 0; place < model.plastic_lane_pre_count[first]; place++) {
    mark++;
    for (size_t lane = first; lane < lanes_end(model, rewiring); lane++) {
      const auto [begin, end] = synapses_of_source(model, lane, place);
      for (size_t i = begin; i < end; i++) {
        const u32 slot = targets[i];
        const bool good =
            slot >= slot_first && slot - slot_first < model.rewiring_slots[rewiring] &&
            slot - shift != model.plastic_lane_pre_first[first] + place && reached[slot] != mark;
        if (!good) return false;
        reached[slot] = mark;
      }
    }
  }
  return true;
}

}  // namespace

Status check_rewirings(const Model& model) {
  std::vector<u32> reached(model.counts.rewirings == 0 ? 0 : model.counts.slots);
  u32 mark = 0;
  for (size_t i = 0; i < model.rewiring_lanes.size(); i++) {
    const bool good = lanes_are_good(model, i) && numbers_are_good(model, i) &&
                      wiring_is_good(model, model.plastic_target, i, reached, mark);
    if (!good) return refuse(Code::model_rewiring, i, model.rewiring_lane_first[i]);
  }
  return {};
}

bool targets_are_sound(const Model& model, const State& state) {
  if (state.rewired_target.empty()) return true;
  std::vector<u32> reached(model.counts.slots);
  u32 mark = 0;
  for (size_t i = 0; i < model.rewiring_lanes.size(); i++) {
    if (!wiring_is_good(model, state.rewired_target, i, reached, mark)) return false;
  }
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    if (rewiring_of(model, lane) != model.counts.rewirings) continue;
    const size_t begin = synapses_of_source(model, lane, 0).begin;
    const size_t end = synapses_of_source(model, lane, model.plastic_lane_pre_count[lane] - 1).end;
    for (size_t i = begin; i < end; i++) {
      if (state.rewired_target[i] != model.plastic_target[i]) return false;
    }
  }
  return true;
}

}  // namespace striatum
