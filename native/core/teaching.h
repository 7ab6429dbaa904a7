// Teaching: what a modulator's level says to a rule, tick by tick, and its decayed sums. A row that
// is settled after a while needs, for an eligibility it held since tick m,
//
//   H(m, t) = sum over k from m to t - 1 of keep^(k - m) * teaching[k]
//
// which is the same number for every synapse of the row. Recent m come from a ring by a backward
// recursion, shared by all rows settled in one tick; older ones from prefix sums kept in epochs.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// Records this tick's teaching for every rule, and lets depression traces decay and take spikes.
void learn(const Model& model, State& state);

// What of it lasts from tick to tick and is not kept, from what was kept.
void find_scales(const Model& model, State& state);

// Forgets the sums of the last tick settled in; call before the first settling in a tick.
void begin_settling(State& state);

// H(now - k, now) for k from 0 to depth at least.
std::span<const q23_40> recent_reach(const Model& model, State& state, u32 rule, size_t depth);

// For pair STDP, in the slots of the last ticks, depth of them at least: what an eligibility of 1
// held since that tick has earned, rate and all, times 2^earned_shift().
std::span<const i32> recent_earned(const Model& model, State& state, u32 rule, size_t depth);
int earned_shift(const Model& model, u32 rule);

// All of it, for every rule, so that members of a crew only read.
void earn_all(const Model& model, State& state);

// H(row_tick, now) for a row that closed at most epoch_slots - 1 epochs ago.
q23_40 closed_reach(const Model& model, const State& state, u32 rule, size_t row);

// keep_eligibility^ticks, for fewer ticks than epoch_slots epochs have.
power eligibility_keep(const Model& model, u32 rule, u64 ticks);

// Whether a row that closed then is about to fall out of the epochs that are kept.
bool epochs_are_over(const Model& model, const State& state, u32 rule, u64 row_tick);

}  // namespace striatum
