// Tables of words: what a row of kinds.h, receptors.h or dendrites.h says of the words that it has
// in the pools, so that all three are counted and checked by the same lines.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "fixed.h"

namespace striatum {

// How many words of the pools a neuron has.
struct WordCount {
  size_t parameters;
  size_t states;
};

// In which range raw words are, and whether one is an option: the same for a whole population.
struct WordRange {
  int32_t least;
  int32_t most;
  bool is_option;
};

// Two words whose magnitudes, times their factors, must sum to below 2^31.
struct WordSum {
  int64_t first_factor;
  size_t first;
  int64_t second_factor;
  size_t second;
};

struct WordTable {
  std::span<const WordRange> ranges;
  std::span<const WordSum> sums;
};

#define STRIATUM_ONE_PARAMETER(name, format, least, most, unit) +1
#define STRIATUM_ONE_STATE(name, format, unit) +1
#define STRIATUM_ONE_SUM(first_factor, first, second_factor, second, says) +1
#define STRIATUM_PARAMETER_NAME(name, format, least, most, unit) name,
#define STRIATUM_PARAMETER_RANGE(name, format, least, most, unit) \
  WordRange{least, most, std::is_same_v<format, i32>},
#define STRIATUM_WORD_SUM(first_factor, first, second_factor, second, says) \
  WordSum{first_factor, first, second_factor, second},

// The count of a row's words.
#define STRIATUM_WORD_COUNT(parameters, states) \
  WordCount { 0 parameters(STRIATUM_ONE_PARAMETER), 0 states(STRIATUM_ONE_STATE) }

// The namespace <row>_table with a row's ranges and sums.
#define STRIATUM_WORD_TABLE(row, parameters, sums)                                              \
  namespace row##_table {                                                                       \
    enum Parameter : size_t { parameters(STRIATUM_PARAMETER_NAME) parameter_count };            \
    constexpr std::array<WordRange, parameter_count> ranges = {                                 \
        parameters(STRIATUM_PARAMETER_RANGE)};                                                  \
    constexpr std::array<WordSum, 0 sums(STRIATUM_ONE_SUM)> limits = {sums(STRIATUM_WORD_SUM)}; \
  }

inline constexpr size_t no_word = static_cast<size_t>(-1);

// The first of count neurons' words that is against the table, or no_word.
size_t refused_word(const WordTable& table, const int32_t* parameter, size_t count);

// Likewise for words that move between two ends each: the first that the table does not allow to
// be all of it. Options stay.
size_t refused_extent(const WordTable& table, const int32_t* low, const int32_t* high,
                      size_t count);

// Whether the magnitudes of all these values are below the limit.
inline bool are_within(const i32* values, size_t count, i32 limit) {
  for (size_t i = 0; i < count; i++) {
    if (values[i] <= -limit || values[i] >= limit) return false;
  }
  return true;
}

}  // namespace striatum
