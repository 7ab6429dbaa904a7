// Homeostasis: a neuron keeps its own rate near a target. It knows the mean of its spikes from
// update to update, r, and every some ticks, with e = r / target - 1,
//
//   threshold += speed * e                    (intrinsic: it spikes less where it spiked too much)
//   gain      *= 1 - speed * e                (synaptic scaling: of all that arrives at some ports)
//
// both held within bounds. Scaling multiplies all synapses of a target alike, so that it is one
// gain a neuron at the port, and no synapse is touched. While learning is 0 both stand still, and
// the mean goes on. docs/cards/cells/homeostasis.md has the sources.
#pragma once

#include "check.h"
#include "state.h"

namespace striatum {

inline constexpr u32 no_homeostat = 0xFFFFFFFF;

// A mean is held at so many targets.
inline constexpr i64 most_targets = 127;

// Where the arrays of each homeostat begin, and the homeostat of each population or no_homeostat.
void derive_homeostats(Model& model);

// Counts the spikes of this tick, and updates who is due.
void balance(const Model& model, State& state);

// As before the first tick: at the target, with nothing moved.
void begin_homeostats(const Model& model, State& state);

// Whether the homeostat moves the thresholds of its population.
bool moves_threshold(const Model& model, size_t homeostat);

// Adds to threshold words, which begin with the population's neuron `begin`, up to `end`.
void shift_thresholds(const Model& model, const State& state, size_t homeostat, i32* words,
                      size_t begin, size_t end);

// Multiplies what arrived at neurons begin to end of a port that is scaled.
void scale_arriving(const Model& model, State& state, size_t port, size_t begin, size_t end);

// Every reference and number in its range, and no threshold that could leave its format.
Status check_homeostats(const Model& model);

// Whether a tick could have left this.
bool homeostats_are_sound(const Model& model, const State& state);

}  // namespace striatum
