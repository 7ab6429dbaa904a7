// Parameters that move from tick to tick. A population with something that moves them, a plateau of
// a dendrite, an effect of a modulator or a homeostat, has a block of `moved`: word after word,
// `count` integers each, first what all kinds have, then what the population has in cell_parameter,
// of its kind, its ports and its dendrites, as it lies there. Its kernels read them there.
//
// A word is what the model says and the responses of the effects on it, which add up; a word is
// written anew when one of their occupancies has changed. Those that plateaus move are written in
// every tick; then each plateau writes its own.
#pragma once

#include "crew.h"

namespace striatum {

// The words that all kinds have: rest, threshold, reset, bias, inv_beta; the pool's follow.
inline constexpr size_t shared_words = 5;
inline constexpr size_t threshold_word = 1;
inline constexpr size_t reset_word = 2;
inline constexpr size_t inv_beta_word = 4;

struct Moved {
  i32* words = nullptr;  // word k of a neuron i is words[k * count + i]
  size_t count = 0;

  i32* word(size_t k) const { return words + k * count; }
};

// Whether anything moves the parameters of a population.
bool moves(const Model& model, size_t population);

Moved moved_of(const Model& model, State& state, size_t population);

// The word that a plateau moves beside the reset, what a spike adds, or no_word.
size_t jump_word(const Model& model, size_t population);

// Words that a neuron of the population has, and words of `moved` that the population has.
size_t words_of(const Model& model, size_t population);
uint64_t moved_words_of(const Model& model, size_t population);

// A word as the model says it, of all neurons of the population.
const i32* model_word(const Model& model, size_t population, size_t word);

// What a population's kernels read where cell_parameter has its words from `first` on.
const i32* parameters_of(const Model& model, State& state, size_t population, size_t first);

// Writes what is stale of every block: of the neurons of this member's share, before any member
// reads it.
void write_moved(const Model& model, State& state, const Member& member);

}  // namespace striatum
