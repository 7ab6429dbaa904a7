// Checking the parameters of ports against their tables.
#include "receptors.h"

namespace striatum {

namespace {

#define X(receptor, number, name, parameters, states, sums, meaning) \
  STRIATUM_WORD_TABLE(receptor, parameters, sums)
STRIATUM_RECEPTORS(X)
#undef X

constexpr WordTable tables[receptors] = {
#define X(receptor, number, name, parameters, states, sums, meaning) \
  {receptor##_table::ranges, receptor##_table::limits},
    STRIATUM_RECEPTORS(X)
#undef X
};

}  // namespace

size_t refused_word(Receptor receptor, const int32_t* parameter, size_t count) {
  return refused_word(tables[static_cast<size_t>(receptor)], parameter, count);
}

size_t refused_extent(Receptor receptor, const int32_t* low, const int32_t* high, size_t count) {
  return refused_extent(tables[static_cast<size_t>(receptor)], low, high, count);
}

}  // namespace striatum
