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

// Which state words count ticks.
#define COUNTS(name, format, unit) std::is_same_v<format, u32>,
#define X(dendrite, number, name, parameters, states, sums, meaning) \
  constexpr bool dendrite##_counts[] = {states(COUNTS)};
STRIATUM_DENDRITES(X)
#undef X
#undef COUNTS

constexpr std::array<std::span<const bool>, dendrites> counts = {
#define X(dendrite, number, name, parameters, states, sums, meaning) dendrite##_counts,
    STRIATUM_DENDRITES(X)
#undef X
};

}  // namespace

size_t refused_word(Dendrite dendrite, const int32_t* parameter, size_t count) {
  return refused_word(tables[static_cast<size_t>(dendrite)], parameter, count);
}

size_t unsound_word(Dendrite dendrite, const int32_t* state, size_t count) {
  const std::span<const bool> is_count = counts[static_cast<size_t>(dendrite)];
  for (size_t i = 0; i < is_count.size() * count; i++) {
    const bool good = state[i] >= 0 && state[i] <= limits::counted_ticks_max;
    if (is_count[i / count] && !good) return i;
  }
  return no_word;
}

}  // namespace striatum
