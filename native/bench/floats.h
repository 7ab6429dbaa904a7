// The kinds as one would write them by hand in float: what the fixed-point kernels are compared
// with. The same model, the same work in a tick, the same flags, one loop.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../core/kinds.h"
#include "../core/simd/paths.h"

namespace striatum::bench {

inline constexpr size_t float_parameters = 16;
inline constexpr size_t branch_parameters = 9;

// Arrays over the neurons; parameters are read at index 0 alone if they are alike.
struct Floats {
  size_t count;
  bool alike;
  int steps;
  const float* parameter[float_parameters];
  const float* drive;
  float* arriving;
  float* current;
  float* potential;
  float* state[2];
  uint8_t* spike;

  // an apical dendrite, if there is one: its parameters in the order of their table in
  // core/dendrites, its state words, and what arrives at it
  const float* branch[branch_parameters];
  float* branch_state[3];
  float* branch_arriving;
  float* given;  // to the soma
};

// What a parameter of the float loops means, in the order of Floats::parameter: what all kinds
// share first, then each kind's own in the order of its table in core/kinds.
enum FloatParameter : size_t { keep_synapse, gain_synapse, rest, threshold, reset, bias, own };

using FloatTick = void (*)(const Floats&);

FloatTick float_tick_of(Kind kind, Path path);

// An adaptive lif soma with an apical dendrite.
FloatTick float_apical_tick_of(Path path);

}  // namespace striatum::bench
