// The kinds of dendrites, a row each: compartments beside the soma, whose ports lift them and which
// lift their soma in turn, dendrite_delay ticks later. A dendrite's words lie in the pools as those
// of kinds.h do, from dendrite_parameter_first and dendrite_state_first on; the first state word of
// every kind is its potential, in mV above the rest of its soma (q8_23), which is what its ports
// see.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "dendrites/apical.h"
#include "dendrites/linear.h"
#include "dendrites/plateau.h"
#include "limits.h"
#include "table.h"

// X(dendrite, number, name in TypeScript, parameters, state words, sums, meaning)
#define STRIATUM_DENDRITES(X)                                                                    \
  X(linear, 0, linear, STRIATUM_LINEAR_PARAMETERS, STRIATUM_LINEAR_STATES, STRIATUM_LINEAR_SUMS, \
    "a branch that remembers its input for a time of its own")                                   \
  X(plateau, 1, plateau, STRIATUM_PLATEAU_PARAMETERS, STRIATUM_PLATEAU_STATES,                   \
    STRIATUM_PLATEAU_SUMS, "a branch with a threshold, above which it lifts the soma for long")  \
  X(apical, 2, apical, STRIATUM_APICAL_PARAMETERS, STRIATUM_APICAL_STATES, STRIATUM_APICAL_SUMS, \
    "an apical dendrite that spikes, after Naud 2014")

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

// Whether a kind moves the reset and the jump of its soma (moved.h).
inline constexpr std::array<bool, dendrites> dendrite_moves = {
#define X(dendrite, number, name, parameters, states, sums, meaning) dendrite##_moves,
    STRIATUM_DENDRITES(X)
#undef X
};

// The first word of a dendrite's parameters that its kernel could not run with, or no_word.
size_t refused_word(Dendrite dendrite, const int32_t* parameter, size_t count);

// Likewise where effects move them between these ends.
size_t refused_extent(Dendrite dendrite, const int32_t* low, const int32_t* high, size_t count);

// The first of a dendrite's state words that no tick could have left, or no_word: one of format u32
// counts ticks, one of format q0_31 is a share.
size_t unsound_word(Dendrite dendrite, const int32_t* state, size_t count);

}  // namespace striatum
