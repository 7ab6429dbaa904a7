// Modulators as the core must treat any: the same bits on every path, by any crew and after
// thawing; and what is refused.
#include "../core/response.h"
#include "../core/tick.h"
#include "check.h"
#include "golden.h"
#include "paths.h"

using namespace striatum;
using namespace striatum::test;

TEST(modulated_paths,
     "modulated networks get the same bits on every path, and everything happens") {
  Builder b;
  build_modulated(b);
  CHECK(hash_on_each_path([&] { return run_hash(b, 500); }) != 0);

  Net net(b, 3);
  CHECK(net.status.ok());
  const std::vector<q7_24> weights = net.weights();
  std::vector<i32> least(b.counts.bindings, INT32_MAX);
  std::vector<i32> most(b.counts.bindings, 0);
  for (int t = 0; t < 2000; t++) {
    stimulate(net.state, 40, 0.03, 99);
    tick(net.model, net.state);
    for (size_t i = 0; i < least.size(); i++) {
      least[i] = std::min(least[i], net.state.occupancy[i].raw);
      most[i] = std::max(most[i], net.state.occupancy[i].raw);
    }
  }
  // every binding comes near both ends
  for (size_t i = 0; i < least.size(); i++) CHECK(most[i] - least[i] > occupied.raw / 3);
  CHECK(net.weights() != weights);
  i64 moved = 0;
  for (size_t i = 0; i < b.counts.populations; i++) {
    const u32 words = words_of(b, static_cast<u32>(i));
    for (u32 word = 0; i > 0 && word < words; word++) {
      const u32 at = net.model.population_moved_first[i] + word * b.population_count[i];
      moved += net.state.moved[at] != word_of(b, static_cast<u32>(i), word, 0);
    }
  }
  CHECK(moved > 300);
}

TEST(modulated_crew, "crews of 1, 2, 3 and 4 run a modulated network to the same bits") {
  Builder b;
  build_modulated(b);
  const uint64_t alone = run_hash(b, 300);
  for (const size_t members : {1, 2, 3, 4}) {
    Net net(b, 20260101);
    CHECK(live_by_crew(net, 300, members));
    CHECK(hash_of(net) == alone);
  }
}

TEST(modulated_care, "moved neurons and ports that need no care get the same bits with it") {
  uint64_t first = 0;
  for (const bool careful : {false, true}) {
    Builder b;
    build_modulated(b);
    Net net(b, 4);
    int calm = 0;
    for (u8& traits : net.model.population_traits) calm += (traits & trait_calm) != 0;
    CHECK(calm > 4);
    if (careful) {
      for (auto* all :
           {&net.model.population_traits, &net.model.port_traits, &net.model.dendrite_traits}) {
        for (u8& traits : *all) traits &= static_cast<u8>(~(trait_uniform | trait_calm));
      }
      std::ranges::fill(net.model.port_calm, 0);
      for (size_t i = 0; i < net.model.port_traits.size(); i++) {
        const bool fresh = i == 0 || b.port_population[i - 1] != b.port_population[i] ||
                           b.port_compartment[i - 1] != b.port_compartment[i];
        net.model.port_traits[i] = fresh ? trait_fresh : u8{0};
      }
    }
    live(net, 400);
    const uint64_t hash = net.state.hash();
    first = careful ? first : hash;
    CHECK(hash == first);
  }
}

TEST(modulated_freeze, "a modulated state thawed in mid-run goes on bit for bit") {
  Builder b;
  build_modulated(b);
  Net net(b, 6);
  Net other(b, 7);
  net.state.tonic[0] = q3_28::of(0.4);
  live(net, 300, 98);
  live(other, 100, 98);
  std::vector<std::byte> frozen(frozen_bytes(net.model));
  freeze(net.model, net.state, frozen);
  CHECK(thaw(other.model, frozen, other.state).ok());
  for (Net* each : {&net, &other}) live(*each, 300, 98);
  CHECK(net.state.hash() == other.state.hash());

  // an occupancy must be that of its level
  net.state.occupancy[2].raw ^= 1;
  freeze(net.model, net.state, frozen);
  const Status status = thaw(other.model, frozen, other.state);
  CHECK(status.code == Code::state_field && status.index == 6);
}

TEST(modulation_refused, "a model whose modulators could do harm is refused by code") {
  const auto after = [](auto&& change) {
    Builder b;
    build_modulated(b);
    change(b);
    return Net(b).status.code;
  };
  CHECK(after([](Builder&) {}) == Code::ok);
  CHECK(after([](Builder& b) { b.exchange_from[0] = 4; }) == Code::model_modulator);
  CHECK(after([](Builder& b) { b.exchange_to[0] = 4; }) == Code::model_modulator);
  CHECK(after([](Builder& b) { b.exchange_to[0] = 0; }) == Code::model_modulator);
  CHECK(after([](Builder& b) { b.exchange_share[0].raw = -1; }) == Code::model_modulator);
  CHECK(after([](Builder& b) { b.exchange_share[0].raw = (1 << 30) + 1; }) ==
        Code::model_modulator);
  // both flow into the second, together more than a half
  CHECK(after([](Builder& b) { b.exchange_share[0].raw = 1 << 30; }) == Code::model_modulator);
  CHECK(after([](Builder& b) { b.releaser_population[1] = 13; }) == Code::model_modulator);
  CHECK(after([](Builder& b) { b.releaser_modulator[1] = 4; }) == Code::model_modulator);

  CHECK(after([](Builder& b) { b.binding_modulator[1] = 4; }) == Code::model_binding);
  CHECK(after([](Builder& b) { b.binding_curve[80].raw = -1; }) == Code::model_binding);
  CHECK(after([](Builder& b) { b.binding_curve[80].raw = occupied.raw + 1; }) ==
        Code::model_binding);

  CHECK(after([](Builder& b) { b.gain_binding[1] = 5; }) == Code::model_gain);
  CHECK(after([](Builder& b) { b.gain_port.back() = b.counts.ports; }) == Code::model_gain);
  CHECK(after([](Builder& b) { b.gain_port[1] = 9; }) == Code::model_gain);
  CHECK(after([](Builder& b) { b.gain_curve[1] = q3_28::of(-4); }) == Code::model_gain);
  CHECK(after([](Builder& b) { b.gain_slope[1] = b.gain_curve[1] = q3_28::of(4); }) ==
        Code::model_gain);

  CHECK(after([](Builder& b) { b.gate_binding[1] = 5; }) == Code::model_gate);
  CHECK(after([](Builder& b) { b.gate_rule[2] = 2; }) == Code::model_gate);
  CHECK(after([](Builder& b) { b.gate_rule[0] = 1; }) == Code::model_gate);
  CHECK(after([](Builder& b) { b.gate_slope[1] = b.gate_curve[1] = q3_28::of(5); }) ==
        Code::model_gate);
  // each is below 8, but not what is taught after both
  CHECK(after([](Builder& b) {
          b.gate_slope[0] = b.gate_slope[1] = q3_28::of(2);
          b.gate_curve[0] = b.gate_curve[1] = {0};
        }) == Code::model_gate);
  CHECK(after([](Builder& b) { b.rule_above[0] = q3_28::of(-7); }) == Code::model_rule);
  CHECK(after([](Builder& b) { b.rule_below[0] = q3_28::of(7); }) == Code::model_rule);
}

TEST(effects_refused, "an effect that could move a word out of its range is refused") {
  // the only effect, on a word of the last population, moves it by so much
  const auto moved = [](auto&& build, u32 word, i32 half, i32 full) {
    Builder b;
    const u32 modulator = b.modulator({.min = 0, .max = 1});
    const u32 binding = bind(b, modulator, {});
    b.sources(2);
    build(b);
    effect(b, binding, 1, word, [&](u32) { return Move{half, full}; });
    return Net(b).status;
  };
  const auto lif = [](Builder& b) { b.lif(3, {.threshold = 200}); };
  const auto izhikevich = [](Builder& b) { b.izhikevich(3, {}, {}); };
  const auto plateaus = [](Builder& b) {
    b.lif(3, {});
    port_on(b, 1);
    plateau(b, {});
  };
  CHECK(moved(lif, 1, 0, 0).ok());
  CHECK(moved(lif, 1, 10 << 23, 20 << 23).ok());
  CHECK(moved(lif, 1, 10 << 23, 100 << 23).code == Code::model_effect);
  // it returns, but not before it has left
  CHECK(moved(lif, 1, 60 << 23, 0).code == Code::model_effect);
  CHECK(moved(lif, 4, 0, -1).code == Code::model_effect);
  CHECK(moved(lif, 4, 1, 2).ok());
  const i32 keep = real<q0_31>(keep_of(20)).raw;
  CHECK(moved(lif, 5, INT32_MAX / 2 - keep / 2, INT32_MAX - keep).ok());
  CHECK(moved(lif, 5, 0, INT32_MAX - keep + 1).code == Code::model_effect);
  CHECK(moved(lif, 5, -keep / 2, -keep).ok());
  CHECK(moved(lif, 5, 0, -keep - 1).code == Code::model_effect);
  // the gain of the port, then no word
  CHECK(moved(lif, 7, 0, -5000).ok());
  CHECK(moved(lif, 8, 0, 0).code == Code::model_effect);
  // 256 |square| + |slope| is 15.24 of 16
  CHECK(moved(izhikevich, 6, 0, 1 << 26).ok());
  CHECK(moved(izhikevich, 6, 0, 1 << 27).code == Code::model_effect);
  CHECK(moved(izhikevich, 6, 0, 1 << 27).value == 5);
  // an option stays
  CHECK(moved(izhikevich, 12, 0, 1).code == Code::model_effect);
  CHECK(moved(plateaus, 14, 5, 10).ok());
  CHECK(moved(plateaus, 14, 0, -30).code == Code::model_effect);

  const auto after = [](auto&& change) {
    Builder b;
    build_modulated(b);
    change(b);
    return Net(b).status.code;
  };
  CHECK(after([](Builder& b) { b.effect_binding[3] = 5; }) == Code::model_effect);
  CHECK(after([](Builder& b) { b.effect_population[0] = 0; }) == Code::model_effect);
  CHECK(after([](Builder& b) { b.effect_population.back() = 13; }) == Code::model_effect);
  CHECK(after([](Builder& b) { b.effect_word[3] = 0; }) == Code::model_effect);
  CHECK(after([](Builder& b) {
          b.effect_slope.pop_back();
          b.effect_curve.pop_back();
          b.counts.effect_words--;
        }) == Code::model_effect);

  Builder b;
  build_modulated(b);
  std::vector<std::byte> bytes = b.bytes();
  Counts counts = b.counts;
  counts.effects = static_cast<u32>(limits::effects_max) + 1;
  std::memcpy(bytes.data() + model_preamble_bytes, &counts, sizeof counts);
  Builder::seal(bytes);
  Model model;
  CHECK(Model::open(bytes, model).code == Code::model_count);
}
