// Checking the parameters of the kinds against their tables.
#include "kinds.h"

namespace striatum {

namespace {

#define X(kind, number, name, parameters, states, sums, meaning) \
  STRIATUM_WORD_TABLE(kind, parameters, sums)
STRIATUM_KINDS(X)
#undef X

constexpr WordTable tables[kinds] = {
#define X(kind, number, name, parameters, states, sums, meaning) \
  {kind##_table::ranges, kind##_table::limits},
    STRIATUM_KINDS(X)
#undef X
};

}  // namespace

size_t refused_word(Kind kind, const int32_t* parameter, size_t count) {
  return refused_word(tables[static_cast<size_t>(kind)], parameter, count);
}

size_t refused_extent(Kind kind, const int32_t* low, const int32_t* high, size_t count) {
  return refused_extent(tables[static_cast<size_t>(kind)], low, high, count);
}

}  // namespace striatum
