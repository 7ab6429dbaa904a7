// A response to an occupancy o: slope o + curve o^2, which goes through any three points at 0, 1/2
// and 1: with a at 1/2 and b at 1 the slope is 4 a - b and the curve 2 b - 4 a. All that a
// modulator does to a neuron, to a port or to a rule is such a response.
#pragma once

#include <algorithm>

#include "fixed.h"

namespace striatum {

inline constexpr q16_15 occupied = q16_15::of(1);

// Meaning: slope o + curve o^2 to the nearest, ties up, in the unit of both. Range: o 0 to 1, whose
// square is exact. Overflow: none.
constexpr i64 respond(i32 slope, i32 curve, q16_15 o) {
  const i64 line = i64{slope} * o.raw * occupied.raw;
  return shift_right_round(line + i64{curve} * o.raw * o.raw, 2 * q16_15::fraction);
}

// Whole numbers between which something is; both ends belong.
struct Range {
  i64 low;
  i64 high;
};

// Meaning: where the response is for o from 0 to 1; it is 0 at 0, so that 0 belongs. Range: all.
constexpr Range range_of(i32 slope, i32 curve) {
  const i64 end = i64{slope} + curve;
  Range range{std::min<i64>(0, end), std::max<i64>(0, end)};
  const i64 line = slope < 0 ? -i64{slope} : i64{slope};
  const i64 bend = curve < 0 ? -i64{curve} : i64{curve};
  // it turns within at -slope / (2 curve), where it is -slope^2 / (4 curve)
  const bool turns = (slope < 0) != (curve < 0) && line < 2 * bend;
  if (!turns) return range;
  const i64 turn = (line * line + 4 * bend - 1) / (4 * bend);
  if (slope < 0) {
    range.low = std::min(range.low, -turn);
  } else {
    range.high = std::max(range.high, turn);
  }
  return range;
}

}  // namespace striatum
