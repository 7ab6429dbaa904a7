// Networks that several tests and the bench share: a rover-sized learner, and one with everything.
#pragma once

#include "../core/random.h"
#include "../core/tick.h"
#include "net.h"

namespace striatum::test {

inline double uniform(uint64_t seed, uint32_t index) {
  return to_double(random(seed, 0, index), 32);
}

inline std::vector<Connection> dense(u32 pre, u32 pre_count, u32 post, u32 post_count, double low,
                                     double high, uint64_t seed) {
  std::vector<Connection> connections;
  for (u32 i = 0; i < pre_count; i++) {
    for (u32 j = 0; j < post_count; j++) {
      const double w = low + (high - low) * uniform(seed, i * post_count + j);
      connections.push_back({pre + i, post + j, w});
    }
  }
  return connections;
}

// About what the line rover runs: 100 sources onto 32 escape-noise neurons by policy gradient.
inline void build_rover(Builder& b) {
  b.modulator({.tau = 50});
  const u32 rule = b.rule({.kind = RuleKind::by_outcome,
                           .tau_eligibility = 200,
                           .tau_pre = 10,
                           .a_plus = 0.05,
                           .rate = 0.01,
                           .w_min = 0,
                           .w_max = 2});
  const u32 sources = b.sources(100);
  const u32 motors = b.lif(32, {.tau_membrane = 10, .inv_beta = 6});
  b.learn(rule, sources, 100, 1, dense(sources, 100, motors, 32, 0.1, 0.4, 5));
}

// Sources, two layers, static and plastic lanes with several delays, both rules, both trace modes,
// two modulators. The golden run and the freezing tests use it.
inline void build_mixed(Builder& b) {
  const u32 dopamine = b.modulator({.tau = 200, .tonic = 0.1});
  const u32 other = b.modulator({.tau = 30, .min = -1, .max = 2});
  const u32 stdp = b.rule({.modulator = dopamine, .a_plus = 0.1, .a_minus = 0.12, .w_max = 2});
  const u32 near = b.rule({.mode = TraceMode::nearest,
                           .modulator = other,
                           .tau_eligibility = 37,
                           .a_minus = 0.5,
                           .rate = 0.01,
                           .reference = 0.2,
                           .w_min = -1});
  const u32 gradient = b.rule({.kind = RuleKind::by_outcome,
                               .modulator = dopamine,
                               .tau_eligibility = 300,
                               .tau_pre = 10,
                               .a_plus = 0.05,
                               .rate = 0.05,
                               .w_min = 0,
                               .w_max = 2});
  const u32 sources = b.sources(40);
  const u32 hidden = b.lif(30, {.inv_beta = 8, .refractory = 2});
  const u32 output = b.lif(10, {.tau_membrane = 10, .reset = -0.5, .bias = 0.01});
  b.connect(sources, 40, 3, dense(sources, 40, hidden, 30, -0.2, 0.6, 11));
  b.connect(output, 10, 17, dense(output, 10, hidden, 30, -0.3, 0, 12));
  b.learn(stdp, hidden, 30, 1, dense(hidden, 30, output, 10, 0.2, 1, 13));
  b.learn(stdp, hidden, 30, 20, dense(hidden, 30, output, 10, 0.2, 1, 14));
  b.learn(near, sources + 10, 20, 2, dense(sources + 10, 20, output, 10, -0.5, 0.5, 15));
  b.learn(gradient, sources, 40, 1, dense(sources, 40, hidden, 30, 0, 0.5, 16));
}

// Makes the parameters of neurons that exist differ, so that no kernel may take them for the same.
inline void vary(Builder& b, u32 first, u32 count, double share) {
  const size_t population = b.population_first.size() - 1;
  const size_t word = b.population_parameter_first[population];
  const size_t words = count * kind_words[b.population_kind[population]].parameters;
  size_t before = 0;  // words of kinds
  for (size_t i = 0; i < population; i++) {
    before += b.population_count[i] * kind_words[b.population_kind[i]].parameters;
  }
  const auto near = [&](i32 value, uint32_t index) {
    return static_cast<i32>(std::lround(value * (1 - share * uniform(17, index))));
  };
  for (u32 i = first; i < first + count; i++) {
    b.rest[i].raw = near(b.rest[i].raw, 10 * i);
    b.threshold[i].raw = near(b.threshold[i].raw, 10 * i + 1);
    b.bias[i].raw = near(b.bias[i].raw, 10 * i + 2);
    i32& keep = b.cell_parameter[b.port_parameter_first.back() + i - first];
    keep = near(keep, 10 * i + 3);
  }
  for (size_t i = 0; i < words; i++) {
    i32& value = b.cell_parameter[word + i];
    const bool option = value >= 1 && value <= 16;
    if (!option) value = near(value, static_cast<u32>(1000 + before + i));
  }
}

// Every kind: alike and each its own, with hard thresholds and escape noise, with and without
// refractory ticks, in numbers that fill no vector evenly, driven by 40 sources. The golden run and
// the test of paths use it.
inline void build_kinds(Builder& b) {
  const u32 sources = b.sources(40);
  std::vector<std::pair<u32, u32>> cells;
  const auto add = [&](u32 first, bool varied) {
    const u32 count = b.population_count.back();
    if (varied) vary(b, first, count, 0.04);
    cells.push_back({first, count});
  };
  const Neuron hard = {.tau_synapse = 4, .rest = -65, .threshold = -50, .reset = -70, .bias = 0.4};
  Neuron noisy = hard;
  noisy.inv_beta = 0.7;
  noisy.refractory = 2;
  Neuron slow = hard;
  slow.refractory = 3;
  uint32_t seed = 30;
  for (const Neuron& n : {hard, slow, noisy}) {
    for (const bool varied : {false, true}) {
      const u32 more = varied ? 300 : 0;
      add(b.lif(35 + more, n), varied);
      add(b.adaptive_lif(29 + more, n, {.threshold_jump = 2, .adaptation_jump = 0.1}), varied);
      Neuron driven = n;
      driven.bias = 4;
      add(b.izhikevich(33 + more, driven, {.steps = 2}), varied);
      add(b.izhikevich(21 + more, driven, {.a = 0.1, .d = 2, .steps = 1}), varied);
      add(b.izhikevich(22 + more, driven, {.a = 0.1, .d = 2, .rounds = 3}), varied);
      Neuron rings = n;
      rings.threshold = n.rest + 4;
      add(b.resonate_and_fire(27 + more, rings, {.frequency = 20}), varied);
      driven.bias = 2;
      add(b.adex(31 + more, driven, {.b = 60, .steps = 5}), varied);
    }
  }
  for (const auto& [first, count] : cells) {
    std::vector<Connection> some;
    for (u32 i = 0; i < count * 8; i++) {
      const auto pre = static_cast<u32>(40 * uniform(seed, 2 * i));
      const double weight = 6 * uniform(seed, 2 * i + 1) - 2;
      some.push_back({sources + pre, first + i / 8, weight});
    }
    b.connect(sources, 40, 1 + static_cast<int>(seed++ % 7), some);
  }
}

// Sources fire with this chance in every tick; some dopamine now and then.
inline void stimulate(State& state, size_t sources, double chance, uint64_t seed) {
  const u64 now = state.tick[0];
  const auto limit = static_cast<uint32_t>(chance * 4294967295.0);
  for (size_t i = 0; i < sources; i++) {
    state.source_spike[i] = random(seed, now, static_cast<u32>(i)) < limit;
  }
  for (size_t i = 0; i < state.release.size(); i++) {
    const uint32_t draw = random(seed + 1, now, static_cast<u32>(i));
    if (draw % 97 == 0) state.release[i] = {static_cast<i32>(draw >> 3) - (1 << 28)};
  }
}

// So many ticks with the 40 sources that most of these networks have.
inline void live(Net& net, int ticks, uint64_t seed = 99) {
  for (int i = 0; i < ticks; i++) {
    stimulate(net.state, 40, 0.03, seed);
    tick(net.model, net.state);
  }
}

}  // namespace striatum::test
