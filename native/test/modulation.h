// What modulators do, for the builder: curves, effects, gains and gates in real units; and a
// network that has all of it.
#pragma once

#include "../core/modulator.h"
#include "../core/occupancy.h"
#include "branches.h"

namespace striatum::test {

// The share of receptors that a level occupies, after Hill.
struct Hill {
  double half = 0.3;  // the level that occupies a half
  double power = 1;

  double at(double level) const {
    if (level <= 0) return 0;
    const double ratio = std::pow(level / half, power);
    return ratio / (1 + ratio);
  }
};

// A binding of a modulator whose occupancy is curve(level); the answer is its number.
template <class Curve>
u32 bind(Builder& b, u32 modulator, Curve curve) {
  const double low = to_double(b.modulator_min[modulator]);
  const double width = to_double(b.modulator_max[modulator]) - low;
  b.binding_modulator.push_back(modulator);
  for (size_t i = 0; i < curve_points; i++) {
    const double share = static_cast<double>(i) / (curve_points - 1);
    b.binding_curve.push_back(real<q16_15>(curve(low + share * width)));
  }
  return b.counts.bindings++;
}

inline u32 bind(Builder& b, u32 modulator, const Hill& hill) {
  return bind(b, modulator, [&](double level) { return hill.at(level); });
}

// Raw: by how much a word is moved at half and at full occupancy, of one neuron.
struct Move {
  i32 half;
  i32 full;
};

// An effect on a word (moved.h), move(i) being that of the population's i-th neuron. Effects must
// come in the order of their populations and words.
template <class Moves>
void effect(Builder& b, u32 binding, u32 population, u32 word, Moves move) {
  b.effect_binding.push_back(binding);
  b.effect_population.push_back(population);
  b.effect_word.push_back(word);
  for (u32 i = 0; i < b.population_count[population]; i++) {
    const Move own = move(i);
    b.effect_slope.push_back(static_cast<i32>(i64{4} * own.half - own.full));
    b.effect_curve.push_back(static_cast<i32>(i64{2} * own.full - i64{4} * own.half));
  }
  b.counts.effects++;
  b.counts.effect_words += b.population_count[population];
}

// A factor of `half` and `full` at these occupancies, as what it adds to 1.
inline void bend(std::vector<q3_28>& slope, std::vector<q3_28>& curve, double half, double full) {
  slope.push_back(real<q3_28>(4 * (half - 1) - (full - 1)));
  curve.push_back(real<q3_28>(2 * (full - 1) - 4 * (half - 1)));
}

// What arrives at a port is multiplied by `half` and `full` at these occupancies.
inline void gain(Builder& b, u32 binding, u32 port, double half, double full) {
  b.gain_binding.push_back(binding);
  b.gain_port.push_back(port);
  bend(b.gain_slope, b.gain_curve, half, full);
  b.counts.gains++;
}

// What a rule is taught, likewise.
inline void gate(Builder& b, u32 binding, u32 rule, double half, double full) {
  b.gate_binding.push_back(binding);
  b.gate_rule.push_back(rule);
  bend(b.gate_slope, b.gate_curve, half, full);
  b.counts.gates++;
}

inline void exchange(Builder& b, u32 from, u32 to, double share) {
  b.exchange_from.push_back(from);
  b.exchange_to.push_back(to);
  b.exchange_share.push_back(real<q0_31>(share));
  b.counts.exchanges++;
}

inline void release_by(Builder& b, u32 population, u32 modulator, double amount) {
  b.releaser_population.push_back(population);
  b.releaser_modulator.push_back(modulator);
  b.releaser_amount.push_back(real<q3_28>(amount));
  b.releaser_outcome.push_back(releases_spikes);
  b.releaser_modulator_by.push_back(no_modulator);
  b.releaser_reference.push_back({0});
  b.counts.releasers++;
}

// The same for an outcome, times what another level is more than this.
inline void release_graded(Builder& b, u32 population, u32 modulator, double amount, u32 outcome,
                           u32 by, double reference) {
  release_by(b, population, modulator, amount);
  b.releaser_outcome.back() = outcome;
  b.releaser_modulator_by.back() = by;
  b.releaser_reference.back() = real<q3_28>(reference);
}

// A word of a neuron as the builder has it.
inline i32& word_of(Builder& b, u32 population, u32 word, u32 i) {
  std::vector<q8_23>* const shared[] = {&b.rest, &b.threshold, &b.reset, &b.bias, &b.inv_beta};
  if (word < 5) return (*shared[word])[b.population_first[population] + i].raw;
  const size_t first = b.population_parameter_first[population];
  return b.cell_parameter[first + (word - 5) * b.population_count[population] + i];
}

inline u32 words_of(const Builder& b, u32 population) {
  const bool last = population + 1 == b.counts.populations;
  const size_t end = last ? b.cell_parameter.size() : b.population_parameter_first[population + 1];
  const size_t pool = end - b.population_parameter_first[population];
  return static_cast<u32>(5 + pool / b.population_count[population]);
}

// Every word that is no option is moved towards 0 by a few per cent, most by one binding, some by
// two; neuron by neuron where the population is large.
inline void move_all(Builder& b, u32 population, u32 bindings) {
  const u32 words = words_of(b, population);
  for (u32 word = 0; word < words; word++) {
    const i32 value = word_of(b, population, word, 0);
    if (value >= 0 && value <= 16) continue;
    for (u32 k = 0; k < 1 + word % 2; k++) {
      effect(b, (word + k) % bindings, population, word, [&](u32 i) {
        const u32 index = b.population_count[population] > 100 ? i : 0;
        const double share = 0.06 * uniform(70 + word, index);
        const double own = word_of(b, population, word, i);
        // from a quarter on at half of the way, it never turns back
        const double half = 0.26 + 0.7 * uniform(71 + word, index);
        return Move{static_cast<i32>(-own * share * half), static_cast<i32>(-own * share)};
      });
    }
  }
}

// The network of all dendrites, of which some synapses learn by both rules, with dopamine in two
// regions, acetylcholine that a population releases, and noradrenaline; every parameter moves.
inline void build_modulated(Builder& b) {
  const u32 dopamine = b.modulator({.tau = 80, .tonic = 0.2, .min = -1, .max = 3});
  const u32 other = b.modulator({.tau = 150, .min = -0.5, .max = 1});
  const u32 acetylcholine = b.modulator({.tau = 30, .min = 0, .max = 2});
  const u32 noradrenaline = b.modulator({.tau = 400, .tonic = 0.1, .min = 0, .max = 1});
  bind(b, dopamine, {.half = 0.5});
  bind(b, dopamine, {.half = 0.05, .power = 2});
  bind(b, other, {.half = 0.2});
  bind(b, acetylcholine, {.half = 0.3, .power = 4});
  const u32 alpha = bind(b, noradrenaline, {.half = 0.4, .power = 2});
  const u32 pair = b.rule({.modulator = dopamine,
                           .tau_eligibility = 300,
                           .a_plus = 0.1,
                           .a_minus = 0.12,
                           .rate = 0.01,
                           .reference = 0.2,
                           .above = 1.2,
                           .below = -0.5,
                           .w_max = 2});
  const u32 gradient = b.rule({.kind = RuleKind::by_outcome,
                               .modulator = other,
                               .tau_eligibility = 200,
                               .tau_pre = 10,
                               .a_plus = 0.05,
                               .rate = 0.05,
                               .below = 2,
                               .w_max = 2});
  build_branches(b);
  b.learn(pair, 0, 40, 1, dense(0, 40, b.population_first[1], 35, 0.2, 1, 21));
  b.learn(gradient, 0, 40, 2, dense(0, 40, b.population_first[2], 21, 0.2, 1, 22));
  for (u32 i = 1; i < b.counts.populations; i++) move_all(b, i, b.counts.bindings);
  for (u32 port = 0; port < b.counts.ports; port += 3) {
    for (u32 k = 0; k < 1 + port % 2; k++) {
      gain(b, (port + k) % b.counts.bindings, port, 1 + 0.2 * uniform(23, port),
           0.6 + uniform(24, port));
    }
  }
  gate(b, 3, pair, 0.8, 0);
  gate(b, alpha, pair, 1.2, 2);
  gate(b, 3, gradient, 0.5, -0.5);
  exchange(b, dopamine, other, 0.05);
  exchange(b, acetylcholine, other, 0.001);
  release_by(b, 1, acetylcholine, 0.02);
  release_by(b, 4, dopamine, -0.01);
}

}  // namespace striatum::test
