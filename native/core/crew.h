// A crew: a team of threads and what each member has for itself while it does its part of a tick.
// Neurons are given out in groups, with all that belongs to them, and so are rows of pair STDP; of
// other rows each member takes some of those that arrive. Each sums into an array of its own, and
// whole numbers add to the same sum in any order.
#pragma once

#include <span>
#include <vector>

#include "model.h"
#include "state.h"
#include "team.h"

namespace striatum {

// Neurons are given out in groups of so many: a cache line of bytes is then one member's.
inline constexpr size_t share_neurons = 256;

struct Member {
  Share share;
  q15_16* arriving = nullptr;  // over slots; the leader's is the state's own
  u32* list = nullptr;      // of neurons of its share that spiked; null: they go into the state's
  u32* spikes = nullptr;    // how many of each population
  u32* unlisted = nullptr;  // those that are in no list of the state yet
  Tally delivered = {};     // what was held at the ends of formats in a phase
  Tally integrated = {};
  Tally branched = {};
  Tally fired = {};
  std::span<Member> all = {};

  bool leads() const { return share.member == 0; }

  // Whether a plastic row is of its share, a cache line of rows at a time.
  bool owns(size_t row) const {
    return share.members == 1 || row / 16 % share.members == share.member;
  }
};

// The leader of a crew of one.
Member lone_member(State& state);

class Crew {
 public:
  // Takes memory for so many members and starts the threads. False if the system gives no thread.
  bool hire(const Model& model, State& state, size_t members);

  Team team;
  std::vector<Member> members;

 private:
  std::vector<q15_16> arriving_;
  std::vector<u32> lists_;
  std::vector<u32> spikes_;
};

}  // namespace striatum
