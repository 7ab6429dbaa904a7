// What makes a model acceptable: every count within its limit, every index in range, every
// parameter in its domain, and no sum that could leave its format. A tick relies on all of it.
#include "limits.h"
#include "model.h"

namespace striatum {

namespace {

constexpr bool power_of_two(uint32_t value) {
  return value != 0 && (value & (value - 1)) == 0;
}

constexpr bool within(int64_t value, int64_t low, int64_t high) {
  return value >= low && value <= high;
}

Status refuse(Code code, size_t index, int64_t value = 0) {
  return {code, static_cast<uint32_t>(index), value};
}

Status check_populations(const Model& model) {
  uint64_t next = 0;
  uint64_t parameters = 0;
  uint64_t states = 0;
  for (size_t i = 0; i < model.population_first.size(); i++) {
    const uint32_t count = model.population_count[i];
    const bool good = model.population_kind[i] < kinds && model.population_first[i] == next &&
                      count >= 1 && count <= model.counts.neurons - next &&
                      model.population_parameter_first[i] == parameters &&
                      model.population_state_first[i] == states;
    if (!good) return refuse(Code::model_population, i, model.population_first[i]);
    next += count;
    parameters += count * kind_words[model.population_kind[i]].parameters;
    states += count * kind_words[model.population_kind[i]].states;
  }
  const bool good = next == model.counts.neurons && parameters == model.counts.cell_parameters &&
                    states == model.counts.cell_states;
  if (!good) {
    return refuse(Code::model_population, model.counts.populations, static_cast<int64_t>(next));
  }
  return {};
}

Status check_neurons(const Model& model) {
  for (size_t i = 0; i < model.keep_synapse.size(); i++) {
    const int32_t lowest =
        model.keep_synapse[i].raw | model.gain_synapse[i].raw | model.inv_beta[i].raw;
    if (lowest < 0) return refuse(Code::model_neuron, i, lowest);  // one of them is negative
  }
  return {};
}

// What only a kind knows of its own parameters.
Status check_parameters(const Model& model) {
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    const size_t first = model.population_parameter_first[i];
    const auto kind = static_cast<Kind>(model.population_kind[i]);
    const size_t word =
        refused_word(kind, model.cell_parameter.data() + first, model.population_count[i]);
    if (word != no_word) {
      return refuse(Code::model_parameter, first + word, model.cell_parameter[first + word]);
    }
  }
  return {};
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

Status check_targets(const Model& model, const Lanes& lanes) {
  for (size_t i = 0; i < lanes.target.size(); i++) {
    const uint32_t population = population_of(model, lanes.target[i], 1);
    const bool good = population < model.counts.populations &&
                      model.population_kind[population] != uint8_t(Kind::source);
    if (!good) return refuse(Code::model_target, i, lanes.target[i]);
  }
  return {};
}

Status check_rules(const Model& model) {
  // with the longest epoch the power that is left must still be at most a half
  constexpr int32_t keep_max = 2147460935;  // 2^31 * 0.5^(1/65536)
  for (size_t i = 0; i < model.rule_kind.size(); i++) {
    const bool pair = i < model.counts.pair_rules;
    const int64_t mantissa = model.rule_rate_mantissa[i].raw;
    const bool good =
        model.rule_kind[i] == (pair ? 0 : 1) && model.rule_trace_mode[i] <= 1 &&
        model.rule_modulator[i] < model.counts.modulators &&
        within(model.rule_keep_eligibility[i].raw, 0, keep_max) &&
        model.rule_keep_pre[i].raw >= 0 && model.rule_keep_post[i].raw >= 0 &&
        (mantissa == 0 || mantissa >= int64_t{1} << 30) &&
        within(model.rule_rate_shift[i], limits::rate_shift_min, limits::rate_shift_max) &&
        model.rule_w_min[i] <= model.rule_w_max[i] &&
        within(model.rule_window[i], 1, limits::window_ticks_max) &&
        model.rule_window[i] < model.counts.pairing_slots;
    if (!good) return refuse(Code::model_rule, i);

    // level - reference must fit its format at both ends
    bool beyond = false;
    (void)sub_sat(model.modulator_max[model.rule_modulator[i]], model.rule_reference[i], beyond);
    (void)sub_sat(model.modulator_min[model.rule_modulator[i]], model.rule_reference[i], beyond);
    if (beyond) return refuse(Code::model_rule, i, model.rule_reference[i].raw);
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

// Lanes and rows are in range by now; every initial weight must lie where its rule keeps it.
Status check_weights(const Model& model) {
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    const uint32_t rule = model.plastic_lane_rule[lane];
    if (rule >= model.counts.rules) return refuse(Code::model_lane, lane, rule);
    const size_t row = model.plastic_lane_row_first[lane];
    const uint32_t end = model.plastic_row_start[row + model.plastic_lane_pre_count[lane]];
    for (size_t i = model.plastic_row_start[row]; i < end; i++) {
      const q7_24 weight = model.plastic_weight[i];
      const bool good = weight >= model.rule_w_min[rule] && weight <= model.rule_w_max[rule];
      if (!good) return refuse(Code::model_weight, i, weight.raw);
    }
  }
  return {};
}

}  // namespace

Status check_counts(const Counts& c) {
  struct Bound {
    uint32_t value;
    int64_t low;
    int64_t high;
  };
  using namespace limits;
  const uint32_t pairing = c.pairing_slots;
  // in table order, so that the index of a refusal names the count
  const Bound bounds[] = {
      {c.tick_us, tick_us_min, tick_us_max},
      {c.neurons, 1, neurons_max},
      {c.populations, 1, populations_max},
      {c.cell_parameters, 0, cell_words_max},
      {c.cell_states, 0, cell_words_max},
      {c.static_lanes, 0, lanes_max},
      {c.static_rows, c.static_lanes, synapses_max},
      {c.static_synapses, 0, synapses_max},
      {c.plastic_lanes, 0, c.rules == 0 ? 0 : lanes_max},
      {c.plastic_rows, c.plastic_lanes, synapses_max},
      {c.plastic_synapses, 0, synapses_max},
      {c.rules, 0, c.modulators == 0 ? 0 : rules_max},
      {c.pair_rules, 0, c.rules},
      {c.modulators, 0, modulators_max},
      {c.history_slots, 1, delay_ticks_max + 1},
      {pairing, c.rules == 0 ? 0 : 32, c.rules == 0 ? 0 : window_ticks_max + 1},
      {c.spike_slots, c.pair_rules == 0 ? 0 : spike_slots, c.pair_rules == 0 ? 0 : spike_slots},
      {c.residual_slots, c.pair_rules == c.rules ? 0 : pairing,
       c.pair_rules == c.rules ? 0 : pairing},
  };
  static_assert(sizeof bounds / sizeof bounds[0] == sizeof(Counts) / sizeof(uint32_t));
  for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++) {
    const Bound& bound = bounds[i];
    if (!within(bound.value, bound.low, bound.high)) {
      return refuse(Code::model_count, i, bound.value);
    }
  }
  if (!power_of_two(c.history_slots)) return refuse(Code::model_count, 14, c.history_slots);
  if (pairing != 0 && !power_of_two(pairing)) return refuse(Code::model_count, 15, pairing);
  return {};
}

Status check_arrays(const Model& model) {
  Status status = check_populations(model);
  if (status.ok()) status = check_neurons(model);
  if (status.ok()) status = check_parameters(model);
  if (status.ok()) status = check_lanes(model, static_lanes(model));
  if (status.ok()) status = check_lanes(model, plastic_lanes(model));
  if (status.ok()) status = check_targets(model, static_lanes(model));
  if (status.ok()) status = check_targets(model, plastic_lanes(model));
  if (status.ok()) status = check_modulators(model);
  if (status.ok()) status = check_rules(model);
  if (status.ok()) status = check_weights(model);
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
