// Synapses: rows that arrive when their presynaptic neuron spiked one delay ago. A row is one
// presynaptic neuron of a lane; a lane is the rows with one delay. Only arriving rows are touched.
#pragma once

#include <span>

#include "crew.h"

namespace striatum {

// Every static row of this member's share that arrives in this tick adds its weights to what the
// member has for its targets.
void deliver_static(const Model& model, State& state, Member& member);

// The neurons whose spikes arrive through this lane in this tick, ascending.
std::span<const u32> arrivals(const Model& model, const State& state, const Lanes& lanes,
                              size_t lane);

// Adds one row's weights to what arrives at its targets.
void deliver_row(const u32* target, const q7_24* weight, size_t count, q15_16* arriving);

}  // namespace striatum
