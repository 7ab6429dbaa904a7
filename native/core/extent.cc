// Adding up how far effects can move each word.
#include "extent.h"

#include "homeostasis.h"
#include "moved.h"
#include "response.h"

namespace striatum {

namespace {

constexpr bool fits(i64 value) {
  return value >= INT32_MIN && value <= INT32_MAX;
}

}  // namespace

size_t find_extent(const Model& model, size_t population, size_t first, size_t past,
                   Extent& extent) {
  const size_t count = model.population_count[population];
  const size_t words = words_of(model, population);
  extent.count = count;
  extent.low.clear();
  for (size_t word = 0; word < words; word++) {
    const i32* const values = model_word(model, population, word);
    extent.low.insert(extent.low.end(), values, values + count);
  }
  extent.high = extent.low;
  for (size_t i = 0; i < model.homeostat_population.size(); i++) {
    if (model.homeostat_population[i] != population || !moves_threshold(model, i)) continue;
    for (size_t k = 0; k < count; k++) {
      extent.low[threshold_word * count + k] += model.homeostat_shift_min[i].raw;
      extent.high[threshold_word * count + k] += model.homeostat_shift_max[i].raw;
    }
  }
  size_t cell = 0;  // where an effect's own words are
  for (size_t i = 0; i < first; i++) cell += model.population_count[model.effect_population[i]];
  for (size_t i = first; i < past; i++) {
    i32* const low = extent.low.data() + model.effect_word[i] * count;
    i32* const high = extent.high.data() + model.effect_word[i] * count;
    for (size_t k = 0; k < count; k++, cell++) {
      const Range range = range_of(model.effect_slope[cell], model.effect_curve[cell]);
      const i64 least = low[k] + range.low;
      const i64 most = high[k] + range.high;
      if (!fits(least) || !fits(most)) return i;
      low[k] = static_cast<i32>(least);
      high[k] = static_cast<i32>(most);
    }
  }
  return past;
}

}  // namespace striatum
