// The kernels of the receptors, one for each path.
#pragma once

#include "../receptors.h"
#include "../simd/cells.h"
#include "../simd/paths.h"

namespace striatum {

#define X(receptor, number, name, parameters, states, sums, meaning) \
  extern const Receive receptor##_receive[paths];
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

}  // namespace striatum
