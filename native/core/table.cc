// Checking words against their table.
#include "table.h"

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

}  // namespace striatum
