// Parameters of somata that move from tick to tick. A population with something that moves them, as
// a dendrite with a plateau does, has a block of `moved`: n words of its reset, then all words of
// its kind's own parameters, as in cell_parameter. Its kernel reads them there. In every tick it
// is written as the model says; then whatever moves a parameter writes its own.
#pragma once

#include "crew.h"

namespace striatum {

struct Moved {
  i32* reset;      // null for a population without
  i32* parameter;  // word k of a neuron i is parameter[k * count + i]
  i32* jump;       // of those words the one that a spike adds; null where the kind has none
};

// Whether anything moves the parameters of a population.
bool moves(const Model& model, size_t population);

Moved moved_of(const Model& model, State& state, size_t population);

// Words of `moved` that a population with these dendrites needs.
uint64_t moved_words_of(const Model& model, size_t population);

// Writes every block as the model says: of the neurons of this member's share, before any member
// reads it.
void restore_moved(const Model& model, State& state, const Member& member);

}  // namespace striatum
