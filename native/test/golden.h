// The golden run: the mixed network, 10,000 ticks, one of every kind, 2,000, one of every receptor,
// 2,000, one of every kind of dendrite, 1,000, one in which modulators move everything and some
// cells keep their rates and rewire, 500, and one of every rule by outcomes, 500. Its hash is the
// same for every compiler, level of optimisation, vector path and architecture; a change that moves
// it must say why.
#pragma once

#include "../core/crew.h"
#include "../core/plasticity.h"
#include "homeostats.h"
#include "modulation.h"
#include "outcomes.h"
#include "receptors.h"

namespace striatum::test {

inline constexpr uint64_t golden_hash = 0xeb708dbd125be0ed;

// False if there are no threads for so many members.
inline bool live_by_crew(Net& net, int ticks, size_t members) {
  Crew crew;
  if (!crew.hire(net.model, net.state, members)) return false;
  for (int i = 0; i < ticks; i++) {
    stimulate(net.state, 40, 0.03, 99);
    tick(net.model, net.state, crew);
  }
  return true;
}

inline uint64_t hash_of(Net& net) {
  return mix64(net.state.hash() ^ weights_hash(net.model, net.state));
}

inline uint64_t run_hash(Builder& builder, int ticks) {
  Net net(builder, 20260101);
  if (!net.status.ok()) return 0;
  live(net, ticks);
  return hash_of(net);
}

inline uint64_t golden_run() {
  Builder mixed;
  build_mixed(mixed);
  Builder of_all_kinds;
  build_kinds(of_all_kinds);
  Builder of_all_receptors;
  build_receptors(of_all_receptors);
  Builder branched;
  build_branches(branched);
  Builder adaptive;
  build_adaptive(adaptive);
  Builder outcomes;
  build_outcomes(outcomes);
  return mix64(run_hash(mixed, 10000) + 3 * run_hash(of_all_kinds, 2000) +
               5 * run_hash(of_all_receptors, 2000) + 7 * run_hash(branched, 1000) +
               11 * run_hash(adaptive, 500) + 13 * run_hash(outcomes, 500));
}

}  // namespace striatum::test
