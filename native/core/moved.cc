// The parameters that move: where they are, and putting them back.
#include "moved.h"

#include <cstring>

#include "dendrites.h"
#include "kinds.h"

namespace striatum {

bool moves(const Model& model, size_t population) {
  return (model.population_traits[population] & trait_moves) != 0;
}

Moved moved_of(const Model& model, State& state, size_t population) {
  if (!moves(model, population)) return {nullptr, nullptr, nullptr};
  const size_t count = model.population_count[population];
  const size_t jump = kind_jump[model.population_kind[population]];
  i32* const reset = state.moved.data() + model.population_moved_first[population];
  i32* const parameter = reset + count;
  return {reset, parameter, jump == no_word ? nullptr : parameter + jump * count};
}

uint64_t moved_words_of(const Model& model, size_t population) {
  bool any = false;
  for (size_t i = 0; i < model.dendrite_population.size(); i++) {
    any |= model.dendrite_population[i] == population && dendrite_moves[model.dendrite_kind[i]];
  }
  const size_t words = 1 + kind_words[model.population_kind[population]].parameters;
  return any ? words * uint64_t{model.population_count[population]} : 0;
}

void restore_moved(const Model& model, State& state, const Member& member) {
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    if (!moves(model, i)) continue;
    const size_t count = model.population_count[i];
    const size_t begin = member.share.begin(count, share_neurons);
    const size_t bytes = (member.share.end(count, share_neurons) - begin) * sizeof(i32);
    const size_t words = kind_words[model.population_kind[i]].parameters;
    const i32* const parameter =
        model.cell_parameter.data() + model.population_parameter_first[i] + begin;
    const q8_23* const reset = model.reset.data() + model.population_first[i] + begin;
    const Moved moved = moved_of(model, state, i);
    std::memcpy(moved.reset + begin, reset, bytes);
    for (size_t word = 0; word < words; word++) {
      std::memcpy(moved.parameter + word * count + begin, parameter + word * count, bytes);
    }
  }
}

}  // namespace striatum
