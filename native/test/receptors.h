// The words of receptors in real units, and a network that has all of them.
#pragma once

#include "networks.h"

namespace striatum::test {

struct ReceptorWords {
  Receptor kind;
  std::vector<i32> parameters;
  std::vector<i32> starts;
};

inline ReceptorWords current(double tau_ticks) {
  const double keep = tau_ticks == 0 ? 0 : keep_of(tau_ticks);
  return {Receptor::current, {real<q0_31>(keep).raw, real<q0_31>(1 - keep).raw}, {0}};
}

inline constexpr double driving_mv = 70;

inline ReceptorWords conductance(double tau_ticks, double reversal) {
  const double keep = tau_ticks == 0 ? 0 : keep_of(tau_ticks);
  return {
      Receptor::conductance,
      {real<q0_31>(keep).raw, real<qm3_34>((1 - keep) / driving_mv).raw, real<q8_23>(reversal).raw},
      {0}};
}

inline ReceptorWords rising(double tau_ticks, double rise_ticks, double reversal) {
  const double keep = keep_of(tau_ticks);
  const double keep_rise = keep_of(rise_ticks);
  const double sum = 1 / (1 - keep) - 1 / (1 - keep_rise);
  return {Receptor::rising,
          {real<q0_31>(keep).raw, real<q0_31>(keep_rise).raw,
           real<qm3_34>(1 / sum / driving_mv).raw, real<q8_23>(reversal).raw},
          {0, 0}};
}

inline ReceptorWords nmda(double tau_ticks, double rise_ticks, double reversal,
                          double magnesium_mm) {
  ReceptorWords words = rising(tau_ticks, rise_ticks, reversal);
  words.kind = Receptor::nmda;
  words.parameters.push_back(real<q8_23>(std::log(magnesium_mm / 3.57) / 0.062).raw);
  words.parameters.push_back(real<q8_23>(0.062).raw);
  return words;
}

inline u32 add_port(Builder& b, const ReceptorWords& words) {
  return b.port(words.kind, words.parameters, words.starts);
}

// Makes the parameters of the last population's ports differ from neuron to neuron.
inline void vary_ports(Builder& b) {
  for (size_t i = b.port_parameter_first.back(); i < b.cell_parameter.size(); i++) {
    const double share = 0.03 * uniform(18, static_cast<u32>(i));
    b.cell_parameter[i] = static_cast<i32>(std::lround(b.cell_parameter[i] * (1 - share)));
  }
}

// Every receptor beside the others, alike and each its own, on two kinds of cells, with static and
// plastic synapses, driven by 40 sources. The golden run and the tests of paths use it.
inline void build_receptors(Builder& b) {
  b.modulator({.tau = 100});
  const u32 rule = b.rule({.modulator = 0, .a_plus = 0.1, .a_minus = 0.12, .w_max = 2});
  const u32 sources = b.sources(40);
  const u32 tiring = b.short_term({.use = 0.5, .tau_recovery = 300});
  const u32 rising_up = b.short_term({.use = 0.1, .tau_recovery = 50, .tau_facilitation = 700});
  uint32_t seed = 50;
  for (const bool varied : {false, true}) {
    for (const bool quadratic : {false, true}) {
      const u32 count = varied ? 291 : 37;
      const Neuron n = {.tau_synapse = 4, .rest = -65, .threshold = -50, .reset = -70, .bias = 0.4};
      const u32 first = quadratic ? b.izhikevich(count, {.bias = 4}, {}) : b.lif(count, n);
      for (const ReceptorWords& words :
           {conductance(5, 0), conductance(10, -75), rising(260, 3.5, -97), nmda(100, 2, 0, 1),
            current(20), conductance(0, -10)}) {
        add_port(b, words);
        if (varied) vary_ports(b);
      }
      for (u32 port = 0; port < 7; port++) {
        std::vector<Connection> some;
        for (u32 i = 0; i < count * 6; i++) {
          const auto pre = static_cast<u32>(40 * uniform(seed, 2 * i));
          const double weight = uniform(seed, 2 * i + 1) * (port == 3 ? 2 : 5);
          some.push_back({sources + pre, first + i / 6, weight, port});
        }
        const u32 short_term = port == 0 ? tiring : port == 1 ? rising_up : no_short_term;
        b.connect(sources, 40, 1 + static_cast<int>(seed++ % 7), some, short_term);
      }
      std::vector<Connection> learned = dense(sources, 40, first, count, 0, 1, seed++);
      for (Connection& c : learned) c.port = 1;
      b.learn(rule, sources, 40, 2, learned);
    }
  }
}

}  // namespace striatum::test
