// Compartments: what arrives at a neuron becomes a synaptic current that decays. There is one
// compartment a neuron, its soma's.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// current = current * keep_synapse + gain_synapse * arriving, and nothing is left arriving.
void integrate(const Model& model, State& state);

}  // namespace striatum
