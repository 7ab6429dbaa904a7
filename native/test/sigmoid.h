// The chance of a spike for one neuron, plainly: what native/core/simd/chance.h gives for many.
#pragma once

#include "../core/fixed.h"
#include "../core/sigmoid.h"

namespace striatum {

// Meaning: sigmoid((v - threshold) * inv_beta). Range: all; the straight lines are within 3e-6.
// Overflow: |v - threshold| above 256 mV counts as 256, and |u| above 16 as infinite.
constexpr power sigmoid(q8_23 v, q8_23 threshold, q8_23 inv_beta) {
  bool beyond = false;
  const int64_t above = sub_sat(v, threshold, beyond).raw;
  const int64_t u = above * inv_beta.raw;  // 46 fraction bits
  const uint64_t magnitude = static_cast<uint64_t>(u < 0 ? -u : u);
  if (magnitude >= uint64_t{detail::sigmoid_end} << 46) return u < 0 ? power{0} : power_one;

  constexpr int step_bits = 46 - detail::sigmoid_steps_log2;
  const auto point = static_cast<size_t>(magnitude >> step_bits);
  const uint64_t part = (magnitude >> (step_bits - 16)) & 0xFFFF;
  const uint32_t low = detail::sigmoid_values[point];
  const uint32_t high = detail::sigmoid_values[point + 1];
  const uint32_t value = low + static_cast<uint32_t>(((high - low) * part) >> 16);
  return {u < 0 ? power_one.raw - value : value};
}

}  // namespace striatum
