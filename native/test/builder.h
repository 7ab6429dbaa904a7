// Builds small models for tests and benches, in real units, the way that src/network compiles them.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstring>
#include <vector>

#include "../core/hash.h"
#include "../core/limits.h"
#include "../core/model.h"
#include "../core/short_term.h"
#include "../core/state.h"
#include "parts.h"

namespace striatum::test {

class Builder {
 public:
#define X(format, name, count, unit) std::vector<format> name;
  STRIATUM_MODEL_ARRAYS(X)
#undef X
  Counts counts{};

  Builder() {
    counts.tick_us = 1000;
    counts.dendrite_slots = 1;
    static_row_start.push_back(0);
    plastic_row_start.push_back(0);
  }

  // Each returns the first neuron's number. Cells get one port, of a current onto the soma.
  u32 sources(u32 count) {
    return population(Kind::source, count, Neuron{}, {}, {});
  }
  u32 lif(u32 count, const Neuron& neuron) {
    return population(Kind::lif, count, neuron, {keep_word(neuron.tau_membrane)}, {});
  }
  u32 adaptive_lif(u32 count, const Neuron& neuron, const AdaptiveLif& p) {
    return population(
        Kind::adaptive_lif, count, neuron,
        {keep_word(neuron.tau_membrane), keep_word(p.tau_threshold), word(p.threshold_jump, 23),
         keep_word(p.tau_adaptation), word(p.adaptation_jump, 23)},
        {0, 0});
  }
  u32 resonate_and_fire(u32 count, const Neuron& neuron, const Resonator& p) {
    const double h = counts.tick_us / 1000.0;
    const double keep = std::exp(-h / p.tau);
    const double angle = 2 * std::acos(-1) * p.frequency * h / 1000;
    return population(Kind::resonate_and_fire, count, neuron,
                      {word(keep * std::cos(angle), 31), word(keep * std::sin(angle), 31)}, {0, 0});
  }
  // Of these the neuron gives synapse, bias, noise and refractory ticks alone.
  u32 izhikevich(u32 count, Neuron neuron, const Izhikevich& p) {
    neuron.rest = p.v;
    neuron.threshold = p.peak;
    neuron.reset = p.c;
    const double h = counts.tick_us / 1000.0 / p.rounds;
    const double g = h / p.steps;
    return population(Kind::izhikevich, count, neuron,
                      {word(g * p.k2, 34), word(g * p.k1, 27), word(g * p.k0, 23),
                       word(g * h * p.a * p.b, 32), word(p.accommodation ? 0 : h * p.a, 31),
                       word(p.v_u, 22), word(g * p.d, 23), p.steps, p.rounds},
                      {word(g * p.u, 23)});
  }
  u32 adex(u32 count, Neuron neuron, const Adex& p) {
    neuron.rest = p.rest;
    neuron.threshold = p.peak;
    neuron.reset = p.reset;
    const double g = counts.tick_us / 1000.0 / p.steps;
    const double tau = p.capacitance / p.leak;
    const double exponent = std::log2(std::exp(1.0)) / p.slope;
    const double start = std::log2(g * p.slope / tau) - p.threshold * exponent;
    return population(Kind::adex, count, neuron,
                      {word(g / tau, 31), word(exponent, 28), word(start, 21),
                       word(g * g * p.a / (p.capacitance * p.tau_w), 32), word(g / p.tau_w, 31),
                       word(g * p.b / p.capacitance, 23), p.steps},
                      {0});
  }

  u32 modulator(const Modulator& m) {
    modulator_keep.push_back(real<q0_31>(keep_of(m.tau)));
    modulator_tonic.push_back(real<q3_28>(m.tonic));
    modulator_min.push_back(real<q3_28>(m.min));
    modulator_max.push_back(real<q3_28>(m.max));
    return counts.modulators++;
  }

  // The answer is what a rule takes.
  u32 outcome(const OutcomeOf& o) {
    outcome_kind.push_back(static_cast<u8>(o.kind));
    outcome_keep.push_back(real<q0_31>(keep_of(o.tau)));
    outcome_share.push_back(real<q0_31>(o.share));
    outcome_ticks.push_back(static_cast<u32>(o.ticks));
    return counts.outcomes++;
  }

  // Pair STDP rules must come first, then what is traced.
  u32 rule(const Rule& r) {
    const double keep = keep_of(r.tau_pre);
    rule_kind.push_back(static_cast<u8>(r.kind));
    rule_trace_mode.push_back(static_cast<u8>(r.mode));
    rule_modulator.push_back(r.modulator);
    rule_keep_eligibility.push_back(real<q0_31>(keep_of(r.tau_eligibility)));
    rule_keep_pre.push_back(real<q0_31>(keep));
    rule_keep_post.push_back(real<q0_31>(keep_of(r.tau_post)));
    rule_a_plus.push_back(real<q7_24>(r.a_plus));
    rule_a_minus.push_back(real<q7_24>(r.a_minus));
    int shift = 0;
    rule_rate_mantissa.push_back(real<q0_31>(std::frexp(r.rate, &shift)));
    rule_rate_shift.push_back(shift);
    rule_reference.push_back(real<q3_28>(r.reference));
    rule_above.push_back(real<q3_28>(r.above));
    rule_below.push_back(real<q3_28>(r.below));
    rule_w_min.push_back(real<q7_24>(r.w_min));
    rule_w_max.push_back(real<q7_24>(r.w_max));
    // where a trace of 1 falls below one step of q7.24
    const double window = std::ceil(24 * std::log(2.0) * r.tau_pre);
    rule_window.push_back(static_cast<u32>(std::fmin(window, 1023)));
    rule_outcome.push_back(r.outcome);
    rule_keep_slow.push_back(real<q0_31>(keep_of(r.tau_slow)));
    rule_a_slow.push_back(real<q7_24>(r.a_slow));
    rule_rounding.push_back(r.by_chance);
    rule_bounding.push_back(r.soft);
    rule_budget_in_all.push_back(r.in_all < 0 ? no_budget : real<q7_24>(r.in_all));
    rule_budget_period.push_back(r.per_minute < 0 ? no_budget : real<q7_24>(r.per_minute / 8));
    rule_consolidator.push_back(static_cast<u32>(r.consolidator));
    rule_keep_fast.push_back(real<q0_31>(keep_of(r.tau_fast)));
    rule_consolidation.push_back(real<q0_31>(r.consolidation));
    rule_consolidation_reference.push_back(real<q3_28>(r.consolidation_reference));
    counts.pair_rules += r.kind == RuleKind::pair_stdp;
    counts.traced_rules += r.kind == RuleKind::pair_stdp || r.traced;
    return counts.rules++;
  }

  // A population by its raw words, word after word as the pools hold them.
  u32 cells(Kind kind, u32 count, const Neuron& n, const std::vector<i32>& parameters,
            const std::vector<i32>& states) {
    const u32 first = counts.neurons;
    population_kind.push_back(static_cast<u8>(kind));
    population_first.push_back(first);
    population_count.push_back(count);
    population_parameter_first.push_back(static_cast<u32>(cell_parameter.size()));
    population_state_first.push_back(static_cast<u32>(cell_start.size()));
    cell_parameter.insert(cell_parameter.end(), parameters.begin(), parameters.end());
    cell_start.insert(cell_start.end(), states.begin(), states.end());
    for (u32 i = 0; i < count; i++) {
      rest.push_back(real<q8_23>(n.rest));
      threshold.push_back(real<q8_23>(n.threshold));
      reset.push_back(real<q8_23>(n.reset));
      bias.push_back(real<q8_23>(n.bias));
      inv_beta.push_back(real<q8_23>(n.inv_beta));
      refractory_ticks.push_back(static_cast<u8>(n.refractory));
    }
    counts.neurons += count;
    counts.populations++;
    if (kind == Kind::source) return first;
    const double keep = keep_of(n.tau_synapse);
    port(Receptor::current, {real<q0_31>(keep).raw, real<q0_31>(1 - keep).raw}, {0});
    return first;
  }

  // Gives the last population one more port, its neurons alike; the answer is its number.
  u32 port(Receptor receptor, const std::vector<i32>& parameters, const std::vector<i32>& states,
           u8 compartment = 0) {
    const u32 count = population_count.back();
    port_population.push_back(counts.populations - 1);
    port_compartment.push_back(compartment);
    port_kind.push_back(static_cast<u8>(receptor));
    port_slot_first.push_back(counts.slots);
    port_scaled.push_back(0);
    port_parameter_first.push_back(static_cast<u32>(cell_parameter.size()));
    port_state_first.push_back(static_cast<u32>(cell_start.size()));
    for (const i32 p : parameters) cell_parameter.insert(cell_parameter.end(), count, p);
    for (const i32 s : states) cell_start.insert(cell_start.end(), count, s);
    counts.slots += count;
    return counts.ports++;
  }

  // The answer is what connect() takes.
  u32 short_term(const ShortTerm& s) {
    short_use.push_back(real<q0_31>(s.use));
    short_keep_depletion.push_back(real<q0_31>(s.tau_recovery == 0 ? 0 : keep_of(s.tau_recovery)));
    short_keep_facilitation.push_back(
        real<q0_31>(s.tau_facilitation == 0 ? 0 : keep_of(s.tau_facilitation)));
    return counts.short_terms++;
  }

  // The slot of a neuron at one of the ports of its population.
  u32 slot(u32 neuron, u32 port = 0) const {
    return port_slot_first[port_of(neuron, port)] + neuron -
           population_first[population_of(neuron)];
  }

  // One lane of [first, first + count) with one delay; the connections in any order, of a plastic
  // lane all onto the same port.
  void connect(u32 first, u32 count, int delay, const std::vector<Connection>& connections,
               u32 short_term = no_short_term) {
    static_lane_short.push_back(short_term);
    if (short_term != no_short_term) counts.short_rows += count;
    lane(static_lane_delay, static_lane_pre_first, static_lane_pre_count, static_lane_row_first,
         static_row_start, static_target, static_weight, first, count, delay, connections);
  }
  void learn(u32 rule, u32 first, u32 count, int delay,
             const std::vector<Connection>& connections) {
    plastic_lane_rule.push_back(rule);
    plastic_lane_port.push_back(
        connections.empty() ? 0 : port_of(connections[0].post, connections[0].port));
    lane(plastic_lane_delay, plastic_lane_pre_first, plastic_lane_pre_count, plastic_lane_row_first,
         plastic_row_start, plastic_target, plastic_weight, first, count, delay, connections);
  }

  std::vector<std::byte> bytes() {
    finish_counts();
    count_moved();
    std::vector<std::byte> out(static_cast<size_t>(model_bytes(counts)), std::byte{0});
    const CountsOf<uint64_t> c = widen(counts);
    std::memcpy(out.data() + model_preamble_bytes, &counts, sizeof counts);
    uint64_t end = align_up(model_preamble_bytes + sizeof counts);
#define X(format, name, count, unit)                                                           \
  if (!name.empty()) std::memcpy(out.data() + end, name.data(), name.size() * sizeof(format)); \
  end = align_up(end + sizeof(format) * (count));
    STRIATUM_MODEL_ARRAYS(X)
#undef X
    seal(out);
    return out;
  }

  // Writes a preamble that fits the bytes, whatever they say.
  static void seal(std::vector<std::byte>& bytes) {
    const std::span<const std::byte> all(bytes);
    const uint32_t preamble[] = {model_magic, format_version, static_cast<uint32_t>(bytes.size()),
                                 crc32(all.subspan(model_preamble_bytes))};
    std::memcpy(bytes.data(), preamble, sizeof preamble);
  }

 private:
  static i32 word(double value, int fraction) {
    return static_cast<i32>(std::llround(value * std::ldexp(1.0, fraction)));
  }
  static i32 keep_word(double tau_ticks) {
    return real<q0_31>(keep_of(tau_ticks)).raw;
  }

  // All neurons alike.
  u32 population(Kind kind, u32 count, const Neuron& n, const std::vector<i32>& parameters,
                 const std::vector<i32>& states) {
    std::vector<i32> words;
    std::vector<i32> starts;
    for (const i32 p : parameters) words.insert(words.end(), count, p);
    for (const i32 s : states) starts.insert(starts.end(), count, s);
    return cells(kind, count, n, words, starts);
  }

  u32 population_of(u32 neuron) const {
    u32 i = 0;
    while (neuron >= population_first[i] + population_count[i]) i++;
    return i;
  }

  u32 port_of(u32 neuron, u32 port) const {
    u32 first = 0;
    while (port_population[first] < population_of(neuron)) first++;
    return first + port;
  }

  void lane(std::vector<u8>& delays, std::vector<u32>& firsts, std::vector<u32>& pre_counts,
            std::vector<u32>& row_firsts, std::vector<u32>& starts, std::vector<u32>& targets,
            std::vector<q7_24>& weights, u32 first, u32 count, int delay,
            const std::vector<Connection>& connections) {
    delays.push_back(static_cast<u8>(delay));
    firsts.push_back(first);
    pre_counts.push_back(count);
    row_firsts.push_back(static_cast<u32>(starts.size() - 1));
    for (u32 pre = first; pre < first + count; pre++) {
      for (const Connection& c : connections) {
        if (c.pre != pre) continue;
        targets.push_back(slot(c.post, c.port));
        weights.push_back(real<q7_24>(c.weight));
      }
      starts.push_back(static_cast<u32>(targets.size()));
    }
  }

  // What effects and plateaus move, population by population.
  void count_moved() {
    counts.moved_words = 0;
    for (u32 i = 0; i < counts.populations; i++) {
      bool any = false;
      for (size_t k = 0; k < dendrite_kind.size(); k++) {
        any |= dendrite_population[k] == i && dendrite_kind[k] == u8(Dendrite::plateau);
      }
      for (const u32 moved : effect_population) any |= moved == i;
      for (size_t k = 0; k < homeostat_population.size(); k++) {
        any |= homeostat_population[k] == i && homeostat_shift_speed[k].raw != 0;
      }
      const size_t end =
          i + 1 < counts.populations ? population_parameter_first[i + 1] : cell_parameter.size();
      const size_t pool = end - population_parameter_first[i];
      if (any) counts.moved_words += static_cast<u32>(5 * population_count[i] + pool);
    }
  }

  void finish_counts() {
    counts.cell_parameters = static_cast<u32>(cell_parameter.size());
    counts.cell_states = static_cast<u32>(cell_start.size());
    counts.static_lanes = static_cast<u32>(static_lane_delay.size());
    counts.static_rows = static_cast<u32>(static_row_start.size() - 1);
    counts.static_synapses = static_cast<u32>(static_target.size());
    counts.plastic_lanes = static_cast<u32>(plastic_lane_delay.size());
    counts.plastic_rows = static_cast<u32>(plastic_row_start.size() - 1);
    counts.plastic_synapses = static_cast<u32>(plastic_target.size());
    u32 longest = 0;
    for (const u8 delay : static_lane_delay) longest = delay > longest ? delay : longest;
    for (const u8 delay : plastic_lane_delay) longest = delay > longest ? delay : longest;
    counts.history_slots = 1;
    while (counts.history_slots <= longest) counts.history_slots *= 2;
    counts.pairing_slots = counts.rules == 0 && counts.outcomes == 0 ? 0 : 32;
    for (const u32 window : rule_window) {
      while (counts.pairing_slots <= window) counts.pairing_slots *= 2;
    }
    counts.spike_slots = counts.pair_rules == 0 ? 0 : limits::spike_slots;
    counts.residual_slots = 0;
    for (u32 i = counts.pair_rules; i < counts.rules; i++) {
      const bool residual = rule_outcome[i] == outcome_residual;
      if (residual) counts.residual_slots = counts.pairing_slots;
    }
    for (const u8 kind : outcome_kind) {
      if (kind == u8(Outcome::slope)) counts.residual_slots = counts.pairing_slots;
    }
    counts.outcome_slots = counts.outcomes == 0 ? 0 : counts.pairing_slots;
    counts.anchors = 0;
    for (const q7_24 budget : rule_budget_period) {
      if (budget != no_budget) counts.anchors = counts.plastic_synapses;
    }
    counts.slow_synapses = 0;
    for (const u32 consolidator : rule_consolidator) {
      if (consolidator != no_consolidator) counts.slow_synapses = counts.plastic_synapses;
    }
    counts.slow_rows = 0;
    for (const q7_24 slow : rule_a_slow) {
      if (slow.raw != 0) counts.slow_rows = counts.plastic_rows;
    }
  }
};

}  // namespace striatum::test
