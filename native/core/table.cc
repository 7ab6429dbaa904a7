// Checking words against their table.
#include "table.h"

#include <vector>

namespace striatum {

namespace {

int64_t magnitude(int32_t value) {
  return value < 0 ? -int64_t{value} : int64_t{value};
}

}  // namespace

size_t refused_word(const WordTable& table, const int32_t* parameter, size_t count) {
  for (size_t row = 0; row < table.ranges.size(); row++) {
    const WordRange& range = table.ranges[row];
    for (size_t i = row * count; i < (row + 1) * count; i++) {
      const bool good = parameter[i] >= range.least && parameter[i] <= range.most &&
                        (!range.is_option || parameter[i] == parameter[row * count]);
      if (!good) return i;
    }
  }
  for (const WordSum& sum : table.sums) {
    for (size_t i = 0; i < count; i++) {
      const int64_t first = sum.first_factor * magnitude(parameter[sum.first * count + i]);
      const int64_t second = sum.second_factor * magnitude(parameter[sum.second * count + i]);
      if (first + second >= INT32_MAX) return sum.first * count + i;
    }
  }
  return no_word;
}

size_t refused_extent(const WordTable& table, const int32_t* low, const int32_t* high,
                      size_t count) {
  const size_t words = table.ranges.size() * count;
  std::vector<int32_t> far(low, low + words);
  for (size_t i = 0; i < words; i++) {
    if (table.ranges[i / count].is_option && low[i] != high[i]) return i;
    if (magnitude(high[i]) > magnitude(low[i])) far[i] = high[i];
  }
  for (const int32_t* end : {low, high, static_cast<const int32_t*>(far.data())}) {
    const size_t word = refused_word(table, end, count);
    if (word != no_word) return word;
  }
  return no_word;
}

}  // namespace striatum
