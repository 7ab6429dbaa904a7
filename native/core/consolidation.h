// Weights of two components: what is learned is fast and fades, and while a modulator is above its
// reference what is fast becomes slow, and stays. The weight is the sum of both.
//
//   moved = consolidation (level - reference)+ fast      each tick
//   slow <- slow + moved
//   fast <- keep (fast - moved) + what is taught
//
// As in Leimer, Herzog and Senn 2019 (bioRxiv 613265) what the slow one gains the fast one loses.
// From any tick on this is linear, so that what becomes of one unit is shared by all rows of a rule
// that are settled in a tick. Rows are settled at least once in the ring of teaching, until both
// what is eligible and what is fast are 0. While nothing learns, nothing fades or moves either.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

inline constexpr u32 no_consolidator = 0xFFFFFFFF;

// Of a model without plastic synapses no rule does.
inline bool consolidates(const Model& model, u32 rule) {
  return model.counts.slow_synapses != 0 && model.rule_consolidator[rule] != no_consolidator;
}

// Whether a rule's numbers of it are in range, and there is room for what it keeps.
bool consolidation_is_sound(const Model& model, size_t rule);

// Records what moves in this tick.
void consolidate(const Model& model, State& state, u32 rule);

// What a unit from k ticks ago has become, for k from 0 to depth at least.
struct Cascade {
  std::span<const u32> left;        // of a fast unit, of 2^-31
  std::span<const u32> moved;       // what of it is slow, of 2^-31
  std::span<const q23_40> reach;    // of an eligible unit, fast and slow
  std::span<const q23_40> of_slow;  // what of that is slow
};
Cascade recent_cascade(const Model& model, State& state, u32 rule, size_t depth);

// Whether nothing of a row is left to fade or to be taught.
bool has_settled(const State& state, size_t start, size_t end);

}  // namespace striatum
