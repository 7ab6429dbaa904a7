// Updating the level of every modulator.
#include "modulator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "limits.h"
#include "occupancy.h"
#include "outcome.h"

namespace striatum {

namespace {

using Changes = std::array<i64, limits::modulators_max>;

// What a population's outcome releases, times what another level is more than its reference, as of
// the tick before.
i64 graded(const Model& model, const State& state, size_t releaser) {
  const u32 population = model.releaser_population[releaser];
  const i64 sum = outcome_sum(model, state, model.releaser_outcome[releaser], population).raw;
  bool held = false;
  const i64 amount = model.releaser_amount[releaser].raw;
  const q3_28 all = saturate<q3_28>(shift_right_round(amount * sum, q16_15::fraction), held);
  const u32 by = model.releaser_modulator_by[releaser];
  if (by == no_modulator) return all.raw;
  const i64 level = i64{state.level[by].raw} - model.releaser_reference[releaser].raw;
  return shift_right_round(all.raw * level, q3_28::fraction);
}

// What populations release in this tick; at most 2^18 spikes for each of at most 2^10 releasers.
void release_by_populations(const Model& model, const State& state, Changes& changes) {
  for (size_t i = 0; i < model.releaser_population.size(); i++) {
    const i64 spikes = state.population_spikes[model.releaser_population[i]];
    const i64 amount = model.releaser_outcome[i] == releases_spikes
                           ? model.releaser_amount[i].raw * spikes
                           : graded(model, state, i);
    changes[model.releaser_modulator[i]] += amount;
  }
}

void exchange(const Model& model, const State& state, Changes& changes) {
  for (size_t i = 0; i < model.exchange_from.size(); i++) {
    const u32 from = model.exchange_from[i];
    const u32 to = model.exchange_to[i];
    const i64 more = i64{state.phasic[from].raw} - state.phasic[to].raw;
    const i64 flow = decay_toward_zero(more, model.exchange_share[i]);
    changes[from] -= flow;
    changes[to] += flow;
  }
}

void find_levels(const Model& model, State& state) {
  for (size_t i = 0; i < state.level.size(); i++) {
    // being held within its bounds is what a level is meant to do, so it is not counted
    bool held = false;
    const q3_28 level = add_sat(state.phasic[i], state.tonic[i], held);
    state.level[i] = std::clamp(level, model.modulator_min[i], model.modulator_max[i]);
  }
}

// What of receptors is occupied; parameters that depend on what changed are stale.
void occupy(const Model& model, State& state) {
  std::array<bool, limits::bindings_max> changed;
  for (size_t i = 0; i < state.occupancy.size(); i++) {
    const q3_28 level = state.level[model.binding_modulator[i]];
    const q16_15 before = std::exchange(state.occupancy[i], occupancy_at(model, i, level));
    changed[i] = state.occupancy[i] != before;
  }
  for (size_t i = 0; i < model.effect_binding.size(); i++) {
    u8& stale = state.moved_stale[model.effect_population[i]];
    if (changed[model.effect_binding[i]] && stale == stale_none) stale = stale_effects;
  }
}

}  // namespace

void modulate(const Model& model, State& state) {
  Changes changes;
  std::fill_n(changes.begin(), state.phasic.size(), 0);
  release_by_populations(model, state, changes);
  exchange(model, state, changes);
  for (size_t i = 0; i < state.phasic.size(); i++) {
    const i64 kept = decay_toward_zero(state.phasic[i], model.modulator_keep[i]).raw;
    bool saturated = false;
    state.phasic[i] = saturate<q3_28>(kept + state.release[i].raw + changes[i], saturated);
    state.release[i] = {0};
    if (saturated) state.count(Saturation::phasic, i);
  }
  find_levels(model, state);
  // all was written at the beginning of this tick
  std::fill(state.moved_stale.begin(), state.moved_stale.end(), stale_none);
  occupy(model, state);
}

void begin_modulators(const Model& model, State& state) {
  std::copy(model.modulator_tonic.begin(), model.modulator_tonic.end(), state.tonic.begin());
  find_levels(model, state);
  std::fill(state.moved_stale.begin(), state.moved_stale.end(), stale_all);
  occupy(model, state);
}

}  // namespace striatum
