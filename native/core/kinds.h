// The kinds of neurons, a row each, and their tables of parameters and state words. What all kinds
// share (potential, threshold, reset, escape noise, refractory ticks, input) is an array over the
// neurons in fields.h; what a kind alone has lies in two pools, structure of arrays: for a
// population of n neurons parameter k is the n words of cell_parameter from
// population_parameter_first + k n on, and state word k likewise in cell_state. The pools hold the
// populations in order, without gaps: the words of its kind, then of its ports (receptors.h), then
// of its dendrites (dendrites.h).
//
// A table says in which range raw parameters are, and which sums of two must stay below 2^31, so
// that no kernel overflows; a parameter of format i32 is an option, the same for a whole
// population. A new kind is kinds/<kind>.h (its equations and tables), kinds/<kind>.cc (its kernel)
// and a row.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kinds/adaptive_lif.h"
#include "kinds/adex.h"
#include "kinds/izhikevich.h"
#include "kinds/lif.h"
#include "kinds/resonate_and_fire.h"
#include "kinds/source.h"
#include "table.h"

// X(kind, number, name in TypeScript, parameters, state words, sums, meaning)
#define STRIATUM_KINDS(X)                                                                         \
  X(source, 0, source, STRIATUM_SOURCE_PARAMETERS, STRIATUM_SOURCE_STATES, STRIATUM_SOURCE_SUMS,  \
    "spikes when it is told to")                                                                  \
  X(lif, 1, lif, STRIATUM_LIF_PARAMETERS, STRIATUM_LIF_STATES, STRIATUM_LIF_SUMS,                 \
    "leaky integrate-and-fire")                                                                   \
  X(adaptive_lif, 2, adaptiveLif, STRIATUM_ADAPTIVE_LIF_PARAMETERS, STRIATUM_ADAPTIVE_LIF_STATES, \
    STRIATUM_ADAPTIVE_LIF_SUMS, "lif whose threshold rises and which tires when it spikes")       \
  X(izhikevich, 3, izhikevich, STRIATUM_IZHIKEVICH_PARAMETERS, STRIATUM_IZHIKEVICH_STATES,        \
    STRIATUM_IZHIKEVICH_SUMS, "a quadratic membrane with a recovery variable")                    \
  X(adex, 4, adex, STRIATUM_ADEX_PARAMETERS, STRIATUM_ADEX_STATES, STRIATUM_ADEX_SUMS,            \
    "an exponential membrane with adaptation")                                                    \
  X(resonate_and_fire, 5, resonateAndFire, STRIATUM_RESONATE_AND_FIRE_PARAMETERS,                 \
    STRIATUM_RESONATE_AND_FIRE_STATES, STRIATUM_RESONATE_AND_FIRE_SUMS,                           \
    "a damped oscillation that spikes at its crest")

namespace striatum {

enum class Kind : uint8_t {
#define X(kind, number, name, parameters, states, sums, meaning) kind = number,
  STRIATUM_KINDS(X)
#undef X
};

inline constexpr size_t kinds = 0
#define X(kind, number, name, parameters, states, sums, meaning) +1
    STRIATUM_KINDS(X)
#undef X
    ;

inline constexpr WordCount kind_words[kinds] = {
#define X(kind, number, name, parameters, states, sums, meaning) \
  STRIATUM_WORD_COUNT(parameters, states),
    STRIATUM_KINDS(X)
#undef X
};

// Which of a kind's parameters a plateau may move beside the reset, or no_word.
inline constexpr size_t kind_jump[kinds] = {
#define X(kind, number, name, parameters, states, sums, meaning) kind##_jump,
    STRIATUM_KINDS(X)
#undef X
};

// The first word of a population's parameters that its kernel could not run with, or no_word.
size_t refused_word(Kind kind, const int32_t* parameter, size_t count);

// Likewise where effects move them between these ends.
size_t refused_extent(Kind kind, const int32_t* low, const int32_t* high, size_t count);

}  // namespace striatum
