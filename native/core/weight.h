// How a weight is written when it is settled: rounded to the nearest or by chance, in bounds that
// are hard or soft, within a budget. Rules that ask for nothing are held in their range and
// rounded to the nearest where they are settled; this is for the others, which are careful.
//
//   soft     dw = 4 (w - low) (high - w) / (high - low)^2 times what it would have moved by
//            (the symmetric form of Sosis and Rubin 2023), so that it slows down towards both ends.
//            The flow is solved in closed form, whatever the signs and the order of its parts.
//   chance   a rest of r steps becomes one with chance r, so that what is below a step is not lost
//            (Hopkins et al. 2020); drawn by seed, tick and synapse
//   budget   |w - w at the start| <= in all; and within a period |w - w at its start| <= an eighth
//            of what a minute allows. A period is 10 s, each row's begins at a tick of its own. Two
//            moments less than a minute apart are in 7 periods at most: 2 eighths within the first,
//            5 from start to start, 1 within the last.
#pragma once

#include "consolidation.h"
#include "model.h"
#include "state.h"

namespace striatum {

enum class Rounding : u8 { nearest = 0, chance = 1 };
enum class Bounding : u8 { hard = 0, soft = 1 };

inline constexpr q7_24 no_budget{INT32_MAX};

inline bool has_budget(const Model& model, u32 rule) {
  return model.rule_budget_in_all[rule] != no_budget || model.rule_budget_period[rule] != no_budget;
}

inline bool is_careful(const Model& model, u32 rule) {
  return model.rule_rounding[rule] != 0 || model.rule_bounding[rule] != 0 ||
         has_budget(model, rule) || consolidates(model, rule);
}

// Bits of a change below the last of a weight.
inline constexpr int change_bits = 24;

// The weight of a synapse after a change of so many 2^-24 of a step.
q7_24 changed(const Model& model, const State& state, u32 rule, size_t synapse, i64 change);

// Whether a frozen weight could be there.
bool is_within_budget(const Model& model, const State& state, u32 rule, size_t synapse);

// Which rows begin a period in this tick.
struct Turn {
  size_t begin;
  size_t end;
};
Turn period_turn(const Model& model, const State& state);

}  // namespace striatum
