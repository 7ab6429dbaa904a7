// The extent of a population's words: between which ends effects and homeostats can move each,
// whatever is occupied. Where nothing moves them both ends are what the model says.
#pragma once

#include <algorithm>
#include <vector>

#include "model.h"

namespace striatum {

struct Extent {
  size_t count = 0;
  std::vector<i32> low;  // word after word, as a block of `moved` has them (moved.h)
  std::vector<i32> high;

  const i32* lows(size_t word) const { return low.data() + word * count; }
  const i32* highs(size_t word) const { return high.data() + word * count; }
};

// Effects first to past are all of the population's. The answer is the first that could move a word
// beyond 32 bits, or past.
size_t find_extent(const Model& model, size_t population, size_t first, size_t past,
                   Extent& extent);

// Calls judge(const i32* words) with every corner of these words' extent, word after word; what is
// monotone in each word, or bends down, is worst at one of them.
template <class Judge>
void visit_corners(const i32* low, const i32* high, size_t words, size_t count, Judge judge) {
  std::vector<size_t> moving;
  for (size_t i = 0; i < words * count; i++) {
    const size_t word = i / count;
    if (low[i] != high[i] && (moving.empty() || moving.back() != word)) moving.push_back(word);
  }
  std::vector<i32> corner(low, low + words * count);
  for (u32 choice = 0; choice < u32{1} << moving.size(); choice++) {
    for (size_t k = 0; k < moving.size(); k++) {
      const i32* const from = ((choice >> k & 1) != 0 ? high : low) + moving[k] * count;
      std::copy(from, from + count, corner.begin() + static_cast<ptrdiff_t>(moving[k] * count));
    }
    judge(corner.data());
  }
}

}  // namespace striatum
