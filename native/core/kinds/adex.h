// Adaptive exponential membranes, forward Euler in steps of g = h / steps, each from the values
// before it:
//
//   v = v + leak (rest - v) + 2^(exponent_slope v + exponent_start) - adaptation + input / steps
//   adaptation = adaptation + adaptation_gain (v - rest) - adaptation_loss adaptation
//
// where tau = C / gL, leak = g / tau, exponent_slope = log2(e) / dT, exponent_start =
// log2(g dT / tau) - VT exponent_slope, adaptation = g w / C, adaptation_gain = g g a / (C tau_w),
// adaptation_loss = g / tau_w, adaptation_jump = g b / C. After a step in which v >= threshold (the
// peak) the neuron has spiked in this tick: v = reset, adaptation += adaptation_jump. With escape
// noise that is decided once, after the last step.
//
// Above its format v is held at 256 mV, which no peak is above; a power of 128 mV or more a step
// counts as 256.
#pragma once

#include "../table.h"

// X(parameter, format, least, most, unit)
#define STRIATUM_ADEX_PARAMETERS(X)                                                              \
  X(leak, q0_31, 0, INT32_MAX, "per step: g / tau")                                              \
  X(exponent_slope, q3_28, 0, INT32_MAX, "1/mV: log2(e) / dT")                                   \
  X(exponent_start, q10_21, -INT32_MAX, INT32_MAX, "log2(g dT / tau in mV) - VT exponent_slope") \
  X(adaptation_gain, qm1_32, -INT32_MAX, INT32_MAX, "per step: g g a / (C tau_w)")               \
  X(adaptation_loss, q0_31, -INT32_MAX, INT32_MAX, "per step: g / tau_w")                        \
  X(adaptation_jump, q8_23, -INT32_MAX, INT32_MAX, "mV per step a spike: g b / C")               \
  X(steps, i32, 1, 16, "steps in a tick, one number for a population")

// X(state word, format, unit)
#define STRIATUM_ADEX_STATES(X) X(adaptation, q8_23, "mV per step: g w / C")

// X(factor, parameter, factor, parameter, what it says): the sum of the magnitudes is below 2^31.
#define STRIATUM_ADEX_SUMS(X)                                                                    \
  X(2, exponent_slope, 1, exponent_start, "256 exponent_slope + |exponent_start| is below 1024") \
  X(1, adaptation_gain, 1, adaptation_loss, "2 |adaptation_gain| + |adaptation_loss| is below 1")

namespace striatum {

// The parameter that a plateau may move: its adaptation_jump.
inline constexpr size_t adex_jump = 5;

}  // namespace striatum
