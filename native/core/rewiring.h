// Structural plasticity with a bounded budget. At each turn of a rewiring, at most so many of the
// synapses that are weaker than a bound leave their targets, and each goes from the same neuron to
// another target that this neuron does not reach yet, drawn by chance. Which of the weak ones go is
// drawn too. The number of synapses never changes, and while learning is 0 nothing is rewired.
// docs/cards/synapses/rewiring.md has the sources.
//
// Targets are the model's until something rewires: then all of them are kept in the state, and
// targets_of() says which are read.
#pragma once

#include <span>

#include "check.h"
#include "state.h"

namespace striatum {

// How often a target is drawn for a synapse; if each was taken, it stays where it is.
inline constexpr u32 rewiring_draws = 16;

// The target of every plastic synapse as of now.
inline std::span<const u32> targets_of(const Model& model, const State& state) {
  if (state.rewired_target.empty()) return model.plastic_target;
  return state.rewired_target;
}

// Rewires what is due in this tick, after settling it.
void rewire(const Model& model, State& state);

// As before the first tick: the targets are the model's.
void begin_rewirings(const Model& model, State& state);

// References, numbers, and that no neuron begins with a double target. Lanes, rules and targets
// are sound by now.
Status check_rewirings(const Model& model);

// Whether a tick could have left these targets.
bool targets_are_sound(const Model& model, const State& state);

// The rewiring that a plastic lane belongs to, or counts.rewirings.
size_t rewiring_of(const Model& model, size_t lane);

}  // namespace striatum
