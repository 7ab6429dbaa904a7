// The chance of a spike: 1 / (1 + e^-u) from a table and a straight line between its points. The
// table is worked out by the compiler, by + - * / alone, so that no machine's libm can change it.
#pragma once

#include <array>
#include <cstdint>

#include "fixed.h"

namespace striatum {

namespace detail {

inline constexpr int sigmoid_steps_log2 = 6;  // 64 points for each unit of u
inline constexpr uint32_t sigmoid_end = 16;   // beyond it the chance is within 1.2e-7 of 0 or 1
inline constexpr uint32_t sigmoid_points = (sigmoid_end << sigmoid_steps_log2) + 1;

// e^-x for x from 0 to 16: a short series at x / 1024, then squared ten times.
consteval double exp_negative(double x) {
  const double small = x / 1024;
  double result = 1 - small * (1 - small / 2 * (1 - small / 3 * (1 - small / 4 * (1 - small / 5))));
  for (int doubling = 0; doubling < 10; doubling++) result *= result;
  return result;
}

consteval std::array<uint32_t, sigmoid_points> sigmoid_table() {
  std::array<uint32_t, sigmoid_points> table{};
  for (uint32_t point = 0; point < sigmoid_points; point++) {
    const double u = static_cast<double>(point) / (1 << sigmoid_steps_log2);
    table[point] = static_cast<uint32_t>(2147483648.0 / (1 + exp_negative(u)) + 0.5);
  }
  return table;
}

inline constexpr std::array<uint32_t, sigmoid_points> sigmoid_values = sigmoid_table();

}  // namespace detail

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
