// The stages of a plastic row, and who sees to it that they end.
//
// Rows of policy-gradient rules stand in queues, oldest settling first: in each lane the open ones,
// which close when their window is over, and the closed ones, which fall asleep when their
// eligibility has faded. A row is in one queue at most, so that one pair of links serves both.
//
// Rows of pair STDP are in none: they stay open while the ring of spikes reaches back to their last
// settling, and a look at a few rows in every tick finds those for which it soon no longer does.
#pragma once

#include "limits.h"
#include "state.h"

namespace striatum {

enum class Stage : uint8_t { asleep = 0, open = 1, closed = 2 };

// Pair STDP: every row is looked at once in so many ticks, and settled at this age or more.
inline constexpr u32 look_ticks = 256;
inline constexpr u32 open_ticks = limits::spike_slots - 32 - look_ticks;

// Whether the epochs of this rule are over before a row that closed would be looked at twice: its
// rows never close, for their eligibility fades while they are open.
inline bool is_brief(const Model& model, u32 rule) {
  return model.epoch_shift[rule] < 5;
}

// The age at which a closed row of pair STDP is settled.
inline u64 closed_ticks(const Model& model, u32 rule) {
  return (u64{limits::epoch_slots - 1} << model.epoch_shift[rule]) - 2 * look_ticks;
}

struct RowQueue {
  u32& oldest;
  u32& newest;
};

inline RowQueue queue_of(State& state, size_t lane, Stage stage) {
  if (stage == Stage::open) return {state.lane_open_oldest[lane], state.lane_open_newest[lane]};
  return {state.lane_closed_oldest[lane], state.lane_closed_newest[lane]};
}

// Takes the row out of the queue of its stage, if it is in one.
inline void leave_queue(State& state, size_t lane, size_t row) {
  const auto stage = static_cast<Stage>(state.row_stage[row]);
  state.row_stage[row] = static_cast<u8>(Stage::asleep);
  if (stage == Stage::asleep) return;

  const RowQueue queue = queue_of(state, lane, stage);
  const u32 older = state.row_previous[row];
  const u32 newer = state.row_next[row];
  (older == no_row ? queue.oldest : state.row_next[older]) = newer;
  (newer == no_row ? queue.newest : state.row_previous[newer]) = older;
  state.row_next[row] = no_row;
  state.row_previous[row] = no_row;
}

// Puts a row that was settled in this tick at the new end of a queue.
inline void enter_queue(State& state, size_t lane, size_t row, Stage stage) {
  leave_queue(state, lane, row);
  state.row_stage[row] = static_cast<u8>(stage);
  const RowQueue queue = queue_of(state, lane, stage);
  state.row_previous[row] = queue.newest;
  (queue.newest == no_row ? queue.oldest : state.row_next[queue.newest]) = static_cast<u32>(row);
  queue.newest = static_cast<u32>(row);
}

}  // namespace striatum
