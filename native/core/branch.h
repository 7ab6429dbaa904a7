// Branches: dendrites turn what their ports lift them by into what lifts their soma.
#pragma once

#include "crew.h"

namespace striatum {

// Advances every dendrite by a tick: reads dendrite_input, writes dendrite_output, and adds to
// current what reaches the somata in this tick. Writes the parameters that somata move. Of the
// neurons of this member's share.
void branch(const Model& model, State& state, Member& member);

}  // namespace striatum
