// What makes effects acceptable: each has a word of a population, in order, and whatever is
// occupied no word leaves the range that its table gives it.
#include "check.h"
#include "extent.h"
#include "moved.h"

namespace striatum {

namespace {

Status check_effect(const Model& model, size_t i) {
  const u32 population = model.effect_population[i];
  const u32 word = model.effect_word[i];
  const bool good =
      model.effect_binding[i] < model.counts.bindings && population < model.counts.populations &&
      model.population_kind[population] != u8(Kind::source) && word < words_of(model, population);
  if (!good) return refuse(Code::model_effect, i, word);
  if (i == 0) return {};
  const u32 before = model.effect_population[i - 1];
  const bool ascends =
      before < population || (before == population && model.effect_word[i - 1] <= word);
  return ascends ? Status{} : refuse(Code::model_effect, i, word);
}

Status check_references(const Model& model) {
  uint64_t words = 0;
  for (size_t i = 0; i < model.effect_population.size(); i++) {
    if (const Status status = check_effect(model, i); !status.ok()) return status;
    words += model.population_count[model.effect_population[i]];
  }
  if (words == model.counts.effect_words) return {};
  return refuse(Code::model_effect, model.counts.effects, static_cast<int64_t>(words));
}

// Judges what rows of a table have of the population, from a word of the extent on.
template <class Row>
size_t refused_of(const Model& model, const Extent& extent, size_t population,
                  std::span<const u8> rows, std::span<const u32> firsts, auto&& population_of_row) {
  for (size_t i = 0; i < rows.size(); i++) {
    if (population_of_row(i) != population) continue;
    const size_t place = firsts[i] - model.population_parameter_first[population];
    const size_t word = shared_words + place / extent.count;
    const size_t refused = refused_extent(static_cast<Row>(rows[i]), extent.lows(word),
                                          extent.highs(word), extent.count);
    if (refused != no_word) return word + refused / extent.count;
  }
  return no_word;
}

// The first word that could leave its range.
size_t refused_of(const Model& model, const Extent& extent, size_t population) {
  for (size_t i = 0; i < extent.count; i++) {
    if (extent.lows(inv_beta_word)[i] < 0) return inv_beta_word;
  }
  size_t word = refused_of<Kind>(model, extent, population, model.population_kind,
                                 model.population_parameter_first, [](size_t i) { return i; });
  if (word != no_word) return word;
  word =
      refused_of<Receptor>(model, extent, population, model.port_kind, model.port_parameter_first,
                           [&](size_t i) { return model.port_population[i]; });
  if (word != no_word) return word;
  return refused_of<Dendrite>(model, extent, population, model.dendrite_kind,
                              model.dendrite_parameter_first,
                              [&](size_t i) { return model.dendrite_population[i]; });
}

// Effects first to past are a population's.
Status check_extent(const Model& model, size_t first, size_t past) {
  const size_t population = model.effect_population[first];
  Extent extent;
  const size_t beyond = find_extent(model, population, first, past, extent);
  if (beyond != past) return refuse(Code::model_effect, beyond, model.effect_word[beyond]);
  const size_t word = refused_of(model, extent, population);
  if (word == no_word) return {};
  // of two words whose sum is too large the table names one, which may be the one that stays
  size_t effect = first;
  while (effect + 1 < past && model.effect_word[effect] != word) effect++;
  return refuse(Code::model_effect, effect, static_cast<int64_t>(word));
}

}  // namespace

Status check_moved(const Model& model) {
  Status status = check_references(model);
  for (size_t i = 0; status.ok() && i < model.effect_population.size();) {
    const size_t past = end_of_run(model.effect_population, i);
    status = check_extent(model, i, past);
    i = past;
  }
  if (!status.ok()) return status;
  uint64_t words = 0;
  for (size_t i = 0; i < model.population_kind.size(); i++) words += moved_words_of(model, i);
  if (words == model.counts.moved_words) return {};
  return refuse(Code::model_dendrite, model.counts.dendrites, static_cast<int64_t>(words));
}

}  // namespace striatum
