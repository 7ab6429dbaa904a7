// Powers of two from a table and a straight line between its points. The table is worked out by the
// compiler, by + - * / alone, so that no machine's libm can change it.
#pragma once

#include <array>
#include <cstdint>

namespace striatum {

inline constexpr int exponential_steps_log2 = 10;  // the straight lines are within 5.8e-8

namespace detail {

// 2^x for x from 0 to 1: the series of e^(x ln 2).
consteval double power_of_two(double x) {
  const double exponent = x * 0.693147180559945309417;
  double sum = 1;
  for (int term = 24; term > 0; term--) sum = 1 + exponent / term * sum;
  return sum;
}

consteval std::array<uint32_t, (1 << exponential_steps_log2) + 1> exponential_table() {
  std::array<uint32_t, (1 << exponential_steps_log2) + 1> table{};
  for (uint32_t point = 0; point < table.size(); point++) {
    const double x = static_cast<double>(point) / (1 << exponential_steps_log2);
    table[point] = static_cast<uint32_t>(1073741824.0 * power_of_two(x) + 0.5);
  }
  return table;
}

}  // namespace detail

// 2^(point / 1024), from 1 to 2, with 30 fraction bits.
alignas(64) inline constexpr auto exponential_values = detail::exponential_table();

}  // namespace striatum
