// A network of every kind of soma with every kind of dendrite.
#pragma once

#include "dendrites.h"
#include "networks.h"

namespace striatum::test {

// Every kind of soma with every kind of dendrite, with and without delay, alike and each its own,
// driven by 40 sources at the soma and at the dendrites.
inline void build_branches(Builder& b) {
  const u32 sources = b.sources(40);
  const Neuron hard = {
      .tau_synapse = 4, .rest = -65, .threshold = -50, .reset = -70, .bias = 0.4, .refractory = 3};
  Neuron driven = hard;
  driven.bias = 4;
  Neuron weak = hard;
  weak.bias = 2;
  weak.inv_beta = 0.7;
  weak.refractory = 2;
  Neuron noisy = weak;
  noisy.bias = 0.2;
  uint32_t seed = 60;
  for (const u32 more : {0, 300}) {
    const auto add = [&](u32 first, int delay) {
      const u32 count = b.population_count.back();
      for (u8 dendrite = 1; dendrite <= 4; dendrite++) port_on(b, dendrite);
      linear(b, {.tau = 40}, delay);
      plateau(b, {.lift = 4}, delay / 2);
      apical(b, {}, 3 * delay);
      plateau(b, {.threshold = 5, .bap = 3, .plateau = 11, .lift = 2, .reset = -60, .jump = 1},
              delay);
      std::vector<Connection> some;
      for (u32 i = 0; i < count * 20; i++) {
        const auto pre = static_cast<u32>(40 * uniform(seed, 3 * i));
        const double weight = 5 * uniform(seed, 3 * i + 1) - 1.5;
        some.push_back({sources + pre, first + i / 20, weight, i % 5});
      }
      b.connect(sources, 40, 1 + static_cast<int>(seed++ % 7), some);
    };
    add(b.lif(35 + more, hard), 0);
    add(b.lif(21 + more, noisy), 5);
    add(b.adaptive_lif(29 + more, hard, {.threshold_jump = 2, .adaptation_jump = 0.1}), 1);
    add(b.izhikevich(33 + more, driven, {.steps = 2}), 0);
    add(b.izhikevich(22 + more, driven, {.a = 0.1, .d = 2, .rounds = 3}), 40);
    add(b.adex(31 + more, weak, {.b = 60, .steps = 5}), 85);
  }
  // the later half each its own
  for (size_t i = b.counts.dendrites / 2; i < b.counts.dendrites; i++) {
    const u32 count = b.population_count[b.dendrite_population[i]];
    const size_t word = b.dendrite_parameter_first[i];
    const size_t words = dendrite_words[b.dendrite_kind[i]].parameters;
    for (size_t k = word; k < word + words * count; k++) {
      const double share = 1 - 0.04 * uniform(18, static_cast<u32>(k));
      b.cell_parameter[k] = static_cast<i32>(std::lround(b.cell_parameter[k] * share));
    }
  }
}

}  // namespace striatum::test
