// Quadratic membranes: v' = k2 v^2 + k1 v + k0 - u + I, u' = a b (v - v_u) - e u (e is a, or 0 for
// accommodation). The tick has `rounds` rounds of h; in a round v takes `steps` steps of
// g = h / steps with the same u and I, then u one of h with the new v:
//
//   v = v + square v^2 + slope v + constant - recovery + input / (rounds steps)     (steps times)
//   recovery = recovery + recovery_gain (v - recovery_rest) - recovery_loss recovery
//
// where square = g k2, slope = g k1, constant = g k0, recovery = g u, recovery_gain = g h a b,
// recovery_loss = h e, recovery_jump = g d. After a round in which v >= threshold (the peak) the
// neuron has spiked in this tick: v = reset and recovery += recovery_jump. With escape noise that
// is decided once, after the last round. The start of v is `rest`, that of recovery is in
// cell_start.
//
// Above its format v is held at 256 mV, which no peak is above; recovery still sees the overshoot
// that forward Euler makes when the tick is long.
#pragma once

#include "../table.h"

// X(parameter, format, least, most, unit)
#define STRIATUM_IZHIKEVICH_PARAMETERS(X)                                                 \
  X(square, qm3_34, -INT32_MAX, INT32_MAX, "1/mV per step: g k2")                         \
  X(slope, q4_27, -INT32_MAX, INT32_MAX, "per step: g k1")                                \
  X(constant, q8_23, -INT32_MAX, INT32_MAX, "mV per step: g k0")                          \
  X(recovery_gain, qm1_32, -INT32_MAX, INT32_MAX, "per round: g h a b")                   \
  X(recovery_loss, q0_31, -INT32_MAX, INT32_MAX, "per round: h a, or 0 without a u term") \
  X(recovery_rest, q9_22, -INT32_MAX, INT32_MAX, "mV: v_u")                               \
  X(recovery_jump, q8_23, -INT32_MAX, INT32_MAX, "mV per step a spike: g d")              \
  X(steps, i32, 1, 2, "steps of v in a round, one number for a population")               \
  X(rounds, i32, 1, 16, "rounds in a tick, one number for a population")

// X(state word, format, unit)
#define STRIATUM_IZHIKEVICH_STATES(X) X(recovery, q8_23, "mV per step: g u")

// X(factor, parameter, factor, parameter, what it says): the sum of the magnitudes is below 2^31.
#define STRIATUM_IZHIKEVICH_SUMS(X)                            \
  X(2, square, 1, slope, "256 |square| + |slope| is below 16") \
  X(16, recovery_gain, 1, recovery_loss, "32 |recovery_gain| + |recovery_loss| is below 1")

namespace striatum {

// The parameter that a plateau may move: its recovery_jump.
inline constexpr size_t izhikevich_jump = 6;

}  // namespace striatum
