// Firing: v = rest + keep * (v - rest) + current + bias + drive, then a spike or none. A neuron
// that spiked stays at reset for its refractory ticks.
#include "soma.h"

#include "random.h"
#include "sigmoid.h"

namespace striatum {

namespace {

void fire_sources(State& state, size_t first, size_t count) {
  for (size_t i = first; i < first + count; i++) {
    state.spike[i] = state.source_spike[i] != 0;
    state.source_spike[i] = 0;
  }
}

q8_23 membrane(const Model& model, State& state, size_t i) {
  const int64_t rest = model.rest[i].raw;
  const int64_t above = decay_toward_zero(state.potential[i].raw - rest, model.keep_membrane[i]);
  const int64_t input = int64_t{state.current[i].raw} + model.bias[i].raw + state.drive[i].raw;
  bool saturated = false;
  const auto v = saturate<q8_23>(rest + above + input, saturated);
  if (saturated) state.count(Saturation::potential, i);
  return v;
}

// The chance of a spike in this tick: certain or impossible at a hard threshold.
power spike_chance(const Model& model, q8_23 v, size_t i) {
  if (model.inv_beta[i].raw == 0) return v >= model.threshold[i] ? power_one : power{0};
  return sigmoid(v, model.threshold[i], model.inv_beta[i]);
}

// S - p to the nearest of q0.15; its one value that does not fit is 1, held one step below.
q0_15 residual_of(bool spike, power chance) {
  const int64_t chance_q15 = shift_right_round(chance.raw, 16);
  bool held = false;
  return saturate<q0_15>((spike ? 32768 : 0) - chance_q15, held);
}

// Draws are 32 bits; the top 31 are compared, so that chances of 0 and 1 are kept exactly.
void fire_lif(const Model& model, State& state, size_t first, size_t count) {
  const TickKey key = tick_key(state.seed[0], state.tick[0]);
  const size_t slots = model.counts.residual_slots;
  const size_t slot = slots == 0 ? 0 : static_cast<size_t>(state.tick[0] & (slots - 1));
  for (size_t i = first; i < first + count; i++) {
    bool spike = false;
    power chance{0};
    if (state.refractory_left[i] != 0) {
      state.refractory_left[i]--;
    } else {
      const q8_23 v = membrane(model, state, i);
      chance = spike_chance(model, v, i);
      spike = (random(key, static_cast<u32>(i)) >> 1) < chance.raw;
      state.potential[i] = spike ? model.reset[i] : v;
      if (spike) state.refractory_left[i] = model.refractory_ticks[i];
    }
    state.spike[i] = spike;
    if (slots != 0) state.residual[i * slots + slot] = residual_of(spike, chance);
  }
}

// Lists the neurons that spiked, population by population.
void list_spikes(const Model& model, State& state) {
  const size_t slot = static_cast<size_t>(state.tick[0] & (model.counts.history_slots - 1));
  const size_t segments = slot * (model.counts.populations + size_t{1});
  u32* list = state.spike_list.data() + slot * model.counts.neurons;
  u32 listed = 0;
  for (size_t population = 0; population < model.population_first.size(); population++) {
    const u32 before = listed;
    const u32 first = model.population_first[population];
    for (u32 i = first; i < first + model.population_count[population]; i++) {
      // written always, counted only if it spiked: no branch to guess wrong
      list[listed] = i;
      listed += state.spike[i];
    }
    state.spike_segment[segments + population + 1] = listed;
    state.population_spikes[population] = listed - before;
  }
}

// One bit a neuron and tick, neurons side by side, for rules that pair spikes.
void mark_bits(const Model& model, State& state) {
  const size_t slot = static_cast<size_t>(state.tick[0] & (model.counts.spike_slots - 1));
  const auto word =
      state.spike_bits.subspan(slot / 32 * model.counts.neurons, model.counts.neurons);
  const u32 shift = static_cast<u32>(slot % 32);
  for (size_t i = 0; i < word.size(); i++) {
    word[i] = (word[i] & ~(u32{1} << shift)) | (u32{state.spike[i]} << shift);
  }
}

}  // namespace

void fire(const Model& model, State& state) {
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    const size_t first = model.population_first[i];
    const size_t count = model.population_count[i];
    const bool source = model.population_kind[i] == static_cast<u8>(PopulationKind::source);
    if (source) {
      fire_sources(state, first, count);
    } else {
      fire_lif(model, state, first, count);
    }
  }
  list_spikes(model, state);
  if (model.counts.spike_slots != 0) mark_bits(model, state);
}

}  // namespace striatum
