// The kinds of dendrites, a row each: compartments beside the soma, whose ports lift them and which
// lift their soma in turn, dendrite_delay ticks later. A dendrite's words lie in the pools as those
// of kinds.h do, from dendrite_parameter_first and dendrite_state_first on; the first state word of
// every kind is its potential, in mV above the rest of its soma (q8_23), which is what its ports
// see.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "table.h"

// X(dendrite, number, name in TypeScript, parameters, state words, sums, meaning)
#define STRIATUM_DENDRITES(X)

namespace striatum {

enum class Dendrite : uint8_t {
#define X(dendrite, number, name, parameters, states, sums, meaning) dendrite = number,
  STRIATUM_DENDRITES(X)
#undef X
};

inline constexpr size_t dendrites = 0
#define X(dendrite, number, name, parameters, states, sums, meaning) +1
    STRIATUM_DENDRITES(X)
#undef X
    ;

inline constexpr std::array<WordCount, dendrites> dendrite_words = {
#define X(dendrite, number, name, parameters, states, sums, meaning) \
  STRIATUM_WORD_COUNT(parameters, states),
    STRIATUM_DENDRITES(X)
#undef X
};

// The first word of a dendrite's parameters that its kernel could not run with, or no_word.
size_t refused_word(Dendrite dendrite, const int32_t* parameter, size_t count);

}  // namespace striatum
