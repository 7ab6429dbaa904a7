// Drawing who keeps a rate, and which lanes rewire.
#include "adaptation.h"

#include <algorithm>

#include "../test/homeostats.h"

namespace striatum::fuzz {

using namespace striatum::test;

namespace {

constexpr i32 one_gain = 1 << 28;

// No threshold may leave its format, and where effects move words none may go further.
void draw_wild_numbers(Builder& b, Draw& draw, u32 population) {
  const bool moved =
      std::ranges::find(b.effect_population, population) != b.effect_population.end();
  const auto first = b.threshold.begin() + b.population_first[population];
  const auto [least, most] = std::minmax_element(first, first + b.population_count[population]);
  b.homeostat_target.back().raw = draw.within(1, INT32_MAX);
  b.homeostat_keep.back().raw = draw.within(0, INT32_MAX);
  b.homeostat_shift_speed.back().raw = moved ? 0 : draw.within(0, INT32_MAX);
  b.homeostat_shift_min.back().raw = draw.within(INT32_MIN - std::min(least->raw, 0), 0);
  b.homeostat_shift_max.back().raw = draw.within(0, INT32_MAX - std::max(most->raw, 0));
  b.homeostat_gain_speed.back().raw = draw.within(0, INT32_MAX);
  b.homeostat_gain_min.back().raw = draw.within(0, one_gain);
  b.homeostat_gain_max.back().raw =
      draw.within(one_gain, draw.one_in(2) ? INT32_MAX : one_gain + 9);
}

void draw_homeostats(Builder& b, Draw& draw, bool wild) {
  for (u32 i = 0; i < b.counts.populations; i++) {
    if (b.population_kind[i] == u8(Kind::source) || !draw.one_in(3)) continue;
    homeostat(b, {.population = i,
                  .every = u32{1} << draw.below(6),
                  .target = draw.real(0.01, 0.5),
                  .tau = draw.real(40, 2000),
                  .shift_speed = draw.one_in(3) ? 0 : draw.real(0, 0.02),
                  .shift_min = -draw.real(0, 4),
                  .shift_max = draw.real(0, 4),
                  .gain_speed = draw.one_in(3) ? 0 : draw.real(0, 0.02),
                  .gain_min = draw.real(0, 1),
                  .gain_max = draw.real(1, 1.5)});
    if (wild) draw_wild_numbers(b, draw, i);
  }
}

// Whether no source of the lane reaches a target twice, or itself.
bool is_simple(const Builder& b, size_t lane) {
  const u32 port = b.plastic_lane_port[lane];
  const u32 shift = b.port_slot_first[port] - b.population_first[b.port_population[port]];
  for (u32 place = 0; place < b.plastic_lane_pre_count[lane]; place++) {
    const u32 row = b.plastic_lane_row_first[lane] + place;
    std::vector<u32> targets(b.plastic_target.begin() + b.plastic_row_start[row],
                             b.plastic_target.begin() + b.plastic_row_start[row + 1]);
    targets.push_back(b.plastic_lane_pre_first[lane] + place + shift);
    std::ranges::sort(targets);
    if (std::ranges::adjacent_find(targets) != targets.end()) return false;
  }
  return true;
}

void draw_rewirings(Builder& b, Draw& draw, bool wild) {
  for (u32 lane = 0; lane < b.plastic_lane_rule.size(); lane++) {
    if (b.plastic_lane_pre_count[lane] > 60 || !is_simple(b, lane) || draw.one_in(3)) continue;
    const u32 rule = b.plastic_lane_rule[lane];
    const bool other = b.rule_budget_in_all[rule] != no_budget ||
                       b.rule_budget_period[rule] != no_budget ||
                       b.rule_consolidator[rule] != no_consolidator;
    if (other) continue;
    const double low = to_double(b.rule_w_min[rule]);
    const double high = to_double(b.rule_w_max[rule]);
    const double below = draw.real(low, high);
    rewiring(b, {.lane = lane,
                 .every = static_cast<u32>(draw.between(1, 40)),
                 .most = static_cast<u32>(draw.between(1, 20)),
                 .below = below,
                 .weight = draw.real(below, high)});
    if (!wild) continue;
    b.rewiring_most.back() = static_cast<u32>(draw.within(1, INT32_MAX));
    b.rewiring_below.back().raw = draw.within(INT32_MIN, b.rewiring_weight.back().raw);
  }
}

}  // namespace

void draw_adaptation(Builder& b, Draw& draw, bool wild) {
  draw_homeostats(b, draw, wild);
  draw_rewirings(b, draw, wild);
}

}  // namespace striatum::fuzz
