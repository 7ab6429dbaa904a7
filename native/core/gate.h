// Gates: what modulators do to what a rule is taught in a tick. The level's distance from the
// rule's reference is multiplied by rule_above or rule_below, so that bursts and dips have a size
// and a sign of their own, and then by 1 plus the response of each of the rule's gates, one after
// another: a gate at 0 keeps the rule from learning whatever others say. A synapse pays nothing.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// What a rule is taught in this tick while learning is on; check() proved that it fits.
q3_28 taught_of(const Model& model, const State& state, u32 rule);

// Raw q3.28: the largest magnitude of it, as far as gates first to past say, which are the rule's.
i64 most_taught(const Model& model, size_t rule, size_t first, size_t past);

}  // namespace striatum
