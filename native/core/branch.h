// Branches: dendrites turn what their ports lift them by into what lifts their soma.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// Advances every dendrite by a tick: reads dendrite_input, writes dendrite_output, and adds to
// current what reaches the somata in this tick. Writes the parameters that somata move.
void branch(const Model& model, State& state);

}  // namespace striatum
