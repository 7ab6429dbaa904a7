// The golden run: the mixed network, 10,000 ticks, one of every kind, 2,000, and one of every
// receptor, 2,000. Its hash is the
// same for every compiler, level of optimisation, vector path and architecture; a change that moves
// it must say why.
#pragma once

#include "../core/plasticity.h"
#include "../core/tick.h"
#include "receptors.h"

namespace striatum::test {

inline constexpr uint64_t golden_hash = 0xa85eb2a0c0a93d26;

inline uint64_t run_hash(Builder& builder, int ticks) {
  Net net(builder, 20260101);
  if (!net.status.ok()) return 0;
  for (int i = 0; i < ticks; i++) {
    stimulate(net.state, 40, 0.03, 99);
    tick(net.model, net.state);
  }
  return mix64(net.state.hash() ^ weights_hash(net.model, net.state));
}

inline uint64_t golden_run() {
  Builder mixed;
  build_mixed(mixed);
  Builder of_all_kinds;
  build_kinds(of_all_kinds);
  Builder of_all_receptors;
  build_receptors(of_all_receptors);
  const uint64_t receptors_hash = run_hash(of_all_receptors, 2000);
  return mix64(run_hash(mixed, 10000) + 3 * run_hash(of_all_kinds, 2000) + 5 * receptors_hash);
}

}  // namespace striatum::test
