// The kernels of the kinds, one for each path.
#pragma once

#include "../kinds.h"
#include "../simd/cells.h"
#include "../simd/paths.h"

namespace striatum {

#define X(kind, number, name, parameters, states, sums, meaning) \
  extern const Advance kind##_advance[paths];                    \
  bool kind##_is_calm(const i32* parameter, size_t count);
STRIATUM_KINDS(X)
#undef X

inline Advance advance_of(Kind kind, Path path) {
  static constexpr const Advance* advances[kinds] = {
#define X(kind, number, name, parameters, states, sums, meaning) kind##_advance,
      STRIATUM_KINDS(X)
#undef X
  };
  return advances[static_cast<size_t>(kind)][static_cast<size_t>(path)];
}

// Whether with these parameters of a kind's own no sum overflows while potentials are below 128 mV,
// input and state words below 32: `calm` of Cells.
using IsCalm = bool (*)(const i32* parameter, size_t count);

inline IsCalm is_calm_of(Kind kind) {
  static constexpr IsCalm are_calm[kinds] = {
#define X(kind, number, name, parameters, states, sums, meaning) kind##_is_calm,
      STRIATUM_KINDS(X)
#undef X
  };
  return are_calm[static_cast<size_t>(kind)];
}

}  // namespace striatum
