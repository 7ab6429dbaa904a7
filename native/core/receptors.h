// The kinds of receptors, a row each. A port is a receptor on one compartment of a population:
// synapses end on its slots, one for each neuron, and in every tick it turns what arrived there
// into a lift of its compartment. Its words lie in the pools as those of kinds.h do, from
// port_parameter_first and port_state_first on.
//
// A new receptor is receptors/<receptor>.h (its equations and tables), receptors/<receptor>.cc (its
// kernel) and a row.
#pragma once

#include <cstddef>
#include <cstdint>

#include "receptors/conductance.h"
#include "receptors/current.h"
#include "receptors/nmda.h"
#include "receptors/rising.h"
#include "table.h"

// X(receptor, number, name in TypeScript, parameters, state words, sums, meaning)
#define STRIATUM_RECEPTORS(X)                                                                    \
  X(current, 0, current, STRIATUM_CURRENT_PARAMETERS, STRIATUM_CURRENT_STATES,                   \
    STRIATUM_CURRENT_SUMS, "a current that decays, whatever the potential")                      \
  X(conductance, 1, conductance, STRIATUM_CONDUCTANCE_PARAMETERS, STRIATUM_CONDUCTANCE_STATES,   \
    STRIATUM_CONDUCTANCE_SUMS, "a conductance that decays")                                      \
  X(rising, 2, rising, STRIATUM_RISING_PARAMETERS, STRIATUM_RISING_STATES, STRIATUM_RISING_SUMS, \
    "a conductance that rises and decays")                                                       \
  X(nmda, 3, nmda, STRIATUM_NMDA_PARAMETERS, STRIATUM_NMDA_STATES, STRIATUM_NMDA_SUMS,           \
    "the same, and magnesium blocks it at rest")

namespace striatum {

enum class Receptor : uint8_t {
#define X(receptor, number, name, parameters, states, sums, meaning) receptor = number,
  STRIATUM_RECEPTORS(X)
#undef X
};

inline constexpr size_t receptors = 0
#define X(receptor, number, name, parameters, states, sums, meaning) +1
    STRIATUM_RECEPTORS(X)
#undef X
    ;

inline constexpr WordCount receptor_words[receptors] = {
#define X(receptor, number, name, parameters, states, sums, meaning) \
  STRIATUM_WORD_COUNT(parameters, states),
    STRIATUM_RECEPTORS(X)
#undef X
};

// The first word of a port's parameters that its kernel could not run with, or no_word.
size_t refused_word(Receptor receptor, const int32_t* parameter, size_t count);

// Likewise where effects move them between these ends.
size_t refused_extent(Receptor receptor, const int32_t* low, const int32_t* high, size_t count);

}  // namespace striatum
