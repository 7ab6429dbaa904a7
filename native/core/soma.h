// Somata: membranes, spikes, and the record of spikes that delays and plasticity look back on.
#pragma once

#include "crew.h"

namespace striatum {

// Every kind moves its potentials by its kernel and spikes, for certain at a hard threshold or by
// chance with escape noise; sources spike as they were told. Every spike is recorded. Of the
// neurons of this member's share.
void fire(const Model& model, State& state, Member& member);

// Makes one list of those of all members, once all have fired.
void list_spikes(const Model& model, State& state, std::span<Member> members);

}  // namespace striatum
