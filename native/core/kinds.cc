// Checking the parameters of the kinds against their tables.
#include "kinds.h"

#include <array>
#include <span>
#include <type_traits>

#include "fixed.h"

namespace striatum {

namespace {

struct Range {
  int32_t least;
  int32_t most;
  bool is_option;  // the same for a whole population
};

// Two parameters whose magnitudes, times their factors, must sum to below 2^31.
struct Sum {
  int64_t first_factor;
  size_t first;
  int64_t second_factor;
  size_t second;
};

struct Table {
  std::span<const Range> ranges;
  std::span<const Sum> sums;
};

#define PARAMETER(name, format, least, most, unit) name,
#define RANGE(name, format, least, most, unit) Range{least, most, std::is_same_v<format, i32>},
#define ONE(first_factor, first, second_factor, second, says) +1
#define SUM(first_factor, first, second_factor, second, says) \
  Sum{first_factor, first, second_factor, second},
#define X(kind, number, name, parameters, states, sums, meaning)               \
  namespace kind##_table {                                                     \
    enum Parameter : size_t { parameters(PARAMETER) parameter_count };         \
    constexpr std::array<Range, parameter_count> ranges = {parameters(RANGE)}; \
    constexpr std::array<Sum, 0 sums(ONE)> limits = {sums(SUM)};               \
  }
STRIATUM_KINDS(X)
#undef X
#undef SUM
#undef ONE
#undef RANGE
#undef PARAMETER

constexpr Table tables[kinds] = {
#define X(kind, number, name, parameters, states, sums, meaning) \
  {kind##_table::ranges, kind##_table::limits},
    STRIATUM_KINDS(X)
#undef X
};

int64_t magnitude(int32_t value) {
  return value < 0 ? -int64_t{value} : int64_t{value};
}

}  // namespace

size_t refused_word(Kind kind, const int32_t* parameter, size_t count) {
  const Table& table = tables[static_cast<size_t>(kind)];
  for (size_t row = 0; row < table.ranges.size(); row++) {
    const Range& range = table.ranges[row];
    for (size_t i = row * count; i < (row + 1) * count; i++) {
      const bool good = parameter[i] >= range.least && parameter[i] <= range.most &&
                        (!range.is_option || parameter[i] == parameter[row * count]);
      if (!good) return i;
    }
  }
  for (const Sum& sum : table.sums) {
    for (size_t i = 0; i < count; i++) {
      const int64_t first = sum.first_factor * magnitude(parameter[sum.first * count + i]);
      const int64_t second = sum.second_factor * magnitude(parameter[sum.second * count + i]);
      if (first + second >= INT32_MAX) return sum.first * count + i;
    }
  }
  return no_word;
}

}  // namespace striatum
