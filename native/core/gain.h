// Gains: what modulators do to all that arrives at a port in a tick. It is multiplied by 1 plus the
// responses of the port's gains, which add up; check() proved that this is from 0 to below 8.
#pragma once

#include <span>

#include "model.h"
#include "state.h"

namespace striatum {

inline constexpr q3_28 gain_of_one = q3_28::of(1);

// By which what arrives is multiplied in this tick.
q3_28 gain_of(const Model& model, const State& state, size_t port);

// By which at most; of a model that was checked alone.
q3_28 most_gain(const Model& model, size_t port);

// Multiplies to the nearest, ties up.
void amplify(std::span<q15_16> arriving, q3_28 gain);

}  // namespace striatum
