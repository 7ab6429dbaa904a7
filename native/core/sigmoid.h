// The chance of a spike: 1 / (1 + e^-u) from a table and a straight line between its points. The
// table is worked out by the compiler, by + - * / alone, so that no machine's libm can change it.
#pragma once

#include <array>
#include <cstdint>

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

}  // namespace striatum
