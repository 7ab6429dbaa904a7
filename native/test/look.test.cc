// Looking at a synapse says what settling it would leave there, and changes nothing.
#include "../core/tick.h"
#include "check.h"
#include "networks.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// How many synapses are eligible.
size_t compare_with_settled(Net& net, Net& settled) {
  std::vector<std::byte> frozen(frozen_bytes(net.model));
  freeze(net.model, net.state, frozen);
  CHECK(thaw(settled.model, frozen, settled.state).ok());
  settle_rows(settled.model, settled.state);

  const uint64_t before = net.state.hash();
  size_t eligible = 0;
  for (size_t i = 0; i < net.state.weight.size(); i++) {
    const SynapseNow now = look_at(net.model, net.state, i);
    CHECK(now.weight.raw == settled.state.weight[i].raw);
    CHECK(now.eligibility.raw == settled.state.eligibility[i].raw);
    eligible += now.eligibility.raw != 0 ? 1 : 0;
  }
  CHECK(net.state.hash() == before);
  return eligible;
}

}  // namespace

TEST(look_at_synapse, "a look at a synapse says what settling it leaves, for every rule") {
  Builder b;
  build_mixed(b);
  Net net(b);
  Net settled(b);
  size_t eligible = 0;
  for (int t = 0; t < 3000; t++) {
    // silent for a while, so that rows close and sleep
    stimulate(net.state, 40, t < 1500 ? 0.05 : 0.0005, 7);
    if (t % 200 == 0) net.state.release[0] = real<q3_28>(0.5);
    tick(net.model, net.state);
    if (t % 149 == 0) eligible += compare_with_settled(net, settled);
  }
  CHECK(eligible > 1000);
}
