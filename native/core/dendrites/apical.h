// An apical dendrite that can spike, after Naud 2014 and Payeur 2021:
//
//   Vd' = -(Vd - rest) / tau + (gd f(Vd) - a w + zeta B + I) / Cd,  w' = (Vd - rest - w) / tau_w
//   f(Vd) = 1 / (1 + exp(-(Vd - half) / slope)); the soma gets gs f(Vd)
//
// B is 1 for bap_ticks ticks after a spike of the soma. v is Vd - rest. In a tick:
//
//   v = keep v + input + regeneration open - adaptation w + bap B
//   w = v + keep_w (w - v)
//   open = f(v), and the soma is lifted by lift open
//
// where with r = tau (1 - keep), the part of a tick that the leak leaves, regeneration = r gd / Cd,
// adaptation = r a / Cd, bap = r zeta / Cd. f is from the table of
// sigmoid.h; open starts at f(0), which cell_start holds.
#pragma once

#include <cstdint>

// X(parameter, format, least, most, unit); a u32 is a number of ticks, up to counted_ticks_max
#define STRIATUM_APICAL_PARAMETERS(X)                                \
  X(keep, q0_31, 0, INT32_MAX, "per tick")                           \
  X(half, q8_23, -INT32_MAX, INT32_MAX, "mV above rest")             \
  X(inv_slope, q8_23, 0, INT32_MAX, "1/mV, 0 for a step")            \
  X(regeneration, q8_23, 0, INT32_MAX, "mV per tick")                \
  X(adaptation, q0_31, 0, INT32_MAX, "per tick")                     \
  X(keep_adaptation, q0_31, 0, INT32_MAX, "per tick: keep_w")        \
  X(bap, q8_23, -INT32_MAX, INT32_MAX, "mV per tick")                \
  X(bap_ticks, u32, 0, striatum::limits::counted_ticks_max, "ticks") \
  X(lift, q8_23, 0, INT32_MAX, "mV per tick")

// X(state word, format, unit)
#define STRIATUM_APICAL_STATES(X)     \
  X(potential, q8_23, "mV: v")        \
  X(adaptation_level, q8_23, "mV: w") \
  X(open, q0_31, "f(v)")              \
  X(bap_left, u32, "ticks")

#define STRIATUM_APICAL_SUMS(X)

namespace striatum {

inline constexpr bool apical_moves = false;

}  // namespace striatum
