// The parameters that move: where they are, and writing them.
#include "moved.h"

#include <cstring>

#include "dendrites.h"
#include "homeostasis.h"
#include "kinds.h"
#include "modulator.h"
#include "response.h"

namespace striatum {

namespace {

const i32* raw(std::span<const q8_23> values) {
  return reinterpret_cast<const i32*>(values.data());
}

// Neurons begin to end, of which a member writes a population's.
struct Part {
  size_t begin;
  size_t end;
};

bool are_alike(const i32* values, Part part) {
  i32 differing = 0;
  for (size_t i = part.begin; i < part.end; i++) differing |= values[i] ^ values[part.begin];
  return differing == 0;
}

// check() proved that the sum fits, and 0 being a response, that each sum on the way does.
i32 add(i32 value, i64 response) {
  return static_cast<i32>(static_cast<u32>(value) + static_cast<u32>(response));
}

// Where neurons are alike one product is made for all, which costs a third.
void add_effect(const Model& model, const State& state, size_t effect, i32* word, Part part) {
  const q16_15 occupancy = state.occupancy[model.effect_binding[effect]];
  if (occupancy.raw == 0) return;
  const i32* const slope = model.effect_slope.data() + model.effect_first[effect];
  const i32* const curve = model.effect_curve.data() + model.effect_first[effect];
  if (part.begin == part.end) return;
  if (are_alike(slope, part) && are_alike(curve, part)) {
    const i64 response = respond(slope[part.begin], curve[part.begin], occupancy);
    for (size_t i = part.begin; i < part.end; i++) word[i] = add(word[i], response);
    return;
  }
  for (size_t i = part.begin; i < part.end; i++) {
    word[i] = add(word[i], respond(slope[i], curve[i], occupancy));
  }
}

// Which words are to be written.
struct Wanted {
  u8 stale;
  bool plateaus;
  size_t jump;

  bool any() const { return stale != stale_none || plateaus; }
  bool word(size_t word, bool has_effects) const {
    if (plateaus && (word == reset_word || word == jump)) return true;
    return stale == stale_effects ? has_effects : stale != stale_none;
  }
};

// The homeostat that moves the population's thresholds, or no_homeostat.
u32 threshold_mover(const Model& model, size_t population) {
  const u32 homeostat = model.population_homeostat[population];
  const bool moves = homeostat != no_homeostat && moves_threshold(model, homeostat);
  return moves ? homeostat : no_homeostat;
}

void write_block(const Model& model, State& state, size_t population, Wanted wanted, Part part) {
  const Moved moved = moved_of(model, state, population);
  const size_t words = words_of(model, population);
  size_t effect = model.population_effect_first[population];
  const size_t past = model.population_effect_first[population + 1];
  for (size_t word = 0; word < words; word++) {
    const size_t first = effect;
    while (effect < past && model.effect_word[effect] == word) effect++;
    const u32 homeostat =
        word == threshold_word ? threshold_mover(model, population) : no_homeostat;
    if (!wanted.word(word, effect != first || homeostat != no_homeostat)) continue;
    i32* const values = moved.word(word);
    std::memcpy(values + part.begin, model_word(model, population, word) + part.begin,
                (part.end - part.begin) * sizeof(i32));
    for (size_t i = first; i < effect; i++) add_effect(model, state, i, values, part);
    if (homeostat == no_homeostat) continue;
    shift_thresholds(model, state, homeostat, values + part.begin, part.begin, part.end);
  }
}

}  // namespace

bool moves(const Model& model, size_t population) {
  return (model.population_traits[population] & trait_moves) != 0;
}

Moved moved_of(const Model& model, State& state, size_t population) {
  if (!moves(model, population)) return {};
  return {state.moved.data() + model.population_moved_first[population],
          model.population_count[population]};
}

size_t jump_word(const Model& model, size_t population) {
  const size_t jump = kind_jump[model.population_kind[population]];
  return jump == no_word ? no_word : shared_words + jump;
}

size_t words_of(const Model& model, size_t population) {
  const bool last = population + 1 == model.population_parameter_first.size();
  const size_t end =
      last ? model.counts.cell_parameters : model.population_parameter_first[population + 1];
  const size_t pool = end - model.population_parameter_first[population];
  return shared_words + pool / model.population_count[population];
}

uint64_t moved_words_of(const Model& model, size_t population) {
  bool any = false;
  for (size_t i = 0; i < model.dendrite_population.size(); i++) {
    any |= model.dendrite_population[i] == population && dendrite_moves[model.dendrite_kind[i]];
  }
  for (const u32 moved : model.effect_population) any |= moved == population;
  for (size_t i = 0; i < model.homeostat_population.size(); i++) {
    any |= model.homeostat_population[i] == population && moves_threshold(model, i);
  }
  return any ? words_of(model, population) * uint64_t{model.population_count[population]} : 0;
}

const i32* model_word(const Model& model, size_t population, size_t word) {
  if (word >= shared_words) {
    return model.cell_parameter.data() + model.population_parameter_first[population] +
           (word - shared_words) * model.population_count[population];
  }
  const std::span<const q8_23> shared[shared_words] = {model.rest, model.threshold, model.reset,
                                                       model.bias, model.inv_beta};
  return raw(shared[word]) + model.population_first[population];
}

const i32* parameters_of(const Model& model, State& state, size_t population, size_t first) {
  if (!moves(model, population)) return model.cell_parameter.data() + first;
  return moved_of(model, state, population).word(shared_words) + first -
         model.population_parameter_first[population];
}

void write_moved(const Model& model, State& state, const Member& member) {
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    if (!moves(model, i)) continue;
    const bool plateaus = (model.population_traits[i] & trait_plateaus) != 0;
    const Wanted wanted{state.moved_stale[i], plateaus, jump_word(model, i)};
    const size_t count = model.population_count[i];
    const Part part{member.share.begin(count, share_neurons),
                    member.share.end(count, share_neurons)};
    if (wanted.any()) write_block(model, state, i, wanted, part);
  }
}

}  // namespace striatum
