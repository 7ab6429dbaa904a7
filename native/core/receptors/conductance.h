// A conductance that decays, in a tick: c = keep c + arriving; share = gain c, at most 1; its
// compartment is lifted by share (reversal - v), v after the last tick. c is what is still to come,
// in mV at 70 mV from the reversal potential, so that with gain = (1 - keep) / 70 mV a spike lifts
// a potential that is held there by its weight in all.
#pragma once

// X(parameter, format, least, most, unit)
#define STRIATUM_CONDUCTANCE_PARAMETERS(X)                  \
  X(keep, q0_31, 0, INT32_MAX, "per tick")                  \
  X(gain, qm3_34, 0, INT32_MAX, "1/mV: (1 - keep) / 70 mV") \
  X(reversal, q8_23, INT32_MIN, INT32_MAX, "mV: counted as the potential is")

// X(state word, format, unit)
#define STRIATUM_CONDUCTANCE_STATES(X) X(coming, q10_21, "mV")

#define STRIATUM_CONDUCTANCE_SUMS(X)
