// Dendrites as the core must treat any words: the same bits on every path, asleep or alike; what
// leaves a format; freezing; and what is refused.
#include "../core/tick.h"
#include "check.h"
#include "golden.h"
#include "paths.h"

using namespace striatum;
using namespace striatum::test;

TEST(branch_paths, "dendrites get the same bits on every path, and spike now and then") {
  Builder b;
  build_branches(b);
  CHECK(hash_on_each_path([&] { return run_hash(b, 500); }) != 0);

  Net net(b, 3);
  CHECK(net.status.ok());
  std::vector<u64> spikes(net.model.counts.populations);
  std::vector<u64> ups(net.model.counts.dendrites);
  for (int t = 0; t < 2000; t++) {
    stimulate(net.state, 40, 0.03, 99);
    tick(net.model, net.state);
    for (size_t i = 0; i < spikes.size(); i++) spikes[i] += net.state.population_spikes[i];
    for (size_t i = 0; i < ups.size(); i++) {
      if (net.model.dendrite_kind[i] != u8(Dendrite::plateau)) continue;
      const u32 count = net.model.population_count[net.model.dendrite_population[i]];
      const i32* const left = &net.state.cell_state[net.model.dendrite_state_first[i] + count];
      for (u32 n = 0; n < count; n++) ups[i] += left[n] != 0;
    }
  }
  for (size_t i = 1; i < spikes.size(); i++) {
    const double rate = static_cast<double>(spikes[i]) / net.model.population_count[i] / 2;
    if (rate < 1 || rate > 250) std::printf("  population %zu: %.1f Hz\n", i, rate);
    CHECK(rate >= 1 && rate <= 250);
  }
  for (size_t i = 0; i < ups.size(); i++) {
    CHECK(net.model.dendrite_kind[i] != u8(Dendrite::plateau) || ups[i] > 0);
  }
}

TEST(branch_alike, "dendrites alike, and dendrites asleep, get the same bits as others") {
  uint64_t first = 0;
  for (const u8 without : {u8{0}, u8{trait_uniform}}) {
    Builder b;
    build_branches(b);
    Net net(b, 4);
    CHECK(net.status.ok());
    for (u8& traits : net.model.dendrite_traits) traits &= static_cast<u8>(~without);
    for (u8& traits : net.model.population_traits) traits &= static_cast<u8>(~without);
    for (int t = 0; t < 400; t++) {
      // long silences, so that branches fall asleep
      if (t % 200 < 60) stimulate(net.state, 40, 0.03, 99);
      tick(net.model, net.state);
    }
    const uint64_t hash = net.state.hash();
    first = without == 0 ? hash : first;
    CHECK(hash == first);
  }
}

TEST(branch_held, "what leaves a format in a dendrite is held alike on every path, and counted") {
  Builder b;
  build_branches(b);
  const uint64_t hash = hash_on_each_path([&] {
    Net net(b, 5);
    CHECK(net.status.ok());
    for (u32 t = 0; t < 300; t++) {
      for (u32 n = 0; n < net.state.dendrite_drive.size(); n++) {
        net.state.dendrite_drive[n].raw = static_cast<i32>(random(9, t, n));
      }
      for (u32 n = 0; t % 7 == 0 && n < net.state.arriving.size(); n++) {
        net.state.arriving[n].raw = static_cast<i32>(random(11, t, n));
      }
      tick(net.model, net.state);
    }
    for (const Saturation s : {Saturation::current, Saturation::dendrite}) {
      CHECK(net.state.status_count[static_cast<size_t>(s)] > 100);
    }
    return net.state.hash();
  });
  CHECK(hash != 0);
}

TEST(branch_freeze, "a state with dendrites goes on after thawing as if nothing had happened") {
  Builder b;
  build_branches(b);
  Net net(b, 6);
  Net other(b, 7);
  CHECK(net.status.ok() && other.status.ok());
  live(net, 300);
  std::vector<std::byte> frozen(frozen_bytes(net.model));
  freeze(net.model, net.state, frozen);
  CHECK(thaw(other.model, frozen, other.state).ok());
  for (Net* each : {&net, &other}) live(*each, 300, 98);
  CHECK(net.state.hash() == other.state.hash());

  // a plateau cannot be longer than any can, nor less than nothing be open
  for (size_t i = 0; i < net.model.counts.dendrites; i++) {
    if (net.model.dendrite_kind[i] != u8(Dendrite::apical)) continue;
    const u32 count = net.model.population_count[net.model.dendrite_population[i]];
    i32& open = net.state.cell_state[net.model.dendrite_state_first[i] + 2 * count];
    open = -open - 1;
    freeze(net.model, net.state, frozen);
    CHECK(thaw(other.model, frozen, other.state).index == 3);
    open = -open - 1;
  }
  for (size_t i = 0; i < net.model.counts.dendrites; i++) {
    if (net.model.dendrite_kind[i] != u8(Dendrite::plateau)) continue;
    const u32 count = net.model.population_count[net.model.dendrite_population[i]];
    for (const i32 bad : {-1, static_cast<i32>(limits::counted_ticks_max) + 1}) {
      i32& left = net.state.cell_state[net.model.dendrite_state_first[i] + count];
      const i32 good = left;
      left = bad;
      freeze(net.model, net.state, frozen);
      const Status status = thaw(other.model, frozen, other.state);
      CHECK(status.code == Code::state_field && status.index == 3);
      left = good;
    }
  }
}

TEST(branch_refused, "a model whose dendrites could not run is refused before it is used") {
  const auto refused = [](auto&& spoil, Code code) {
    Builder b;
    build_branches(b);
    spoil(b);
    Net net(b);
    CHECK(net.status.code == code);
  };
  const auto parameter = [](Builder& b, size_t dendrite, size_t k) -> i32& {
    const u32 count = b.population_count[b.dendrite_population[dendrite]];
    return b.cell_parameter[b.dendrite_parameter_first[dendrite] + k * count + 2];
  };
  refused([](Builder&) {}, Code::ok);
  refused([&](Builder& b) { parameter(b, 0, 0) = -1; }, Code::model_parameter);
  refused([&](Builder& b) { parameter(b, 1, 2) = 0; }, Code::model_parameter);
  refused([&](Builder& b) { parameter(b, 1, 4) = 0; }, Code::model_parameter);
  refused([&](Builder& b) { parameter(b, 1, 4) = 65536; }, Code::model_parameter);
  refused([&](Builder& b) { parameter(b, 2, 2) = -1; }, Code::model_parameter);
  refused([&](Builder& b) { parameter(b, 2, 3) = -1; }, Code::model_parameter);
  refused([&](Builder& b) { parameter(b, 2, 7) = -1; }, Code::model_parameter);
  refused([&](Builder& b) { b.dendrite_kind[3] = 77; }, Code::model_dendrite);
  refused([&](Builder& b) { b.dendrite_cell_first[3]++; }, Code::model_dendrite);
  refused([&](Builder& b) { b.dendrite_population[3]++; }, Code::model_population);
  refused([&](Builder& b) { b.cell_start[b.dendrite_state_first[1] + 35 + 3] = -1; },
          Code::model_dendrite);

  Builder b;
  build_branches(b);
  std::vector<std::byte> bytes = b.bytes();
  // moved_words is the ninth count
  bytes[model_preamble_bytes + 8 * sizeof(u32)] ^= std::byte{1};
  Builder::seal(bytes);
  Model model;
  CHECK(!Model::open(bytes, model).ok());
}
