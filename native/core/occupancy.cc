// Looking up curves of occupancy.
#include "occupancy.h"

#include <algorithm>

namespace striatum {

q16_15 occupancy_at(const Model& model, size_t binding, q3_28 level) {
  constexpr int part_bits = 25;  // of 31 for the whole range of levels, in 64 pieces
  const size_t modulator = model.binding_modulator[binding];
  const i64 low = model.modulator_min[modulator].raw;
  const i64 high = model.modulator_max[modulator].raw;
  const u64 span = static_cast<u64>(high - low);
  const u64 above = static_cast<u64>(std::clamp<i64>(level.raw, low, high) - low);
  const u64 place = span == 0 ? 0 : (above << 31) / span;
  const auto piece = static_cast<size_t>(place >> part_bits);
  const auto curve = model.binding_curve.subspan(binding * curve_points, curve_points);
  if (piece == curve_points - 1) return curve[piece];
  const i64 part = static_cast<i64>(place & ((u64{1} << part_bits) - 1));
  const i64 rise = i64{curve[piece + 1].raw} - curve[piece].raw;
  return {curve[piece].raw + static_cast<i32>(shift_right_round(rise * part, part_bits))};
}

bool occupancies_are_sound(const Model& model, const State& state) {
  for (size_t i = 0; i < state.occupancy.size(); i++) {
    const q3_28 level = state.level[model.binding_modulator[i]];
    if (state.occupancy[i] != occupancy_at(model, i, level)) return false;
  }
  return true;
}

}  // namespace striatum
