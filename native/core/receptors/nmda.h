// NMDA receptors: a conductance that rises and decays as that of rising.h does, of which magnesium
// blocks a part: share = gain (c - r) / (1 + e^(-(v - half) slope)), v after the last tick. After
// Jahr and Stevens, Journal of Neuroscience 10:3178, 1990: slope 0.062 / mV, half =
// ln([Mg] / 3.57 mM) / slope.
#pragma once

// X(parameter, format, least, most, unit)
#define STRIATUM_NMDA_PARAMETERS(X)                                           \
  X(keep, q0_31, 0, INT32_MAX, "per tick")                                    \
  X(keep_rise, q0_31, 0, INT32_MAX, "per tick")                               \
  X(gain, qm3_34, 0, INT32_MAX, "1/mV: N / 70 mV")                            \
  X(reversal, q8_23, INT32_MIN, INT32_MAX, "mV: counted as the potential is") \
  X(half, q8_23, INT32_MIN, INT32_MAX, "mV: likewise, where half is blocked") \
  X(slope, q8_23, 1, INT32_MAX, "1/mV")

// X(state word, format, unit)
#define STRIATUM_NMDA_STATES(X) \
  X(coming, q10_21, "mV")       \
  X(waiting, q10_21, "mV")

#define STRIATUM_NMDA_SUMS(X)
