// What a dendrite's kernel gets, and the kernels, one for each path.
#pragma once

#include "../dendrites.h"
#include "../simd/cells.h"
#include "../simd/paths.h"

namespace striatum {

// What was held of a dendrite at an end of its format, as a bit of block.events.
inline constexpr i32 event_dendrite_held = 8;

// A dendrite of all neurons of a population as raw pointers, each at its first neuron.
struct Branch {
  size_t count;
  const i32* parameter;  // word k of a neuron i is parameter[k * count + i]
  i32* state;            // likewise
  const i32* input;      // of its ports, in this tick
  const i32* drive;
  i32* output;       // to the soma, of this tick
  const u8* spiked;  // the soma in the tick before
  i32* moved_reset;  // of the soma in this tick; for kinds that move it
  i32* moved_jump;   // likewise, or null
  bool uniform;      // every parameter is the same for all neurons
};

// Advances neurons begin to begin + count by a tick. The answer is as that of Advance.
using Grow = i32 (*)(const Branch& branch, Block& block, size_t begin, size_t count);

#define X(dendrite, number, name, parameters, states, sums, meaning) \
  extern const Grow dendrite##_grow[paths];
STRIATUM_DENDRITES(X)
#undef X

inline Grow grow_of(Dendrite dendrite, Path path) {
  static constexpr const Grow* all[dendrites] = {
#define X(dendrite, number, name, parameters, states, sums, meaning) dendrite##_grow,
      STRIATUM_DENDRITES(X)
#undef X
  };
  return all[static_cast<size_t>(dendrite)][static_cast<size_t>(path)];
}

}  // namespace striatum
