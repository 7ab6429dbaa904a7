// What makes a model acceptable: every count within its limit, every index in range, every
// parameter in its domain, and no sum that could leave its format. A tick relies on all of it.
#include "check.h"

#include "homeostasis.h"
#include "limits.h"
#include "model.h"
#include "rewiring.h"
#include "short_term.h"

namespace striatum {

namespace {

constexpr bool power_of_two(uint32_t value) {
  return value != 0 && (value & (value - 1)) == 0;
}

// Where the parts of the next population must begin.
struct Place {
  uint64_t neuron = 0;
  size_t port = 0;
  uint64_t slot = 0;
  size_t dendrite = 0;
  uint64_t cell = 0;
  uint64_t parameter = 0;
  uint64_t state = 0;

  void skip(WordCount words, uint64_t count) {
    parameter += words.parameters * count;
    state += words.states * count;
  }
};

// How many ports or dendrites from here on are the population's.
size_t count_of(std::span<const u32> owner, size_t first, size_t population) {
  size_t end = first;
  while (end < owner.size() && owner[end] == population) end++;
  return end - first;
}

// The soma has a port, and each dendrite, in order, with nothing between their slots.
Status check_ports(const Model& model, size_t population, size_t dendrites_here, Place& next) {
  const size_t here = count_of(model.port_population, next.port, population);
  const uint32_t count = model.population_count[population];
  const bool source = model.population_kind[population] == uint8_t(Kind::source);
  const bool fits = source ? here == 0 && dendrites_here == 0
                           : within(static_cast<int64_t>(here), 1, limits::population_ports_max);
  if (!fits) return refuse(Code::model_population, population, static_cast<int64_t>(here));
  uint32_t compartment = 0;
  for (size_t k = 0; k < here; k++, next.port++) {
    const size_t i = next.port;
    const uint32_t own = model.port_compartment[i];
    const bool follows = own == compartment || (k > 0 && own == compartment + 1);
    const bool good =
        follows && model.port_kind[i] < receptors && model.port_slot_first[i] == next.slot &&
        model.port_parameter_first[i] == next.parameter && model.port_state_first[i] == next.state;
    if (!good) return refuse(Code::model_port, i, model.port_kind[i]);
    compartment = own;
    next.slot += count;
    next.skip(receptor_words[model.port_kind[i]], count);
  }
  if (!source && compartment != dendrites_here) {
    return refuse(Code::model_population, population, compartment);
  }
  return {};
}

Status check_dendrites(const Model& model, size_t population, size_t here, Place& next) {
  const uint32_t count = model.population_count[population];
  if (static_cast<int64_t>(here) > limits::population_dendrites_max) {
    return refuse(Code::model_population, population, static_cast<int64_t>(here));
  }
  for (size_t k = 0; k < here; k++, next.dendrite++) {
    const size_t i = next.dendrite;
    const bool good = model.dendrite_kind[i] < dendrites &&
                      model.dendrite_cell_first[i] == next.cell &&
                      model.dendrite_delay[i] < model.counts.dendrite_slots &&
                      model.dendrite_parameter_first[i] == next.parameter &&
                      model.dendrite_state_first[i] == next.state;
    if (!good) return refuse(Code::model_dendrite, i, model.dendrite_kind[i]);
    next.cell += count;
    next.skip(dendrite_words[model.dendrite_kind[i]], count);
  }
  return {};
}

// Populations, and with them their ports, dendrites and words, one after another without gaps.
Status check_populations(const Model& model) {
  const Counts& counts = model.counts;
  Place next;
  for (size_t i = 0; i < model.population_first.size(); i++) {
    const uint32_t count = model.population_count[i];
    const bool good = model.population_kind[i] < kinds &&
                      model.population_first[i] == next.neuron && count >= 1 &&
                      count <= counts.neurons - next.neuron &&
                      model.population_parameter_first[i] == next.parameter &&
                      model.population_state_first[i] == next.state;
    if (!good) return refuse(Code::model_population, i, model.population_first[i]);
    next.neuron += count;
    next.skip(kind_words[model.population_kind[i]], count);
    const size_t own = count_of(model.dendrite_population, next.dendrite, i);
    Status status = check_ports(model, i, own, next);
    if (status.ok()) status = check_dendrites(model, i, own, next);
    if (!status.ok()) return status;
  }
  if (next.port != counts.ports) return refuse(Code::model_port, next.port);
  if (next.dendrite != counts.dendrites) return refuse(Code::model_dendrite, next.dendrite);
  const bool good = next.neuron == counts.neurons && next.slot == counts.slots &&
                    next.cell == counts.dendrite_cells &&
                    next.parameter == counts.cell_parameters && next.state == counts.cell_states;
  if (good) return {};
  return refuse(Code::model_population, counts.populations, static_cast<int64_t>(next.neuron));
}

Status check_starts(const Model& model) {
  if (dendrites_are_sound(model, model.cell_start)) return {};
  return refuse(Code::model_dendrite, model.counts.dendrites);
}

Status check_neurons(const Model& model) {
  for (size_t i = 0; i < model.inv_beta.size(); i++) {
    const int32_t width = model.inv_beta[i].raw;
    if (width < 0) return refuse(Code::model_neuron, i, width);
  }
  return {};
}

// What only a row of a table knows of its own parameters.
template <class Row>
Status check_words(const Model& model, std::span<const u8> rows, std::span<const u32> firsts,
                   auto&& population_of_row) {
  for (size_t i = 0; i < rows.size(); i++) {
    const i32* const words = model.cell_parameter.data() + firsts[i];
    const uint32_t count = model.population_count[population_of_row(i)];
    const size_t word = refused_word(static_cast<Row>(rows[i]), words, count);
    if (word != no_word) return refuse(Code::model_parameter, firsts[i] + word, words[word]);
  }
  return {};
}

Status check_parameters(const Model& model) {
  Status status = check_words<Kind>(model, model.population_kind, model.population_parameter_first,
                                    [](size_t i) { return i; });
  if (!status.ok()) return status;
  status = check_words<Receptor>(model, model.port_kind, model.port_parameter_first,
                                 [&](size_t i) { return model.port_population[i]; });
  if (!status.ok()) return status;
  return check_words<Dendrite>(model, model.dendrite_kind, model.dendrite_parameter_first,
                               [&](size_t i) { return model.dendrite_population[i]; });
}

Status check_lanes(const Model& model, const Lanes& lanes) {
  const size_t rows = lanes.row_start.size() - 1;
  const size_t synapses = lanes.target.size();
  uint64_t next_row = 0;
  for (size_t i = 0; i < lanes.delay.size(); i++) {
    const uint32_t count = lanes.pre_count[i];
    const uint32_t population = population_of(model, lanes.pre_first[i], count);
    const bool good = lanes.delay[i] >= 1 && lanes.delay[i] < model.counts.history_slots &&
                      count >= 1 && population < model.counts.populations &&
                      lanes.row_first[i] == next_row && count <= rows - next_row;
    if (!good) return refuse(Code::model_lane, i, lanes.delay[i]);
    next_row += count;
  }
  if (next_row != rows) return refuse(Code::model_lane, lanes.delay.size());

  if (lanes.row_start[0] != 0) return refuse(Code::model_row, 0, lanes.row_start[0]);
  for (size_t i = 0; i < rows; i++) {
    const bool good = lanes.row_start[i] <= lanes.row_start[i + 1];
    if (!good) return refuse(Code::model_row, i, lanes.row_start[i]);
  }
  if (lanes.row_start[rows] != synapses) {
    return refuse(Code::model_row, rows, lanes.row_start[rows]);
  }
  return {};
}

Status check_static_targets(const Model& model) {
  for (size_t i = 0; i < model.static_target.size(); i++) {
    const uint32_t target = model.static_target[i];
    if (target >= model.counts.slots) return refuse(Code::model_target, i, target);
  }
  return {};
}

// The targets of a lane are in its port, so that their neurons are one subtraction away.
Status check_plastic_targets(const Model& model) {
  for (size_t lane = 0; lane < model.plastic_lane_port.size(); lane++) {
    const uint32_t port = model.plastic_lane_port[lane];
    if (port >= model.counts.ports) return refuse(Code::model_lane, lane, port);
    const uint32_t first = model.port_slot_first[port];
    const uint32_t count = model.population_count[model.port_population[port]];
    const size_t row = model.plastic_lane_row_first[lane];
    const uint32_t end = model.plastic_row_start[row + model.plastic_lane_pre_count[lane]];
    for (size_t i = model.plastic_row_start[row]; i < end; i++) {
      const uint32_t target = model.plastic_target[i];
      const bool good = target >= first && target - first < count;
      if (!good) return refuse(Code::model_target, i, target);
    }
  }
  return {};
}

// Lanes name a short-term plasticity or none; of those that do, every row has a state.
Status check_short_terms(const Model& model) {
  for (size_t i = 0; i < model.short_use.size(); i++) {
    const bool good = model.short_use[i].raw > 0 &&
                      within(model.short_keep_depletion[i].raw, 0, keep_max) &&
                      within(model.short_keep_facilitation[i].raw, 0, keep_max);
    if (!good) return refuse(Code::model_short_term, i, model.short_use[i].raw);
  }
  uint64_t rows = 0;
  for (size_t lane = 0; lane < model.static_lane_short.size(); lane++) {
    const uint32_t own = model.static_lane_short[lane];
    if (own == no_short_term) continue;
    if (own >= model.counts.short_terms) return refuse(Code::model_lane, lane, own);
    rows += model.static_lane_pre_count[lane];
  }
  if (rows != model.counts.short_rows) {
    return refuse(Code::model_lane, model.static_lane_short.size(), static_cast<int64_t>(rows));
  }
  return {};
}

Status check_modulators(const Model& model) {
  for (size_t i = 0; i < model.modulator_keep.size(); i++) {
    const bool good =
        model.modulator_keep[i].raw >= 0 && model.modulator_min[i] <= model.modulator_max[i];
    if (!good) return refuse(Code::model_modulator, i, model.modulator_keep[i].raw);
  }
  return {};
}

// Rings are powers of two, and what is only there at times has one length.
Status check_rings(const Counts& c) {
  const uint32_t pairing = c.pairing_slots;
  const bool pairs = pairing == 0 || power_of_two(pairing);
  if (!power_of_two(c.dendrite_slots)) return refuse(Code::model_count, 7, c.dendrite_slots);
  if (!power_of_two(c.history_slots)) return refuse(Code::model_count, 21, c.history_slots);
  if (!pairs) return refuse(Code::model_count, 22, pairing);
  if (c.residual_slots != 0 && c.residual_slots != pairing) {
    return refuse(Code::model_count, 24, c.residual_slots);
  }
  if (c.slow_rows != 0 && c.slow_rows != c.plastic_rows) {
    return refuse(Code::model_count, 36, c.slow_rows);
  }
  if (c.anchors != 0 && c.anchors != c.plastic_synapses) {
    return refuse(Code::model_count, 37, c.anchors);
  }
  if (c.slow_synapses != 0 && c.slow_synapses != c.plastic_synapses) {
    return refuse(Code::model_count, 41, c.slow_synapses);
  }
  return {};
}

}  // namespace

bool dendrites_are_sound(const Model& model, std::span<const i32> cell_state) {
  for (size_t i = 0; i < model.dendrite_kind.size(); i++) {
    const auto kind = static_cast<Dendrite>(model.dendrite_kind[i]);
    const size_t count = model.population_count[model.dendrite_population[i]];
    const i32* const words = cell_state.data() + model.dendrite_state_first[i];
    if (unsound_word(kind, words, count) != no_word) return false;
  }
  return true;
}

Status check_counts(const Counts& c) {
  struct Bound {
    uint32_t value;
    int64_t low;
    int64_t high;
  };
  using namespace limits;
  const uint32_t pairing = c.pairing_slots;
  const bool remembers = c.rules != 0 || c.outcomes != 0;
  // in table order, so that the index of a refusal names the count
  const Bound bounds[] = {
      {c.tick_us, tick_us_min, tick_us_max},
      {c.neurons, 1, neurons_max},
      {c.populations, 1, populations_max},
      {c.ports, 0, ports_max},
      {c.slots, c.ports, slots_max},
      {c.dendrites, 0, dendrites_max},
      {c.dendrite_cells, c.dendrites, dendrite_cells_max},
      {c.dendrite_slots, 1, c.dendrites == 0 ? 1 : delay_ticks_max + 1},
      {c.moved_words, 0, c.dendrites + c.effects + c.homeostats == 0 ? 0 : moved_words_max},
      {c.cell_parameters, 0, cell_words_max},
      {c.cell_states, 0, cell_words_max},
      {c.static_lanes, 0, lanes_max},
      {c.static_rows, c.static_lanes, synapses_max},
      {c.static_synapses, 0, synapses_max},
      {c.plastic_lanes, 0, c.rules == 0 || c.ports == 0 ? 0 : lanes_max},
      {c.plastic_rows, c.plastic_lanes, synapses_max},
      {c.plastic_synapses, 0, synapses_max},
      {c.rules, 0, c.modulators == 0 ? 0 : rules_max},
      {c.pair_rules, 0, c.rules},
      {c.traced_rules, c.pair_rules, c.rules},
      {c.modulators, 0, modulators_max},
      {c.history_slots, 1, delay_ticks_max + 1},
      {pairing, remembers ? 32 : 0, remembers ? window_ticks_max + 1 : 0},
      {c.spike_slots, c.pair_rules == 0 ? 0 : spike_slots, c.pair_rules == 0 ? 0 : spike_slots},
      {c.residual_slots, 0, c.pair_rules == c.rules && c.outcomes == 0 ? 0 : pairing},
      {c.short_terms, 0, short_terms_max},
      {c.short_rows, 0, c.short_terms == 0 ? 0 : c.static_rows},
      {c.bindings, 0, c.modulators == 0 ? 0 : bindings_max},
      {c.effects, 0, c.bindings == 0 ? 0 : effects_max},
      {c.effect_words, c.effects, c.effects == 0 ? 0 : cell_words_max},
      {c.gains, 0, c.bindings == 0 || c.ports == 0 ? 0 : gains_max},
      {c.gates, 0, c.bindings == 0 || c.rules == 0 ? 0 : gates_max},
      {c.exchanges, 0, c.modulators < 2 ? 0 : exchanges_max},
      {c.releasers, 0, c.modulators == 0 ? 0 : releasers_max},
      {c.outcomes, 0, outcomes_max},
      {c.outcome_slots, c.outcomes == 0 ? 0 : pairing, c.outcomes == 0 ? 0 : pairing},
      {c.slow_rows, 0, c.pair_rules == c.traced_rules ? 0 : c.plastic_rows},
      {c.anchors, 0, c.pair_rules == c.rules ? 0 : c.plastic_synapses},
      {c.homeostats, 0, c.populations},
      {c.homeostat_cells, c.homeostats, c.homeostats == 0 ? 0 : c.neurons},
      {c.rewirings, 0, c.plastic_lanes},
      {c.slow_synapses, 0, c.pair_rules == c.rules ? 0 : c.plastic_synapses},
  };
  static_assert(sizeof bounds / sizeof bounds[0] == sizeof(Counts) / sizeof(uint32_t));
  for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
    const Bound& bound = bounds[i];
    if (!within(bound.value, bound.low, bound.high)) {
      return refuse(Code::model_count, i, bound.value);
    }
  }
  return check_rings(c);
}

Status check_arrays(const Model& model) {
  Status status = check_populations(model);
  if (status.ok()) status = check_neurons(model);
  if (status.ok()) status = check_parameters(model);
  if (status.ok()) status = check_starts(model);
  if (status.ok()) status = check_lanes(model, static_lanes(model));
  if (status.ok()) status = check_lanes(model, plastic_lanes(model));
  if (status.ok()) status = check_short_terms(model);
  if (status.ok()) status = check_static_targets(model);
  if (status.ok()) status = check_plastic_targets(model);
  if (status.ok()) status = check_modulators(model);
  if (status.ok()) status = check_outcomes(model);
  if (status.ok()) status = check_rules(model);
  if (status.ok()) status = check_modulation(model);
  if (status.ok()) status = check_homeostats(model);
  if (status.ok()) status = check_moved(model);
  if (status.ok()) status = check_weights(model);
  if (status.ok()) status = check_rewirings(model);
  return status;
}

Status check_sums(const Model& model) {
  for (size_t i = 0; i < model.arriving_max.size(); i++) {
    const int64_t most = model.arriving_max[i];
    if (most > INT32_MAX) return refuse(Code::model_overflow, i, most);
  }
  return {};
}

}  // namespace striatum
