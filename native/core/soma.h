// Somata: membranes, spikes, and the record of spikes that delays and plasticity look back on.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// Sources spike as they were told; lif neurons decay, add their input and spike, for certain at a
// hard threshold or by chance with escape noise. Every spike is recorded.
void fire(const Model& model, State& state);

}  // namespace striatum
