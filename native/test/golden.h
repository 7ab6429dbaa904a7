// The golden run: the mixed network, 10,000 ticks. Its hash is the same for every compiler, level
// of optimisation and architecture; a change that moves it must say why.
#pragma once

#include "../core/plasticity.h"
#include "../core/tick.h"
#include "networks.h"

namespace striatum::test {

inline constexpr uint64_t golden_hash = 0x729a1359666f5606;

inline uint64_t golden_run() {
  Builder builder;
  build_mixed(builder);
  Net net(builder, 20260101);
  if (!net.status.ok()) return 0;
  for (int i = 0; i < 10000; i++) {
    stimulate(net.state, 40, 0.03, 99);
    tick(net.model, net.state);
  }
  return mix64(net.state.hash() ^ weights_hash(net.model, net.state));
}

}  // namespace striatum::test
