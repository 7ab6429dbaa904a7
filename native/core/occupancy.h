// Occupancy: which share of the receptors for a modulator its level occupies, from 0 to 1. A
// binding is that curve for one modulator, with any affinity, steepness and saturation: 64 straight
// pieces of equal width from the modulator's least level to its most.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

inline constexpr size_t curve_points = 65;

// The occupancy of a binding at a level, to the nearest; beyond the ends it is that of the end.
q16_15 occupancy_at(const Model& model, size_t binding, q3_28 level);

// Whether every occupancy is that of the level.
bool occupancies_are_sound(const Model& model, const State& state);

}  // namespace striatum
