// Compartments: what arrives at the ports of a soma or a dendrite becomes a lift of it.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// Every port turns what arrived at it into a lift of its compartment in this tick: of a soma into
// current, of a dendrite into dendrite_input; then nothing is left arriving.
void integrate(const Model& model, State& state);

}  // namespace striatum
