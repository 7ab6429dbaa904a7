// Somata: membranes, spikes, and the record of spikes that delays and plasticity look back on.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// Every kind moves its potentials by its kernel and spikes, for certain at a hard threshold or by
// chance with escape noise; sources spike as they were told. Every spike is recorded.
void fire(const Model& model, State& state);

}  // namespace striatum
