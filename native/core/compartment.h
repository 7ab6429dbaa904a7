// Compartments: what arrives at the ports of a soma or a dendrite becomes a lift of it.
#pragma once

#include "crew.h"

namespace striatum {

// Every port turns what arrived at it into a lift of its compartment in this tick: of a soma into
// current, of a dendrite into dendrite_input; then nothing is left arriving. Of the
// neurons of this member's share.
void integrate(const Model& model, State& state, Member& member);

}  // namespace striatum
