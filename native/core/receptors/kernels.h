// The kernels of the receptors, one for each path.
#pragma once

#include "../receptors.h"
#include "../simd/cells.h"
#include "../simd/paths.h"

namespace striatum {

#define X(receptor, number, name, parameters, states, sums, meaning) \
  extern const Receive receptor##_receive[paths];                    \
  i32 receptor##_calm(const i32* parameter, size_t count);
STRIATUM_RECEPTORS(X)
#undef X

inline Receive receive_of(Receptor receptor, Path path) {
  static constexpr const Receive* all[receptors] = {
#define X(receptor, number, name, parameters, states, sums, meaning) receptor##_receive,
      STRIATUM_RECEPTORS(X)
#undef X
  };
  return all[static_cast<size_t>(receptor)][static_cast<size_t>(path)];
}

// The largest raw state, a power of two, with which no sum of a port can overflow, whatever else is
// calm; 0 if there is none. As much may arrive, in the same unit.
using CalmOf = i32 (*)(const i32* parameter, size_t count);

inline CalmOf calm_of(Receptor receptor) {
  static constexpr CalmOf all[receptors] = {
#define X(receptor, number, name, parameters, states, sums, meaning) receptor##_calm,
      STRIATUM_RECEPTORS(X)
#undef X
  };
  return all[static_cast<size_t>(receptor)];
}

}  // namespace striatum
