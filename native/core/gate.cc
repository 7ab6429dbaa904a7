// What a rule is taught, and how much that can be.
#include "gate.h"

#include <algorithm>

#include "response.h"

namespace striatum {

namespace {

constexpr i64 one = i64{1} << q3_28::fraction;

// a * b in q3.28, to the nearest, ties up.
i64 times(i64 a, i64 b) {
  return shift_right_round(a * b, q3_28::fraction);
}

i64 magnitude(i64 value) {
  return value < 0 ? -value : value;
}

// At least as much as the product of magnitudes; 2^31 stands for all that does not fit.
i64 most_times(i64 a, i64 b) {
  return std::min((a * b + one - 1) / one, i64{1} << 31);
}

}  // namespace

q3_28 taught_of(const Model& model, const State& state, u32 rule) {
  const i64 level = state.level[model.rule_modulator[rule]].raw;
  const i64 distance = level - model.rule_reference[rule].raw;
  const q3_28 side = distance > 0 ? model.rule_above[rule] : model.rule_below[rule];
  i64 taught = times(distance, side.raw);
  for (size_t i = model.rule_gate_first[rule]; i < model.rule_gate_first[rule + 1]; i++) {
    const q16_15 occupancy = state.occupancy[model.gate_binding[i]];
    const i64 gate = one + respond(model.gate_slope[i].raw, model.gate_curve[i].raw, occupancy);
    taught = times(taught, gate);
  }
  return {static_cast<i32>(taught)};
}

i64 most_taught(const Model& model, size_t rule, size_t first, size_t past) {
  const u32 modulator = model.rule_modulator[rule];
  const i64 reference = model.rule_reference[rule].raw;
  const i64 above = std::max<i64>(0, model.modulator_max[modulator].raw - reference);
  const i64 below = std::max<i64>(0, reference - model.modulator_min[modulator].raw);
  i64 most = std::max(most_times(above, magnitude(model.rule_above[rule].raw)),
                      most_times(below, magnitude(model.rule_below[rule].raw)));
  for (size_t i = first; i < past; i++) {
    const Range range = range_of(model.gate_slope[i].raw, model.gate_curve[i].raw);
    most = most_times(most, std::max(magnitude(one + range.low), magnitude(one + range.high)));
  }
  return most;
}

}  // namespace striatum
