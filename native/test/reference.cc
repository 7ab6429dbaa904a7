// The naive reference, slow and plain.
#include "reference.h"

#include <algorithm>
#include <cmath>

#include "../core/consolidation.h"

namespace striatum::test {

namespace {

const double lsb = std::ldexp(1.0, -24);

double size(double value) {
  return std::fabs(value);
}

}  // namespace

Reference::Reference(const Model& model, const State&) : model_(model) {
  for (const q7_24 weight : model.plastic_weight) {
    const double w = to_double(weight);
    synapses_.push_back({.parts = {w, w}, .lazy = {w, w}});
  }
  trace_.assign(model.counts.plastic_rows, 0);
  trace_bound_.assign(model.counts.plastic_rows, 0);
  stage_.assign(model.counts.plastic_rows, 0);
  settled_at_.assign(model.counts.plastic_rows, 0);
  slow_.assign(model.counts.plastic_rows, 0);
  post_trace_.assign(size_t{model.counts.traced_rules} * model.counts.neurons, 0);
  fired_.assign(size_t{256} * model.counts.neurons, 0);
}

void Reference::tick(const State& after) {
  const u64 now = after.tick[0] - 1;
  const size_t neurons = model_.counts.neurons;
  for (size_t lane = 0; lane < model_.plastic_lane_delay.size(); lane++) {
    const size_t count = model_.plastic_lane_pre_count[lane];
    for (size_t i = 0; i < count; i++) {
      const size_t row = model_.plastic_lane_row_first[lane] + i;
      const size_t neuron = model_.plastic_lane_pre_first[lane] + i;
      const u64 fired_at = now - model_.plastic_lane_delay[lane];
      if (fired_[static_cast<size_t>(fired_at % 256) * neurons + neuron] != 0)
        arrive(lane, row, after);
      if (after.row_tick[row] == now && settled_at_[row] != now) settled(row);
      settled_at_[row] = after.row_tick[row];
      stage_[row] = after.row_stage[row];
    }
  }
  std::copy(after.spike.begin(), after.spike.end(),
            fired_.begin() + static_cast<ptrdiff_t>((now % 256) * neurons));

  for (size_t lane = 0; lane < model_.plastic_lane_delay.size(); lane++) {
    const size_t first = model_.plastic_lane_row_first[lane];
    for (size_t i = 0; i < model_.plastic_lane_pre_count[lane]; i++) learn(lane, first + i, after);
  }
  for (size_t rule = 0; rule < model_.counts.traced_rules; rule++) {
    for (size_t i = 0; i < neurons; i++) {
      double& trace = post_trace_[rule * neurons + i];
      trace *= to_double(model_.rule_keep_post[rule]);
      if (after.spike[i] != 0) trace = model_.rule_trace_mode[rule] == 1 ? 1 : trace + 1;
    }
  }
}

// A row arrives: what the core does then in integers, and how far off that may be.
void Reference::arrive(size_t lane, size_t row, const State& after) {
  const size_t rule = model_.plastic_lane_rule[lane];
  settled(row);
  settled_at_[row] = after.tick[0] - 1;
  const double keep_post = to_double(model_.rule_keep_post[rule]);
  const double a_slow = to_double(model_.rule_a_slow[rule]);
  const double a_minus = to_double(model_.rule_a_minus[rule]) + a_slow * slow_[row];
  // a slow trace is cut at each settling, and its power in each tick
  const double slow_off = size(a_slow) * lsb * (2 + slow_[row]) * 40;
  for (size_t s = model_.plastic_row_start[row]; s < model_.plastic_row_start[row + 1]; s++) {
    if (rule >= model_.counts.traced_rules) break;
    // a trace is cut at one step in every tick
    const double trace_off = lsb / (1 - keep_post);
    const u32 target = model_.plastic_target[s] - model_.plastic_lane_shift[lane];
    const double post = post_trace_[rule * model_.counts.neurons + target];
    synapses_[s].eligibility -= a_minus * post;
    synapses_[s].eligibility_bound += size(a_minus) * trace_off + slow_off * post + lsb;
  }
  const bool nearest = model_.rule_trace_mode[rule] == 1;
  trace_[row] = nearest ? 1 : trace_[row] + 1;
  trace_bound_[row] = nearest ? 0 : trace_bound_[row] + 2 * lsb;
  slow_[row] = nearest ? 1 : slow_[row] + 1;
}

// The core rounds twice for the weight and once or twice for the eligibility, and enforces the
// range now; the difference that this made since the last time is added to the bound.
void Reference::settled(size_t row) {
  const size_t end = model_.plastic_row_start[row + 1];
  for (size_t s = model_.plastic_row_start[row]; s < end; s++) {
    Synapse& synapse = synapses_[s];
    size_t lane = 0;
    while (lane + 1 < model_.plastic_lane_row_first.size() &&
           model_.plastic_lane_row_first[lane + 1] <= row) {
      lane++;
    }
    const size_t rule = model_.plastic_lane_rule[lane];
    synapse.held_bound += held_of(synapse, rule);
    synapse.lazy = synapse.parts;
    synapse.decaying = size(synapse.parts.weight - synapse.parts.slow);
    synapse.weight_bound += (consolidates(model_, static_cast<u32>(rule)) ? 1.6 : 1.1) * lsb;
    synapse.eligibility_bound += 2.1 * lsb;
  }
}

// By how much weights would differ if the range were enforced only now.
double Reference::held_of(const Synapse& synapse, size_t rule) const {
  const double low = to_double(model_.rule_w_min[rule]);
  const double high = to_double(model_.rule_w_max[rule]);
  const double weight = std::clamp(synapse.lazy.weight, low, high);
  const double slow = std::clamp(synapse.lazy.slow, low, high);
  return std::fmax(size(weight - synapse.parts.weight), size(slow - synapse.parts.slow));
}

// A tick of a weight, of two components if its rule has them.
void Reference::earn(Synapse& synapse, size_t rule, double earned, const State& after) const {
  double share = 0;
  double keep_fast = 1;
  if (consolidates(model_, static_cast<u32>(rule))) {
    const size_t ring = model_.counts.pairing_slots;
    const size_t slot = static_cast<size_t>((after.tick[0] - 1) & (ring - 1));
    const q0_31 moves = after.consolidation[rule * ring + slot];
    // nothing fades or moves while nothing learns
    if (moves.raw < 0) return;
    share = to_double(moves);
    keep_fast = to_double(model_.rule_keep_fast[rule]);
    // what has become of a unit is cut three times a tick
    synapse.weight_bound += std::ldexp(3, -31) * synapse.decaying;
    synapse.decaying += size(earned);
  }
  for (Parts* const parts : {&synapse.parts, &synapse.lazy}) {
    const double fast = parts->weight - parts->slow;
    parts->slow += share * fast;
    parts->weight = parts->slow + keep_fast * (1 - share) * fast + earned;
  }
  synapse.parts.weight = std::clamp(synapse.parts.weight, to_double(model_.rule_w_min[rule]),
                                    to_double(model_.rule_w_max[rule]));
}

double Reference::what_the_target_did(size_t rule, u32 target, const State& after) const {
  if (rule < model_.counts.pair_rules) return after.spike[target];
  const u32 outcome = model_.rule_outcome[rule];
  if (outcome == outcome_always) return 1;
  const size_t slots = model_.counts.pairing_slots;
  const size_t slot = static_cast<size_t>((after.tick[0] - 1) & (slots - 1));
  if (outcome == outcome_residual) return to_double(after.residual[target * slots + slot]);
  return to_double(after.outcome[(outcome * model_.counts.neurons + target) * slots + slot]);
}

void Reference::learn(size_t lane, size_t row, const State& after) {
  const size_t rule = model_.plastic_lane_rule[lane];
  const double a_plus = to_double(model_.rule_a_plus[rule]);
  const double keep = to_double(model_.rule_keep_eligibility[rule]);
  const double lambda = to_double(model_.rule_keep_pre[rule]);
  const double rate =
      std::ldexp(to_double(model_.rule_rate_mantissa[rule]), model_.rule_rate_shift[rule]);
  const double level = to_double(after.level[model_.rule_modulator[rule]]);
  const double taught = after.learning[0] == 0 ? 0 : level - to_double(model_.rule_reference[rule]);
  // a trace is cut at the end of its window, whether its row is closed then or later
  const u64 age = after.tick[0] - 1 - after.row_tick[row];
  const bool open = after.row_stage[row] == 1 && age < model_.rule_window[rule];
  const bool asleep = after.row_stage[row] == 0;
  // then the core takes the trace for 0
  if (!open) trace_bound_[row] = trace_[row];

  for (size_t s = model_.plastic_row_start[row]; s < model_.plastic_row_start[row + 1]; s++) {
    Synapse& synapse = synapses_[s];
    const u32 target = model_.plastic_target[s] - model_.plastic_lane_shift[lane];
    const double did = what_the_target_did(rule, target, after);
    synapse.eligibility += a_plus * trace_[row] * did;
    const double cut = open ? 2.6 * lsb : 0;
    synapse.eligibility_bound += size(did) * (size(a_plus) * trace_bound_[row] + cut);
    if (asleep)
      synapse.eligibility_bound = std::fmax(synapse.eligibility_bound, size(synapse.eligibility));

    const double earned = rate * synapse.eligibility * taught;
    earn(synapse, rule, earned, after);
    synapse.weight_bound += rate * size(taught) * synapse.eligibility_bound;
    // mantissas of kernels have 31 bits, so each term of a sum may be off by 2^-29 of the largest
    const double kernel = (size(a_plus) * trace_[row] + size(synapse.eligibility)) * rate;
    const double reach = 8 * std::fmin(1 / (1 - keep), 1023);
    synapse.weight_bound += std::ldexp(kernel * reach, -29);
    synapse.eligibility *= keep;
    synapse.eligibility_bound *= keep;
  }
  slow_[row] *= to_double(model_.rule_keep_slow[rule]);
  trace_[row] *= lambda;
  trace_bound_[row] *= lambda;
}

void Reference::compare(const std::vector<q7_24>& settled, std::span<const q7_24> slow) {
  for (size_t lane = 0; lane < model_.plastic_lane_rule.size(); lane++) {
    const size_t rule = model_.plastic_lane_rule[lane];
    const size_t first_row = model_.plastic_lane_row_first[lane];
    const size_t end_row = first_row + model_.plastic_lane_pre_count[lane];
    const size_t end = model_.plastic_row_start[end_row];
    for (size_t s = model_.plastic_row_start[first_row]; s < end; s++) {
      const Synapse& synapse = synapses_[s];
      const double held_bound = synapse.held_bound + held_of(synapse, rule);
      const double bound = synapse.weight_bound + 2 * lsb + held_bound;
      double off = size(synapse.parts.weight - to_double(settled[s]));
      if (!slow.empty()) {
        off = std::fmax(off, size(synapse.parts.slow - to_double(slow[s])));
      }
      weight_off = std::fmax(weight_off, off / lsb);
      weight_bound = std::fmax(weight_bound, bound / lsb);
      held = std::fmax(held, held_bound / lsb);
      bound_used = std::fmax(bound_used, off / bound);
    }
  }
}

}  // namespace striatum::test
