// A linear branch remembers what reaches it for a time of its own. In a tick:
//
//   v = keep v + input
//   the soma is lifted by gain v
//
// where gain = g (1 - keep): an input of w mV gives the soma g w mV in all.
#pragma once

#include <cstdint>

// X(parameter, format, least, most, unit)
#define STRIATUM_LINEAR_PARAMETERS(X)      \
  X(keep, q0_31, 0, INT32_MAX, "per tick") \
  X(gain, q3_28, -INT32_MAX, INT32_MAX, "g (1 - keep)")

// X(state word, format, unit)
#define STRIATUM_LINEAR_STATES(X) X(potential, q8_23, "mV: v")

#define STRIATUM_LINEAR_SUMS(X)

namespace striatum {

inline constexpr bool linear_moves = false;

}  // namespace striatum
