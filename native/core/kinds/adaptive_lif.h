// Adaptive LIF, in a tick: theta = keep_threshold theta, w = keep_adaptation w,
// v = rest + keep_membrane (v - rest) + input - w; a spike at v >= threshold + theta, then
// v = reset, theta += threshold_jump, w += adaptation_jump. theta and w decay in refractory ticks
// too.
#pragma once

#include "../table.h"

// X(parameter, format, least, most, unit)
#define STRIATUM_ADAPTIVE_LIF_PARAMETERS(X)                     \
  X(keep_membrane, q0_31, 0, INT32_MAX, "per tick")             \
  X(keep_threshold, q0_31, 0, INT32_MAX, "per tick")            \
  X(threshold_jump, q8_23, -INT32_MAX, INT32_MAX, "mV a spike") \
  X(keep_adaptation, q0_31, 0, INT32_MAX, "per tick")           \
  X(adaptation_jump, q8_23, -INT32_MAX, INT32_MAX, "mV per tick a spike")

// X(state word, format, unit)
#define STRIATUM_ADAPTIVE_LIF_STATES(X) \
  X(threshold_lift, q8_23, "mV: theta") \
  X(adaptation, q8_23, "mV per tick: w")

#define STRIATUM_ADAPTIVE_LIF_SUMS(X)

namespace striatum {

// The parameter that a plateau may move: its adaptation_jump.
inline constexpr size_t adaptive_lif_jump = 4;

}  // namespace striatum
