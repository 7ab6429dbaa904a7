// Outcomes: what a rule makes of what a target does in a tick, a number from -1 up to 1 for each
// neuron, kept in a ring for rows that are settled later. A rule multiplies it by what has arrived
// (plasticity.h).
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// With S = 1 where the neuron spiked in this tick, else 0:
//   spike    S
//   triplet  S (share + (1 - share) o / 16), o the trace of its earlier spikes, held at 16
//            (Pfister and Gerstner 2006, J Neurosci 26:9673)
//   burst    at an event, a spike with none in outcome_ticks before: -P, with P the bursts an event
//            lately, or share before there was any; where a second spike makes it a burst: 1; else
//            0 (Payeur et al. 2021, Nat Neurosci 24:1010)
//   slope    4 p (1 - p), p the chance of a spike: how much more input would change it
enum class Outcome : u8 { spike = 0, triplet = 1, burst = 2, slope = 3 };

inline constexpr u32 outcomes_known = 4;

// What a rule may have in place of one of these.
inline constexpr u32 outcome_residual = 0xFFFFFFFF;  // S - p
inline constexpr u32 outcome_always = 0xFFFFFFFE;    // 1

// The neurons that spiked in this tick, ascending.
std::span<const u32> spiked(const Model& model, const State& state);

// Writes every outcome of this tick, and lets what they remember decay and take spikes.
void find_outcomes(const Model& model, State& state);

// The sum of an outcome of this tick over a population.
q16_15 outcome_sum(const Model& model, const State& state, u32 outcome, u32 population);

}  // namespace striatum
