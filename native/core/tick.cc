// The phases of a tick in order, and nothing else: every loop is in the phase that it serves.
#include "tick.h"

#include <utility>

#include "branch.h"
#include "compartment.h"
#include "homeostasis.h"
#include "modulator.h"
#include "moved.h"
#include "outcome.h"
#include "plasticity.h"
#include "rewiring.h"
#include "soma.h"
#include "synapse.h"
#include "teaching.h"

namespace striatum {

namespace {

// What touches neurons and static synapses: each member's own part.
void deliver(const Model& model, State& state, Member& member) {
  write_moved(model, state, member);
  deliver_static(model, state, member);
  deliver_plastic(model, state, member);
}

void advance(const Model& model, State& state, Member& member) {
  integrate(model, state, member);
  branch(model, state, member);
  fire(model, state, member);
}

// What the leader does alone, before and after.
void begin(const Model& model, State& state, size_t members) {
  // once learning stops, what was learned so far is written down, and then no bit of it moves
  const bool stopped = state.learned[0] != 0 && state.learning[0] == 0;
  if (stopped) settle_rows(model, state);
  begin_settling(state);
  rewire(model, state);
  if (members > 1) earn_all(model, state);
}

void finish(const Model& model, State& state, std::span<Member> members) {
  list_spikes(model, state, members);
  for (Tally Member::*phase :
       {&Member::delivered, &Member::integrated, &Member::branched, &Member::fired}) {
    Tally all;
    for (Member& member : members) all.add(std::exchange(member.*phase, {}));
    state.count(all);
  }
  find_outcomes(model, state);
  modulate(model, state);
  learn(model, state);
  balance(model, state);
  state.learned[0] = state.learning[0];
  // in 292 million years of milliseconds time stands still, rather than begin anew
  if (state.tick[0] != last_tick) state.tick[0]++;
}

struct Work {
  const Model& model;
  State& state;
  Crew& crew;
};

void work(void* what, Share share) {
  const auto& [model, state, crew] = *static_cast<Work*>(what);
  Member& member = crew.members[share.member];
  deliver(model, state, member);
  crew.team.meet();
  advance(model, state, member);
}

}  // namespace

void tick(const Model& model, State& state) {
  begin(model, state, 1);
  Member member = lone_member(state);
  deliver(model, state, member);
  advance(model, state, member);
  finish(model, state, {&member, 1});
}

void tick(const Model& model, State& state, Crew& crew) {
  begin(model, state, crew.members.size());
  Work todo{model, state, crew};
  crew.team.run(work, &todo);
  finish(model, state, crew.members);
}

}  // namespace striatum
