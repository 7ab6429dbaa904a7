// Queues of plastic rows, oldest settling first: in each lane the open ones, which will close when
// their window is over, and the closed ones, which will fall asleep when their eligibility has
// faded. A row is in one queue at most, so that one pair of links a row serves both.
#pragma once

#include "state.h"

namespace striatum {

enum class Stage : uint8_t { asleep = 0, open = 1, closed = 2 };

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
