// Delivering spikes, one delay after they were fired.
#include "synapse.h"

namespace striatum {

namespace {

// Rows lie anywhere in memory: where a row starts is asked for four rows before, and its synapses
// two rows before.
void prefetch_row(const u32* row, const u32* target, const q7_24* weight,
                  std::span<const u32> neurons, size_t i) {
  constexpr size_t far = 4;
  constexpr size_t near = 2;
  constexpr size_t line = 16;
  if (i + far < neurons.size()) __builtin_prefetch(row + neurons[i + far]);
  if (i + near >= neurons.size()) return;
  const u32 begin = row[neurons[i + near]];
  const u32 end = row[neurons[i + near] + 1];
  // short rows are many, and take one branch that is always guessed right
  __builtin_prefetch(target + begin);
  __builtin_prefetch(weight + begin);
  for (u32 k = begin + line; k < end; k += line) {
    __builtin_prefetch(target + k);
    __builtin_prefetch(weight + k);
  }
  __builtin_prefetch(target + end);
  __builtin_prefetch(weight + end);
}

}  // namespace

void deliver_static(const Model& model, State& state) {
  const Lanes lanes = static_lanes(model);
  const u32* const start = lanes.row_start.data();
  const u32* const target = lanes.target.data();
  const q7_24* const weight = model.static_weight.data();
  q15_16* const arriving = state.arriving.data();
  for (size_t lane = 0; lane < lanes.delay.size(); lane++) {
    const auto neurons = arrivals(model, state, lanes, lane);
    const u32* const row = start + lanes.row_first[lane] - lanes.pre_first[lane];
    for (size_t i = 0; i < neurons.size(); i++) {
      prefetch_row(row, target, weight, neurons, i);
      const u32 begin = row[neurons[i]];
      const u32 end = row[neurons[i] + 1];
      deliver_row(target + begin, weight + begin, end - begin, arriving);
    }
  }
}

std::span<const u32> arrivals(const Model& model, const State& state, const Lanes& lanes,
                              size_t lane) {
  // before the first delay is over this names a slot that nothing was written to yet
  const u64 fired = state.tick[0] - lanes.delay[lane];
  const size_t slot = static_cast<size_t>(fired & (model.counts.history_slots - 1));
  const size_t segments = slot * (model.counts.populations + size_t{1});
  const u32* list = state.spike_list.data() + slot * model.counts.neurons;
  const u32 population = lanes.population[lane];
  const u32* begin = list + state.spike_segment[segments + population];
  const u32* end = list + state.spike_segment[segments + population + 1];

  // a lane may take only some of a population
  const u32 first = lanes.pre_first[lane];
  const u32 past = first + lanes.pre_count[lane];
  while (begin != end && *begin < first) begin++;
  while (begin != end && end[-1] >= past) end--;
  return {begin, end};
}

void deliver_row(const u32* target, const q7_24* weight, size_t count, q15_16* arriving) {
  constexpr i32 half = 1 << 7;
  for (size_t i = 0; i < count; i++) {
    // check() proved that the sum fits; unsigned, so that no bits from outside make it undefined
    const i32 rounded = static_cast<i32>((int64_t{weight[i].raw} + half) >> 8);
    q15_16& sum = arriving[target[i]];
    sum.raw = static_cast<i32>(static_cast<u32>(sum.raw) + static_cast<u32>(rounded));
  }
}

}  // namespace striatum
