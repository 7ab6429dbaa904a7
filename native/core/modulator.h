// Modulators: concentrations that are released, decay, and teach. Each is one number for the whole
// network.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// phasic = phasic * keep + release; level = tonic + phasic held within min and max.
void modulate(const Model& model, State& state);

}  // namespace striatum
