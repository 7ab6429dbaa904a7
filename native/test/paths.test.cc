// The same bits on every path of this machine, for populations of any size, calm or not.
#include "paths.h"

#include "../core/tick.h"
#include "check.h"
#include "dendrites.h"
#include "golden.h"

using namespace striatum;
using namespace striatum::test;

TEST(paths_agree, "every path of this machine gives the same bits") {
  Builder of_all_kinds;
  build_kinds(of_all_kinds);
  Builder of_all_receptors;
  build_receptors(of_all_receptors);
  for (Builder* const b : {&of_all_kinds, &of_all_receptors}) {
    CHECK(hash_on_each_path([&] { return run_hash(*b, 500); }) != 0);
  }
  on_each_path([] { std::printf("  %s\n", name_of(path_in_use())); });
}

TEST(held, "what leaves a format is held alike on every path") {
  const auto hash_of_held = [](Builder& b) {
    Net net(b, 5);
    CHECK(net.status.ok());
    for (u32 t = 0; t < 300; t++) {
      // drives and potentials from one end of their format to the other
      for (u32 n = 0; n < net.state.drive.size(); n++) {
        net.state.drive[n].raw = static_cast<i32>(random(9, t, n));
        if (t % 10 == 0) net.state.potential[n].raw = static_cast<i32>(random(10, t, n));
      }
      for (u32 n = 0; t % 7 == 0 && n < net.state.arriving.size(); n++) {
        net.state.arriving[n].raw = static_cast<i32>(random(11, t, n));
      }
      for (u32 n = 0; t % 10 == 5 && n < net.state.cell_state.size(); n++) {
        net.state.cell_state[n] = static_cast<i32>(random(12, t, n));
      }
      tick(net.model, net.state);
    }
    for (const Saturation s : {Saturation::current, Saturation::potential, Saturation::cell}) {
      CHECK(net.state.status_count[static_cast<size_t>(s)] > 100);
    }
    return net.state.hash();
  };
  for (void (*const build)(Builder&) : {build_kinds, build_receptors}) {
    Builder b;
    build(b);
    CHECK(hash_on_each_path([&] { return hash_of_held(b); }) != 0);
  }
}

TEST(care_of_ports, "ports that need no care get the same bits with it, and alike ones too") {
  uint64_t first = 0;
  for (const bool careful : {false, true}) {
    for (const u8 without : {u8{0}, trait_uniform}) {
      Builder b;
      build_receptors(b);
      Net net(b, 4);
      for (u8& traits : net.model.port_traits) traits &= static_cast<u8>(~without);
      for (i32& calm : net.model.port_calm) calm = careful ? 0 : calm;
      live(net, 400);
      const uint64_t hash = net.state.hash();
      first = !careful && without == 0 ? hash : first;
      CHECK(hash == first);
    }
  }
}

TEST(care, "blocks of neurons that need no care get the same bits with it, and alike neurons too") {
  uint64_t first = 0;
  for (const u8 without : {u8{0}, trait_calm, trait_uniform, u8{trait_calm | trait_uniform}}) {
    Builder b;
    build_kinds(b);
    Net net(b, 4);
    for (u8& traits : net.model.population_traits) traits &= static_cast<u8>(~without);
    live(net, 400);
    const uint64_t hash = net.state.hash();
    first = without == 0 ? hash : first;
    CHECK(hash == first);
  }
}

TEST(small, "populations of 1 to 40 list their own spikes alone, on every path") {
  const uint64_t hash = hash_on_each_path([] {
    Builder b;
    // at a threshold below 0 a word of zeros would spike
    for (u32 count = 1; count <= 40; count++) {
      b.lif(count, {.threshold = -1, .reset = -3, .bias = 0.001 * count, .refractory = 1});
      b.izhikevich(count, {.bias = 5}, {.peak = -20});
      b.lif(count, {.threshold = -1, .bias = -1, .inv_beta = 2});
    }
    Net net(b, 2);
    CHECK(net.status.ok());
    for (int t = 0; t < 200; t++) {
      const State& s = net.state;
      tick(net.model, net.state);
      for (size_t i = 0; i < s.population_spikes.size(); i++) {
        const u32 from = net.model.population_first[i];
        const u32 end = from + net.model.population_count[i];
        u32 spikes = 0;
        for (u32 n = from; n < end; n++) spikes += s.spike[n];
        CHECK(s.population_spikes[i] == spikes);
        for (u32 k = s.spike_segment[i]; k < s.spike_segment[i + 1]; k++) {
          CHECK(s.spike_list[k] >= from && s.spike_list[k] < end && s.spike[s.spike_list[k]] == 1);
        }
      }
    }
    return net.state.hash();
  });
  CHECK(hash != 0);
}

// What reaches neuron n in tick t: mostly little, and now and then anything that its format holds.
void disturb(State& state, u32 t, u32 n, std::initializer_list<size_t> slots) {
  const double share = to_double(random(uint64_t{21}, t, n), 32);
  const auto any = static_cast<i32>(random(uint64_t{22}, t, n));
  const bool wild = random(uint64_t{23}, t, n) % 500 == 0;
  state.drive[n].raw = wild ? any : real<q8_23>(5 * share).raw;
  for (const size_t slot : slots) state.arriving[slot].raw = wild ? any : 1 << 15;
  if (!state.dendrite_drive.empty()) state.dendrite_drive[n].raw = wild ? any : 1 << 23;
  if (wild && t % 2 == 0) state.potential[n].raw = any;
}

TEST(alone, "a neuron among others does what it does alone, where it fills no word") {
  void (*const builds[])(Builder&, u32) = {
      [](Builder& b, u32 count) { b.lif(count, {.refractory = 2}); },
      [](Builder& b, u32 count) { b.adaptive_lif(count, {}, {.threshold_jump = 2}); },
      [](Builder& b, u32 count) { b.resonate_and_fire(count, {}, {}); },
      [](Builder& b, u32 count) { b.izhikevich(count, {}, {}); },
      [](Builder& b, u32 count) { b.adex(count, {}, {}); },
      [](Builder& b, u32 count) { naud(b, count); },
  };
  constexpr u32 count = 104;
  const auto compare = [](void (*build)(Builder&, u32)) {
    Builder together;
    build(together, count);
    Builder apart;
    for (u32 n = 0; n < count; n++) build(apart, 1);
    Net many(together);
    Net ones(apart);
    CHECK(many.status.ok() && ones.status.ok());
    const size_t ports = many.model.counts.slots / count;
    for (u32 t = 0; t < 400; t++) {
      for (u32 n = 0; n < count; n++) {
        disturb(many.state, t, n, {n, (ports - 1) * count + n});
        disturb(ones.state, t, n, {ports * n, ports * n + ports - 1});
      }
      tick(many.model, many.state);
      tick(ones.model, ones.state);
      for (u32 n = 0; n < count; n++) {
        CHECK(many.state.potential[n].raw == ones.state.potential[n].raw);
        CHECK(many.state.spike[n] == ones.state.spike[n]);
      }
    }
    CHECK(many.state.status_count[static_cast<size_t>(Saturation::potential)] ==
          ones.state.status_count[static_cast<size_t>(Saturation::potential)]);
  };
  for (auto* const build : builds) on_each_path([&] { compare(build); });
}
