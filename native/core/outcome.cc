// What targets did in this tick, as rules see it.
#include "outcome.h"

#include <algorithm>

#include "pairing.h"

namespace striatum {

namespace {

constexpr q0_15 whole{INT16_MAX};
constexpr i32 share_of_one = q7_24::of(1).raw;
constexpr i32 most_share = q7_24::of(4).raw;  // after a burst it may pass 1 by a little

// One outcome, and its part of each array.
struct Kept {
  const Model& model;
  State& state;
  size_t index;
  size_t first;  // of its neurons in arrays that hold one number each
  size_t slot;   // of this tick in a ring

  q0_15& of(size_t neuron) const {
    return state.outcome[(first + neuron) * model.counts.outcome_slots + slot];
  }
};

void count_up(const Kept& kept, q7_24& trace, q7_24 by, size_t neuron) {
  bool saturated = false;
  trace = add_sat(trace, by, saturated);
  if (saturated) kept.state.count(Saturation::outcome, kept.first + neuron);
}

void find_spikes(const Kept& kept) {
  for (const u32 neuron : spiked(kept.model, kept.state)) kept.of(neuron) = whole;
}

void find_triplets(const Kept& kept) {
  constexpr q7_24 one = q7_24::of(1);
  constexpr q7_24 most = q7_24::of(16);
  const i64 share = kept.model.outcome_share[kept.index].raw;
  const i64 rest = INT32_MAX - share;
  const auto traces = kept.state.outcome_first.subspan(kept.first, kept.model.counts.neurons);
  pair_kernels().decay(&traces[0].raw, traces.size(), kept.model.outcome_keep[kept.index].raw);
  for (const u32 neuron : spiked(kept.model, kept.state)) {
    const i64 trace = std::clamp(traces[neuron].raw, 0, most.raw);
    // a trace of 16 is 2^28
    const i64 both = share + shift_right_round(rest * trace, 28);
    bool saturated = false;
    kept.of(neuron) = saturate<q0_15>(shift_right_round(both, 16), saturated);
    count_up(kept, traces[neuron], one, neuron);
  }
}

// The share of bursts among events is kept, not both traces: it does not change while they decay.
void find_bursts(const Kept& kept) {
  // an eighth for each event, so that a thousand of them fit
  constexpr q7_24 one{1 << 21};
  const size_t neurons = kept.model.counts.neurons;
  const auto events = kept.state.outcome_first.subspan(kept.first, neurons);
  const auto shares = kept.state.outcome_second.subspan(kept.first, neurons);
  const auto since = kept.state.outcome_since.subspan(kept.first, neurons);
  const u32 longest = kept.model.outcome_ticks[kept.index];
  const i32 at_first = kept.model.outcome_share[kept.index].raw >> 7;
  pair_kernels().decay(&events[0].raw, neurons, kept.model.outcome_keep[kept.index].raw);
  for (u32& ticks : since) ticks += ticks != 0 && ticks < UINT32_MAX - 2 ? 2 : 0;
  for (const u32 neuron : spiked(kept.model, kept.state)) {
    const bool alone = since[neuron] == 0 || since[neuron] / 2 > longest + 1;
    const bool begins = !alone && since[neuron] % 2 == 0;
    i32& share = shares[neuron].raw;
    const i64 before = std::max(events[neuron].raw, 0);
    if (alone) {
      if (since[neuron] == 0) share = at_first;
      share = std::clamp(share, 0, most_share);
      kept.of(neuron) = {static_cast<int16_t>(-std::min(share >> 9, i32{INT16_MAX}))};
      share = static_cast<i32>(share * before / (before + one.raw));
      count_up(kept, events[neuron], one, neuron);
    } else if (begins) {
      kept.of(neuron) = whole;
      const i64 more = before == 0 ? share_of_one : i64{one.raw} * share_of_one / before;
      share = static_cast<i32>(std::min<i64>(share + more, most_share));
    }
    since[neuron] = alone ? 2 : 3;
  }
}

void find_slopes(const Kept& kept) {
  const size_t ring = kept.model.counts.residual_slots;
  const size_t slot = static_cast<size_t>(kept.state.tick[0] & (ring - 1));
  for (size_t neuron = 0; neuron < kept.model.counts.neurons; neuron++) {
    const i32 residual = kept.state.residual[neuron * ring + slot].raw;
    const i32 chance = (kept.state.spike[neuron] != 0 ? 32768 : 0) - residual;
    const i32 slope = chance * (32768 - chance) >> 13;
    kept.of(neuron) = {static_cast<int16_t>(std::clamp(slope, 0, INT16_MAX))};
  }
}

}  // namespace

std::span<const u32> spiked(const Model& model, const State& state) {
  const size_t slot = static_cast<size_t>(state.tick[0] & (model.counts.history_slots - 1));
  const size_t populations = model.counts.populations;
  const u32 count = state.spike_segment[slot * (populations + 1) + populations];
  return state.spike_list.subspan(slot * model.counts.neurons, count);
}

void find_outcomes(const Model& model, State& state) {
  const size_t neurons = model.counts.neurons;
  const auto slot = static_cast<size_t>(state.tick[0] & (model.counts.outcome_slots - 1));
  for (size_t i = 0; i < model.outcome_kind.size(); i++) {
    const Kept kept{model, state, i, i * neurons, slot};
    for (size_t neuron = 0; neuron < neurons; neuron++) kept.of(neuron) = {0};
    switch (static_cast<Outcome>(model.outcome_kind[i])) {
      case Outcome::spike:
        find_spikes(kept);
        break;
      case Outcome::triplet:
        find_triplets(kept);
        break;
      case Outcome::burst:
        find_bursts(kept);
        break;
      case Outcome::slope:
        find_slopes(kept);
        break;
    }
  }
}

q16_15 outcome_sum(const Model& model, const State& state, u32 outcome, u32 population) {
  const size_t ring = model.counts.outcome_slots;
  const size_t slot = static_cast<size_t>(state.tick[0] & (ring - 1));
  const size_t first = outcome * size_t{model.counts.neurons} + model.population_first[population];
  i64 sum = 0;
  for (size_t i = first; i < first + model.population_count[population]; i++) {
    sum += state.outcome[i * ring + slot].raw;
  }
  // 2^18 neurons come to 2^33 at most
  bool saturated = false;
  return saturate<q16_15>(sum, saturated);
}

}  // namespace striatum
