// A conductance that rises and decays, in a tick: c = keep c + arriving; r = keep_rise r +
// arriving; share = gain (c - r), at most 1; its compartment is lifted by share (reversal - v), v
// after the last tick. With gain = N / 70 mV, 1 / N = 1 / (1 - keep) - 1 / (1 - keep_rise), a spike
// lifts a potential that is held 70 mV from reversal by its weight in all, from the next tick on.
#pragma once

// X(parameter, format, least, most, unit)
#define STRIATUM_RISING_PARAMETERS(X)              \
  X(keep, q0_31, 0, INT32_MAX, "per tick")         \
  X(keep_rise, q0_31, 0, INT32_MAX, "per tick")    \
  X(gain, qm3_34, 0, INT32_MAX, "1/mV: N / 70 mV") \
  X(reversal, q8_23, INT32_MIN, INT32_MAX, "mV: counted as the potential is")

// X(state word, format, unit)
#define STRIATUM_RISING_STATES(X) \
  X(coming, q10_21, "mV")         \
  X(waiting, q10_21, "mV")

#define STRIATUM_RISING_SUMS(X)
