// A crew: a team of threads and what each member has for itself while it does its part of a tick.
// Neurons are given out in groups, with all that belongs to them; arriving rows one by one, so each
// member sums into an array of its own, and whole numbers add to the same sum in any order.
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
  q15_16* arriving;  // over slots; the leader's is the state's own
  u32* list;         // neurons of its share that spiked; nullptr: they go into the state's list
  u32* spikes;       // how many of each population
  u32* unlisted;     // those that are in no list of the state yet
  Tally integrated;  // what was held at the ends of formats in a phase
  Tally branched;
  Tally fired;
  std::span<Member> all;

  bool leads() const { return share.member == 0; }
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
