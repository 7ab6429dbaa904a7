// One tick of the network: the phases in order.
#pragma once

#include "crew.h"

namespace striatum {

// Advances the state by one tick of the model. It reads source_spike, drive, release, tonic and
// learning as they were set from outside, and clears source_spike and release.
void tick(const Model& model, State& state);

// The same by a crew hired for this model and state, to the same bits.
void tick(const Model& model, State& state, Crew& crew);

}  // namespace striatum
