// An apical branch with a threshold, after Lava's plateau and Larkum's BAC firing. In a tick:
//
//   v = keep v + input, and + bap if the soma spiked in the tick before
//   if v >= threshold and there is no plateau: one of plateau_ticks ticks begins, and v = 0
//   in a plateau the soma is lifted by lift, and resets to reset with a jump of jump
//   else it is lifted by gain v, and resets as its own parameters say
//
// The tick in which a plateau begins is its first. reset and jump act without dendrite_delay.
#pragma once

#include <cstdint>

// X(parameter, format, least, most, unit); a u32 is a number of ticks, up to counted_ticks_max
#define STRIATUM_PLATEAU_PARAMETERS(X)                                   \
  X(keep, q0_31, 0, INT32_MAX, "per tick")                               \
  X(gain, q3_28, -INT32_MAX, INT32_MAX, "g (1 - keep)")                  \
  X(threshold, q8_23, 1, INT32_MAX, "mV")                                \
  X(bap, q8_23, -INT32_MAX, INT32_MAX, "mV a spike")                     \
  X(plateau_ticks, u32, 1, striatum::limits::counted_ticks_max, "ticks") \
  X(lift, q8_23, -INT32_MAX, INT32_MAX, "mV per tick")                   \
  X(reset, q8_23, -INT32_MAX, INT32_MAX, "mV")                           \
  X(jump, q8_23, -INT32_MAX, INT32_MAX, "as the kind of the soma says of its jump")

// X(state word, format, unit)
#define STRIATUM_PLATEAU_STATES(X) \
  X(potential, q8_23, "mV: v")     \
  X(plateau_left, u32, "ticks")

#define STRIATUM_PLATEAU_SUMS(X)

namespace striatum {

inline constexpr bool plateau_moves = true;
inline constexpr size_t plateau_jump = 7;  // the parameter

}  // namespace striatum
