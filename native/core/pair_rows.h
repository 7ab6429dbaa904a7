// The life of a row of pair STDP: it arrives and opens; a look at a few rows in every tick settles
// those whose last settling the ring of spikes will soon have forgotten, which close; and once
// their eligibility has faded they sleep. Rows settled in one tick are settled together.
#pragma once

#include "crew.h"
#include "kernel.h"

namespace striatum {

// Of this member's rows, settles and delivers those that arrive in this tick, and looks at some
// others.
void deliver_pairs(const Model& model, State& state, Member& member);

// Settles every row of a lane where it is.
void settle_pairs(const Model& model, State& state, size_t lane);

// Writes synapses start to end of a row of this lane as of now, and changes nothing.
void look_at_pairs(const Model& model, State& state, size_t lane, size_t row, size_t start,
                   size_t end, Destination out);

}  // namespace striatum
