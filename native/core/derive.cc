// The tables that a model does not carry because they follow from it: powers of the decay factors,
// epoch lengths, and how much can arrive at a slot in one tick. Integers alone, so that every
// machine derives the same bits.
#include <algorithm>
#include <bit>

#include "extent.h"
#include "gain.h"
#include "gate.h"
#include "homeostasis.h"
#include "kinds/kernels.h"
#include "limits.h"
#include "model.h"
#include "moved.h"
#include "receptors/kernels.h"
#include "rewiring.h"
#include "short_term.h"

namespace striatum {

namespace {

constexpr int64_t one_q62 = int64_t{1} << 62;

constexpr power to_power(int64_t q62) {
  return {static_cast<uint32_t>(q62 >> 31)};
}

// Each next power is cut at 2^-62, so that a table of thousands is exact to its last bit but one.
constexpr int64_t next_power(int64_t q62, q0_31 keep) {
  return scale_toward_zero(q62, static_cast<uint32_t>(keep.raw), 31);
}

void fill_powers(std::span<power> table, q0_31 keep) {
  int64_t value = one_q62;
  for (power& entry : table) {
    entry = to_power(value);
    value = next_power(value, keep);
  }
}

// The longest power of two of ticks over which at least a quarter of the eligibility is kept: an
// epoch is then 0.69 to 1.39 time constants, and dividing by a power within it at most quadruples.
uint32_t epoch_shift_of(q0_31 keep) {
  int64_t value = int64_t{keep.raw} << 31;
  uint32_t shift = 0;
  while (int64_t{1} << shift < limits::epoch_ticks_max) {
    const int64_t squared = scale_toward_zero(value, to_power(value).raw, 31);
    if (squared < one_q62 / 4) break;
    value = squared;
    shift++;
  }
  return shift;
}

// keep^n for n within an epoch as low[n % 256] * high[n / 256], and for whole epochs.
void fill_epochs(Model& model, size_t rule) {
  const q0_31 keep = model.rule_keep_eligibility[rule];
  const uint32_t shift = epoch_shift_of(keep);
  const size_t ticks = size_t{1} << shift;
  const auto low = model.epoch_power_low.subspan(rule * 256, 256);
  const auto high = model.epoch_power_high.subspan(rule * 256, 256);
  const auto whole = model.epoch_power.subspan(rule * limits::epoch_slots, limits::epoch_slots);

  int64_t value = one_q62;
  for (size_t n = 0; n < ticks * whole.size(); n++) {
    if (n < 256) low[n] = to_power(value);
    if (n % 256 == 0 && n / 256 < 256) high[n / 256] = to_power(value);
    if (n % ticks == 0) whole[n / ticks] = to_power(value);
    value = next_power(value, keep);
  }

  model.epoch_shift[rule] = shift;
  // of an epoch of one tick no power but the zeroth is ever asked for
  const uint64_t end = whole[1].raw;
  model.epoch_inverse[rule] = shift == 0 ? 0 : static_cast<u32>((uint64_t{1} << 59) / end);
}

int64_t magnitude(q7_24 weight) {
  return weight.raw < 0 ? -int64_t{weight.raw} : int64_t{weight.raw};
}

// A weight arrives rounded to q15.16, so at most this much.
int64_t arriving_of(int64_t weight) {
  return (weight >> 8) + 1;
}

// Wherever its synapses go, a source reaches a target once at most.
void add_rewired(Model& model, size_t rewiring, int64_t most) {
  const u32 sources = model.plastic_lane_pre_count[model.rewiring_lane_first[rewiring]];
  const size_t first = model.rewiring_slot_first[rewiring];
  for (size_t i = first; i < first + model.rewiring_slots[rewiring]; i++) {
    model.arriving_max[i] += most * sources;
  }
}

void fill_arriving(Model& model) {
  for (size_t i = 0; i < model.static_target.size(); i++) {
    model.arriving_max[model.static_target[i]] += arriving_of(magnitude(model.static_weight[i]));
  }
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    const u32 rule = model.plastic_lane_rule[lane];
    const int64_t low = magnitude(model.rule_w_min[rule]);
    const int64_t high = magnitude(model.rule_w_max[rule]);
    const int64_t most = arriving_of(low > high ? low : high);
    const size_t rewiring = rewiring_of(model, lane);
    if (rewiring != model.counts.rewirings) {
      if (lane == model.rewiring_lane_first[rewiring]) add_rewired(model, rewiring, most);
      continue;
    }
    const size_t row = model.plastic_lane_row_first[lane];
    const u32 end = model.plastic_row_start[row + model.plastic_lane_pre_count[lane]];
    for (size_t i = model.plastic_row_start[row]; i < end; i++) {
      model.arriving_max[model.plastic_target[i]] += most;
    }
  }
}

// What a gain can make of it at a port; what is refused anyway stays.
void amplify_most(Model& model, size_t port, q3_28 gain) {
  if (gain <= gain_of_one) return;
  const size_t first = model.port_slot_first[port];
  const size_t count = model.population_count[model.port_population[port]];
  for (i64& most : model.arriving_max.subspan(first, count)) {
    if (most <= INT32_MAX) most = (most * gain.raw >> q3_28::fraction) + 1;
  }
}

// Modulators' gains are the first, homeostats' the second.
void fill_amplified(Model& model) {
  for (size_t port = 0; port < model.port_kind.size(); port++) {
    amplify_most(model, port, most_gain(model, port));
    if (model.port_scaled[port] == 0) continue;
    const u32 homeostat = model.population_homeostat[model.port_population[port]];
    amplify_most(model, port, model.homeostat_gain_max[homeostat]);
  }
}

void fill_lane_populations(const Model& model, const Lanes& lanes) {
  for (size_t i = 0; i < lanes.population.size(); i++) {
    lanes.population[i] = population_of(model, lanes.pre_first[i], lanes.pre_count[i]);
  }
}

// Powers for pairing: the trace is cut at the window, and 1 is held as the largest below it.
void fill_pairing(Model& model, size_t rule) {
  const size_t slots = model.counts.spike_slots;
  const auto trace = model.pair_trace.subspan(rule * slots, slots);
  const auto keep = model.pair_keep.subspan(rule * slots, slots);
  int64_t left = one_q62;
  int64_t kept = one_q62;
  for (size_t k = 0; k < slots; k++) {
    trace[k] = k < model.rule_window[rule] ? below_one(to_power(left)) : q0_31{0};
    keep[k] = below_one(to_power(kept));
    left = next_power(left, model.rule_keep_pre[rule]);
    kept = next_power(kept, model.rule_keep_eligibility[rule]);
  }

  // no sum of teaching over the ring passes this, nor do its steps
  const int64_t taught =
      most_taught(model, rule, model.rule_gate_first[rule], model.rule_gate_first[rule + 1]);
  const uint64_t most = static_cast<uint64_t>(std::max(taught, int64_t{1})) << 12;
  const uint64_t lost =
      (uint64_t{1} << 31) - static_cast<u32>(model.rule_keep_eligibility[rule].raw);
  const uint64_t terms = std::min(uint64_t{slots}, (uint64_t{1} << 31) / lost + 1);
  model.earned_cut[rule] =
      static_cast<u32>(std::max(30, static_cast<int>(std::bit_width(most * terms))) - 30);
}

// Whether the values from first on, count of them, are all the same.
bool is_uniform(const auto& values, size_t first, size_t count) {
  for (size_t i = first + 1; i < first + count; i++) {
    if (values[i] != values[first]) return false;
  }
  return true;
}

// Lanes that have synapses, and no two weights that differ.
void fill_alike(Model& model) {
  for (size_t lane = 0; lane < model.static_lane_alike.size(); lane++) {
    const size_t row = model.static_lane_row_first[lane];
    const u32 begin = model.static_row_start[row];
    const u32 end = model.static_row_start[row + model.static_lane_pre_count[lane]];
    model.static_lane_alike[lane] =
        begin != end && is_uniform(model.static_weight, begin, end - begin);
  }
}

// Whether all neurons have the same words first to past, and effects move them alike.
bool words_are_uniform(const Model& model, size_t population, size_t first, size_t past) {
  const size_t count = model.population_count[population];
  const u32 homeostat = model.population_homeostat[population];
  const bool shifts = homeostat != no_homeostat && moves_threshold(model, homeostat);
  bool uniform = !(shifts && first <= threshold_word && threshold_word < past);
  for (size_t word = first; word < past; word++) {
    uniform = uniform && is_uniform(model_word(model, population, word), 0, count);
  }
  const size_t end = model.population_effect_first[population + 1];
  for (size_t i = model.population_effect_first[population]; i < end; i++) {
    if (model.effect_word[i] < first || model.effect_word[i] >= past) continue;
    uniform = uniform && is_uniform(model.effect_slope, model.effect_first[i], count) &&
              is_uniform(model.effect_curve, model.effect_first[i], count);
  }
  return uniform;
}

// Whether no sum of the soma's kernel can overflow, wherever effects move its words.
bool is_calm(const Model& model, size_t population, const Extent& extent) {
  const auto kind = static_cast<Kind>(model.population_kind[population]);
  const size_t words = kind_words[model.population_kind[population]].parameters;
  bool calm = true;
  for (const auto* ends : {&extent.low, &extent.high}) {
    const i32* const rest = ends->data();
    const i32* const threshold = rest + extent.count;
    const i32* const bias = rest + 3 * extent.count;
    calm = calm && are_within(rest, extent.count, calm_potential) &&
           are_within(threshold, extent.count, calm_potential) &&
           are_within(bias, extent.count, calm_input);
  }
  visit_corners(extent.lows(shared_words), extent.highs(shared_words), words, extent.count,
                [&](const i32* own) { calm = calm && is_calm_of(kind)(own, extent.count); });
  return calm;
}

u8 traits_of(const Model& model, size_t population, const Extent& extent) {
  const size_t words = kind_words[model.population_kind[population]].parameters;
  // of the shared words inv_beta is read neuron by neuron
  const bool uniform = words_are_uniform(model, population, 0, inv_beta_word) &&
                       words_are_uniform(model, population, shared_words, shared_words + words);
  u8 traits = uniform ? trait_uniform : 0;
  if (is_calm(model, population, extent)) traits |= trait_calm;
  if (moved_words_of(model, population) != 0) traits |= trait_moves;
  const size_t first = model.population_first[population];
  for (size_t i = 0; i < extent.count; i++) {
    if (model.refractory_ticks[first + i] != 0) traits |= trait_rests;
    if (extent.highs(inv_beta_word)[i] != 0) traits |= trait_noisy;
  }
  return traits;
}

// Where a plateau moves parameters they are each neuron's own, and calm only if what is moved to
// is.
u8 plateau_traits_of(const Model& model, size_t population, u8 traits, const Extent& extent) {
  for (size_t i = 0; i < model.dendrite_population.size(); i++) {
    const auto kind = static_cast<Dendrite>(model.dendrite_kind[i]);
    if (model.dendrite_population[i] != population || kind != Dendrite::plateau) continue;
    const size_t place =
        model.dendrite_parameter_first[i] - model.population_parameter_first[population];
    const size_t jump = shared_words + place / extent.count + plateau_jump;
    traits = static_cast<u8>((traits | trait_plateaus) & ~trait_uniform);
    for (const i32* jumps : {extent.lows(jump), extent.highs(jump)}) {
      if (!are_within(jumps, extent.count, 64 << 23)) traits &= static_cast<u8>(~trait_calm);
    }
  }
  return traits;
}

// Whether the words of a port or a dendrite are the same for all neurons.
u8 part_traits_of(const Model& model, size_t population, size_t first_parameter, size_t words) {
  const size_t place = first_parameter - model.population_parameter_first[population];
  const size_t first = shared_words + place / model.population_count[population];
  return words_are_uniform(model, population, first, first + words) ? trait_uniform : 0;
}

void fill_port(Model& model, size_t port, const Extent& extent) {
  const u32 population = model.port_population[port];
  const auto receptor = static_cast<Receptor>(model.port_kind[port]);
  const size_t words = receptor_words[model.port_kind[port]].parameters;
  const size_t place =
      model.port_parameter_first[port] - model.population_parameter_first[population];
  const size_t first = shared_words + place / extent.count;
  i32 calm = INT32_MAX;
  visit_corners(extent.lows(first), extent.highs(first), words, extent.count, [&](const i32* own) {
    calm = std::min(calm, calm_of(receptor)(own, extent.count));
  });
  model.port_calm[port] = calm;
  const bool fresh = port == 0 || model.port_population[port - 1] != population ||
                     model.port_compartment[port - 1] != model.port_compartment[port];
  model.port_traits[port] =
      part_traits_of(model, population, model.port_parameter_first[port], words) |
      (fresh ? trait_fresh : 0);
}

void fill_population(Model& model, size_t population) {
  Extent extent;
  find_extent(model, population, model.population_effect_first[population],
              model.population_effect_first[population + 1], extent);
  model.population_traits[population] =
      plateau_traits_of(model, population, traits_of(model, population, extent), extent);
  const size_t port_end = model.population_port_first[population + 1];
  for (size_t i = model.population_port_first[population]; i < port_end; i++) {
    fill_port(model, i, extent);
  }
  const size_t dendrite_end = model.population_dendrite_first[population + 1];
  for (size_t i = model.population_dendrite_first[population]; i < dendrite_end; i++) {
    model.dendrite_traits[i] = part_traits_of(model, population, model.dendrite_parameter_first[i],
                                              dendrite_words[model.dendrite_kind[i]].parameters);
  }
}

// Where the parts of each population begin, and past the last where all end; owner is ascending.
void fill_firsts(std::span<u32> firsts, std::span<const u32> owner) {
  size_t part = 0;
  for (size_t i = 0; i < firsts.size(); i++) {
    while (part < owner.size() && owner[part] < i) part++;
    firsts[i] = static_cast<u32>(part);
  }
}

// What to take from a target to have its neuron; it may wrap.
void fill_shifts(Model& model) {
  for (size_t i = 0; i < model.plastic_lane_shift.size(); i++) {
    const u32 port = model.plastic_lane_port[i];
    const u32 population = model.port_population[port];
    model.plastic_lane_shift[i] = model.port_slot_first[port] - model.population_first[population];
  }
}

}  // namespace

void derive(Model& model) {
  fill_firsts(model.population_port_first, model.port_population);
  fill_firsts(model.population_dendrite_first, model.dendrite_population);
  fill_firsts(model.population_effect_first, model.effect_population);
  fill_firsts(model.port_gain_first, model.gain_port);
  fill_firsts(model.rule_gate_first, model.gate_rule);
  u32 effect_word = 0;
  for (size_t i = 0; i < model.effect_first.size(); i++) {
    model.effect_first[i] = effect_word;
    effect_word += model.population_count[model.effect_population[i]];
  }
  derive_homeostats(model);
  uint64_t moved = 0;
  for (size_t i = 0; i < model.population_traits.size(); i++) {
    fill_population(model, i);
    model.population_moved_first[i] = static_cast<u32>(moved);
    moved += moved_words_of(model, i);
  }
  fill_lane_populations(model, static_lanes(model));
  fill_lane_populations(model, plastic_lanes(model));
  fill_shifts(model);
  derive_short_terms(model);
  fill_alike(model);
  fill_arriving(model);
  fill_amplified(model);
  const size_t slots = model.counts.pairing_slots;
  for (size_t rule = 0; rule < model.rule_kind.size(); rule++) {
    fill_powers(model.pre_power.subspan(rule * slots, slots), model.rule_keep_pre[rule]);
    fill_powers(model.eligibility_power.subspan(rule * slots, slots),
                model.rule_keep_eligibility[rule]);
    fill_epochs(model, rule);
    if (rule < model.counts.pair_rules) fill_pairing(model, rule);
  }
}

}  // namespace striatum
