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

}  // namespace

size_t refused_word(Dendrite dendrite, const int32_t* parameter, size_t count) {
  return refused_word(tables[static_cast<size_t>(dendrite)], parameter, count);
}

}  // namespace striatum
