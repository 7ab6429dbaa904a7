// Leaky integrate-and-fire, in a tick: v = rest + keep_membrane (v - rest) + input; a spike at
// v >= threshold, then v = reset. input is current + bias + drive.
#pragma once

// X(parameter, format, least, most, unit)
#define STRIATUM_LIF_PARAMETERS(X) X(keep_membrane, q0_31, 0, INT32_MAX, "per tick")

// X(state word, format, unit)
#define STRIATUM_LIF_STATES(X)

#define STRIATUM_LIF_SUMS(X)
