// The arithmetic of careful weights.
#include "weight.h"

#include <algorithm>

#include "exponential.h"
#include "random.h"

namespace striatum {

namespace {

constexpr i64 one = i64{1} << 31;

// Sets noise of weights apart from that of neurons.
constexpr u64 weight_noise = 0x57E16475;

// e^-y for y of 2^-31, by a table: within 2^-24.
i64 falling(i64 y) {
  constexpr i64 log2_of_e = 3098164009;  // 2^31 log2(e)
  if (y >= 20 * one) return 0;
  const i64 power = scale_toward_zero(y, static_cast<u32>(log2_of_e), 31);
  const auto whole = static_cast<int>(power >> 31);
  // 2^-f = 2^(1 - f) / 2
  const i64 rest = one - (power & (one - 1));
  const int low_bits = 31 - exponential_steps_log2;
  const auto point = static_cast<size_t>(rest >> low_bits);
  const i64 within = rest & ((i64{1} << low_bits) - 1);
  const i64 from = exponential_values[point];
  const i64 to = point + 1 < exponential_values.size() ? exponential_values[point + 1] : from;
  return (from + ((to - from) * within >> low_bits)) >> whole;
}

// Where u, of 2^-31, comes to by the logistic flow in a time y, that is by how much it changes.
i64 flowed(i64 u, i64 y) {
  const i64 fall = falling(y < 0 ? -y : y);
  const i64 up = y < 0 ? u * fall >> 31 : u;
  const i64 down = y < 0 ? one - u : (one - u) * fall >> 31;
  return (up << 31) / (up + down) - u;
}

// A change near an end is a part of itself. What is small is a series, so that no table's error
// adds up over millions of them.
i64 softened(i64 change, i64 weight, i64 low, i64 high) {
  const i64 range = high - low;
  const i64 u = std::clamp<i64>(((weight - low) << 31) / range, 1, one - 1);
  const i64 most = range << (change_bits + 4);
  const i64 held = std::clamp(change, -most, most);
  // 4 change / range, of 2^-31
  const i64 y = (held / range) << (31 - change_bits + 2);
  constexpr i64 small = one >> 6;
  if (y > -small && y < small) {
    const i64 both = (u * (one - u)) >> 31;
    const i64 bend =
        one + (((one - 2 * u) / 2 * y) >> 31) + (((((one - 6 * both) / 6) * y) >> 31) * y >> 31);
    const i64 part = scale_toward_zero(4 * held, static_cast<u32>(both), 31);
    return scale_toward_zero(part, static_cast<u32>(bend), 31);
  }
  return scale_toward_zero(flowed(u, y) << change_bits, static_cast<u32>(range), 31);
}

// To whole steps.
i64 rounded(const Model& model, const State& state, u32 rule, size_t synapse, i64 change) {
  constexpr i64 step = i64{1} << change_bits;
  i64 added = step / 2;
  if (model.rule_rounding[rule] == static_cast<u8>(Rounding::chance)) {
    const u32 draw = random(state.seed[0] ^ weight_noise, state.tick[0], static_cast<u32>(synapse));
    added = draw >> (32 - change_bits);
  }
  return (change + added) >> change_bits;
}

}  // namespace

q7_24 changed(const Model& model, const State& state, u32 rule, size_t synapse, i64 change) {
  const i64 before = state.weight[synapse].raw;
  if (change == 0) return state.weight[synapse];
  i64 low = model.rule_w_min[rule].raw;
  i64 high = model.rule_w_max[rule].raw;
  if (model.rule_bounding[rule] == static_cast<u8>(Bounding::soft)) {
    change = softened(change, before, low, high);
    // at an end it would stay for good
    low++, high--;
  }
  const auto narrow = [&](i64 middle, q7_24 budget) {
    if (budget == no_budget) return;
    low = std::max(low, middle - budget.raw);
    high = std::min(high, middle + budget.raw);
  };
  narrow(model.plastic_weight[synapse].raw, model.rule_budget_in_all[rule]);
  if (!state.anchor.empty()) narrow(state.anchor[synapse].raw, model.rule_budget_period[rule]);
  const i64 after = before + rounded(model, state, rule, synapse, change);
  return {static_cast<i32>(std::max(low, std::min(high, after)))};
}

bool is_within_budget(const Model& model, const State& state, u32 rule, size_t synapse) {
  const i64 weight = state.weight[synapse].raw;
  const auto is_near = [&](q7_24 middle, q7_24 budget) {
    const i64 away = weight - middle.raw;
    return budget == no_budget || (away >= -i64{budget.raw} && away <= budget.raw);
  };
  return is_near(model.plastic_weight[synapse], model.rule_budget_in_all[rule]) &&
         (state.anchor.empty() || is_near(state.anchor[synapse], model.rule_budget_period[rule]));
}

Turn period_turn(const Model& model, const State& state) {
  const u64 period = std::max<u64>(1, 10'000'000 / model.counts.tick_us);
  const u64 turn = state.tick[0] % period;
  const u64 rows = model.counts.plastic_rows;
  return {static_cast<size_t>(rows * turn / period),
          static_cast<size_t>(rows * (turn + 1) / period)};
}

}  // namespace striatum
