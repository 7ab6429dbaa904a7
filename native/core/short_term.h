// Short-term plasticity, after Tsodyks and Markram, PNAS 94:719, 1997, with facilitation as in
// Markram, Wang and Tsodyks, PNAS 95:5323, 1998. An arrival uses a share u of what is there, x, and
// delivers weight u x; what was used comes back with one time constant, and a use raises the next
// one, which fades with another:
//
//   x = 1 - depleted        depleted <- depleted + u x       depleted fades with tau_rec
//   u = use + raised        raised   <- (1 - use) u          raised fades with tau_facil
//
// Both are kept a row and brought to now when it arrives, by powers from tables: nothing is done in
// between. A share is below 1, so that no weight delivers more than it is.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

inline constexpr uint32_t no_short_term = 0xFFFFFFFF;

// Where the rows of each lane have their state, and the powers of both factors.
void derive_short_terms(Model& model);

// One arrival of a row in this tick: the share of its weights that is delivered.
q0_31 use_row(const Model& model, State& state, uint32_t short_term, size_t short_row);

// Whether a frozen state could have come from arrivals.
bool short_terms_are_sound(const Model& model, const State& state);

}  // namespace striatum
