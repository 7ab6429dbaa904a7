// States: frozen and thawed they go on bit for bit, looking changes nothing, and with learning off
// no bit of a weight moves.
#include "../core/state.h"

#include "../core/plasticity.h"
#include "../core/tick.h"
#include "check.h"
#include "golden.h"
#include "networks.h"

using namespace striatum;
using namespace striatum::test;

namespace {

struct Mixed {
  Builder builder;
  Net net;

  explicit Mixed(uint64_t seed = 3) : builder(built()), net(builder, seed) {}

  static Builder built() {
    Builder b;
    build_mixed(b);
    return b;
  }
  void run(int ticks) {
    for (int i = 0; i < ticks; i++) {
      stimulate(net.state, 40, 0.03, 8);
      tick(net.model, net.state);
    }
  }
};

std::vector<std::byte> frozen(const Net& net) {
  std::vector<std::byte> bytes(frozen_bytes(net.model));
  freeze(net.model, net.state, bytes);
  return bytes;
}

std::vector<i32> weights(Net& net) {
  std::vector<i32> out;
  for (const q7_24 weight : net.weights()) out.push_back(weight.raw);
  return out;
}

}  // namespace

TEST(golden, "the golden run has its hash") {
  CHECK(golden_run() == golden_hash);
}

TEST(seeds, "one seed, one run; another seed, another") {
  Mixed a(3);
  Mixed b(3);
  Mixed c(4);
  a.run(2000);
  b.run(2000);
  c.run(2000);
  CHECK(a.net.state.hash() == b.net.state.hash());
  CHECK(a.net.state.hash() != c.net.state.hash());
  CHECK(weights_hash(a.net.model, a.net.state) == weights_hash(b.net.model, b.net.state));
}

TEST(thawing, "a state thawed in mid-run goes on bit for bit") {
  Mixed a;
  a.run(1234);
  const std::vector<std::byte> bytes = frozen(a.net);
  Mixed b(99);
  b.run(777);
  CHECK(thaw(b.net.model, bytes, b.net.state).ok());
  CHECK(b.net.state.hash() == a.net.state.hash());
  a.run(3000);
  b.run(3000);
  CHECK(b.net.state.hash() == a.net.state.hash());
  CHECK(weights(a.net) == weights(b.net));
}

TEST(refusals, "a frozen state that does not fit is refused and changes nothing") {
  Mixed a;
  a.run(500);
  const std::vector<std::byte> good = frozen(a.net);
  const uint64_t before = a.net.state.hash();
  const auto refused = [&](std::vector<std::byte> bad) {
    return thaw(a.net.model, bad, a.net.state).code;
  };
  std::vector<std::byte> bad = good;
  bad.pop_back();
  CHECK(refused(bad) == Code::state_length);
  CHECK(refused({}) == Code::state_length);
  const auto flipped = [&](size_t byte) {
    bad = good;
    bad[byte] ^= std::byte{4};
    return refused(bad);
  };
  CHECK(flipped(0) == Code::state_magic);
  CHECK(flipped(4) == Code::state_version);
  CHECK(flipped(8) == Code::state_length);
  for (size_t byte = 16; byte < good.size(); byte += 911) {
    CHECK(flipped(byte) == Code::state_checksum);
  }

  Builder other;
  build_rover(other);
  Net rover(other);
  CHECK(refused(frozen(rover)) == Code::state_model);
  Mixed changed;
  changed.builder.bias[45].raw++;
  Net nearly(changed.builder);
  CHECK(refused(frozen(nearly)) == Code::state_model);
  CHECK(a.net.state.hash() == before);
}

TEST(unsound, "a frozen state with indices out of range is refused though its checksum fits") {
  Mixed a;
  a.run(500);
  const uint64_t before = a.net.state.hash();
  const auto refused = [&](auto change) {
    Mixed b;
    b.run(500);
    change(b.net.state);
    return thaw(a.net.model, frozen(b.net), a.net.state).code;
  };
  CHECK(refused([](State& s) { s.spike_list[3] = 5000; }) == Code::state_field);
  CHECK(refused([](State& s) { s.spike_segment[2] = 5000; }) == Code::state_field);
  CHECK(refused([](State& s) { s.row_next[2] = 5000; }) == Code::state_field);
  CHECK(refused([](State& s) { s.row_tick[2] = 5000; }) == Code::state_field);
  CHECK(refused([](State& s) { s.lane_open_oldest[0] = 5000; }) == Code::state_field);
  CHECK(refused([](State& s) { s.refractory_left[0] = 200; }) == Code::state_field);
  CHECK(a.net.state.hash() == before);
  CHECK(refused([](State&) {}) == Code::ok);
}

// Rows of pair STDP are looked at every 256 ticks; their eligibility lasts for long, and briefly.
TEST(silent_rows, "a state with silent rows thaws at every age, unless a look was passed over") {
  for (const double tau : {3.0, 30.0, 1000.0}) {
    Builder b;
    b.modulator({});
    const u32 rule = b.rule({.tau_eligibility = tau});
    const u32 sources = b.sources(3);
    const u32 cells = b.lif(2, {.bias = 0.06});
    b.learn(rule, sources, 3, 1, dense(sources, 3, cells, 2, 0.1, 0.4, 5));
    Net net(b);
    Net other(b);
    for (int t = 0; t < 40000; t++) {
      if (t % 9973 == 100) net.state.source_spike[sources + static_cast<u32>(t % 3)] = 1;
      tick(net.model, net.state);
      if (t > 2500 && t % 41 != 0) continue;
      CHECK(thaw(net.model, frozen(net), other.state).ok());
    }

    Net ahead(b);
    ahead.state.source_spike[sources] = 1;
    for (int t = 0; t < 50; t++) tick(ahead.model, ahead.state);
    CHECK(ahead.state.row_stage[0] == 1);
    // spikes are remembered for 1024 ticks; the look before would have settled the row
    ahead.state.tick[0] += 960;
    CHECK(thaw(net.model, frozen(ahead), other.state).code == Code::state_field);
  }
}

TEST(looking, "reading the weights does not change the run") {
  Mixed a;
  Mixed b;
  for (int i = 0; i < 300; i++) {
    a.run(7);
    b.run(7);
    b.net.weights();
    CHECK(a.net.state.hash() == b.net.state.hash());
  }
}

TEST(frozen_learning, "with learning off not one bit of a weight moves, from the start or later") {
  Mixed a;
  a.net.state.learning[0] = 0;
  const std::vector<i32> untouched = weights(a.net);
  a.run(3000);
  CHECK(weights(a.net) == untouched);

  Mixed b;
  b.run(1500);
  CHECK(weights(b.net) != untouched);
  b.net.state.learning[0] = 0;
  b.run(1);
  const std::vector<i32> learned = weights(b.net);
  for (int i = 0; i < 40; i++) {
    b.run(100);
    CHECK(weights(b.net) == learned);
  }

  // and it goes on where it was
  b.net.state.learning[0] = 1;
  b.run(500);
  CHECK(weights(b.net) != learned);
}

TEST(fields, "fields lie apart, aligned, in the arena") {
  Mixed a;
  size_t end = 0;
  for (size_t i = 0; i < state_fields; i++) {
    const FieldPlace place = field_place(a.net.model, i);
    CHECK(place.offset_bytes % array_alignment_bytes == 0);
    CHECK(place.offset_bytes >= end);
    end = place.offset_bytes + place.count;
  }
  CHECK(end <= state_bytes(a.net.model));
}
