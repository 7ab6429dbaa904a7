// Delivery gives each target the sum of what its synapses add, however the rows are laid out.
#include "../core/synapse.h"

#include "../core/tick.h"
#include "check.h"
#include "networks.h"

using namespace striatum;
using namespace striatum::test;

namespace {

constexpr u32 sources = 600;
constexpr u32 cells = 50;

// The sum of all weights onto each target, each rounded as it arrives.
std::vector<i32> sums_of(const Model& model) {
  std::vector<i32> sums(model.counts.slots);
  for (size_t i = 0; i < model.static_target.size(); i++) {
    sums[model.static_target[i]] += (model.static_weight[i].raw + 128) >> 8;
  }
  return sums;
}

// What is delivered one tick after every source spiked, by so many members.
std::vector<i32> delivered(Net& net, size_t members) {
  for (u32 i = 0; i < sources; i++) net.state.source_spike[i] = 1;
  tick(net.model, net.state);
  std::vector<i32> sums(net.model.counts.slots);
  for (size_t i = 0; i < members; i++) {
    std::vector<q15_16> part(sums.size());
    Member member = lone_member(net.state);
    member.share = {i, members};
    member.arriving = part.data();
    deliver_static(net.model, net.state, member);
    for (size_t slot = 0; slot < sums.size(); slot++) sums[slot] += part[slot].raw;
  }
  return sums;
}

std::vector<Connection> alike(u32 to, u32 count, double weight) {
  return dense(0, sources, to, count, weight, weight, 1);
}

}  // namespace

TEST(synapse_lanes, "lanes of one weight and of many, none and all of a population's neurons") {
  Builder b;
  b.sources(sources);
  const u32 to = b.lif(cells, {});
  b.connect(0, sources, 1, alike(to, cells, 0.0123));
  b.connect(0, sources, 1, dense(0, sources, to, cells, -0.02, 0.01, 2));
  b.connect(0, 100, 1, {});
  b.connect(100, 7, 1, {{101, to, -0.7}, {101, to + 1, -0.7}, {106, to, -0.7}});
  Net net(b);
  CHECK(net.status.ok());
  CHECK(net.model.static_lane_alike[0] == 1);
  CHECK(net.model.static_lane_alike[1] == 0);
  CHECK(net.model.static_lane_alike[2] == 0);
  CHECK(net.model.static_lane_alike[3] == 1);
  const auto sums = sums_of(net.model);
  for (const size_t members : {1, 3}) {
    net.state.zero(net.model, 1);
    CHECK(delivered(net, members) == sums);
  }
}

TEST(synapse_many, "more synapses than a nearby cache holds") {
  Builder b;
  b.sources(sources);
  const u32 to = b.lif(900, {});
  b.connect(0, sources, 1, alike(to, 900, -0.011));
  b.connect(0, sources, 1, dense(0, sources, to, 10, -0.02, 0.01, 3));
  Net net(b);
  CHECK(net.status.ok());
  CHECK(net.model.static_target.size() > 1u << 19);
  CHECK(delivered(net, 1) == sums_of(net.model));
}
