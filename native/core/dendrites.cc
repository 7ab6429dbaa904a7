// Checking the parameters of dendrites against their tables.
#include "dendrites.h"

namespace striatum {

namespace {

#define X(dendrite, number, name, parameters, states, sums, meaning) \
  STRIATUM_WORD_TABLE(dendrite, parameters, sums)
STRIATUM_DENDRITES(X)
#undef X

constexpr std::array<WordTable, dendrites> tables = {
#define X(dendrite, number, name, parameters, states, sums, meaning) \
  WordTable{dendrite##_table::ranges, dendrite##_table::limits},
    STRIATUM_DENDRITES(X)
#undef X
};

// The largest value of a state word that is never negative, else 0.
#define MOST(name, format, unit)                                                \
  std::is_same_v<format, u32>     ? static_cast<i32>(limits::counted_ticks_max) \
  : std::is_same_v<format, q0_31> ? INT32_MAX                                   \
                                  : 0,
#define X(dendrite, number, name, parameters, states, sums, meaning) \
  constexpr i32 dendrite##_most[] = {states(MOST)};
STRIATUM_DENDRITES(X)
#undef X
#undef MOST

constexpr std::array<std::span<const i32>, dendrites> mosts = {
#define X(dendrite, number, name, parameters, states, sums, meaning) dendrite##_most,
    STRIATUM_DENDRITES(X)
#undef X
};

}  // namespace

size_t refused_word(Dendrite dendrite, const int32_t* parameter, size_t count) {
  return refused_word(tables[static_cast<size_t>(dendrite)], parameter, count);
}

size_t refused_extent(Dendrite dendrite, const int32_t* low, const int32_t* high, size_t count) {
  return refused_extent(tables[static_cast<size_t>(dendrite)], low, high, count);
}

size_t unsound_word(Dendrite dendrite, const int32_t* state, size_t count) {
  const std::span<const i32> most = mosts[static_cast<size_t>(dendrite)];
  for (size_t i = 0; i < most.size() * count; i++) {
    const i32 end = most[i / count];
    if (end != 0 && (state[i] < 0 || state[i] > end)) return i;
  }
  return no_word;
}

}  // namespace striatum
