// A current that decays, in a tick: i = keep i + gain arriving; its compartment is lifted by i.
// With gain = 1 - keep a spike lifts the potential by its weight in all, spread over the time
// constant; with keep = 0, at once.
#pragma once

// X(parameter, format, least, most, unit)
#define STRIATUM_CURRENT_PARAMETERS(X)     \
  X(keep, q0_31, 0, INT32_MAX, "per tick") \
  X(gain, q0_31, 0, INT32_MAX, "1 - keep")

// X(state word, format, unit)
#define STRIATUM_CURRENT_STATES(X) X(current, q8_23, "mV per tick")

#define STRIATUM_CURRENT_SUMS(X)
