// Parts of check.cc: weights, what rules and modulators do, and what all checks share.
#pragma once

#include "model.h"

namespace striatum {

constexpr bool within(int64_t value, int64_t low, int64_t high) {
  return value >= low && value <= high;
}

inline Status refuse(Code code, size_t index, int64_t value = 0) {
  return {code, static_cast<uint32_t>(index), value};
}

// Where a run of equal owners ends that begins at first.
inline size_t end_of_run(std::span<const u32> owner, size_t first) {
  size_t end = first;
  while (end < owner.size() && owner[end] == owner[first]) end++;
  return end;
}

// With the longest epoch the power that is left must still be at most a half.
inline constexpr int32_t keep_max = 2147460935;  // 2^31 * 0.5^(1/65536)

// Kinds and numbers of outcomes.
Status check_outcomes(const Model& model);

// Rules, whose outcomes are sound by now.
Status check_rules(const Model& model);

// Exchanges, releasers, bindings, gains and gates; populations, ports and rules are sound by now.
Status check_modulation(const Model& model);

// Effects, whose bindings are sound by now, and that what moves is in the pool.
Status check_moved(const Model& model);

// Weights and the ranges of rules; lanes, rows, targets and rules are sound by now.
Status check_weights(const Model& model);

}  // namespace striatum
