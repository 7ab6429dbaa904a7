// Leaky integrate-and-fire, in a tick: v = rest + keep_membrane (v - rest) + input; a spike at
// v >= threshold, then v = reset. input is current + bias + drive.
#pragma once

#include "../table.h"

// X(parameter, format, least, most, unit)
#define STRIATUM_LIF_PARAMETERS(X) X(keep_membrane, q0_31, 0, INT32_MAX, "per tick")

// X(state word, format, unit)
#define STRIATUM_LIF_STATES(X)

#define STRIATUM_LIF_SUMS(X)

namespace striatum {

// The parameter that a plateau may move: none.
inline constexpr size_t lif_jump = no_word;

}  // namespace striatum
