// Delivering spikes, one delay after they were fired.
#include "synapse.h"

#include "short_term.h"

namespace striatum {

namespace {

// Rows lie anywhere in memory: where a row starts is asked for four rows before, and its synapses
// two rows before.
void prefetch_row(const u32* row, const u32* target, const q7_24* weight,
                  std::span<const u32> neurons, size_t i, size_t stride) {
  const size_t far = 4 * stride;
  const size_t near = 2 * stride;
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

// Of the rows that arrive through a lane, every so many are a member's. Most lanes have a few: who
// begins goes round.
size_t first_of(const Member& member, size_t lane) {
  return (member.share.member + lane) % member.share.members;
}

// Adds a share of one row's weights to what arrives at its targets.
void deliver_share(const u32* target, const q7_24* weight, size_t count, q0_31 share,
                   q15_16* arriving) {
  constexpr int shift = q7_24::fraction + q0_31::fraction - q15_16::fraction;
  for (size_t i = 0; i < count; i++) {
    const int64_t part = shift_right_round(int64_t{weight[i].raw} * share.raw, shift);
    q15_16& sum = arriving[target[i]];
    sum.raw = static_cast<i32>(static_cast<u32>(sum.raw) + static_cast<u32>(part));
  }
}

// The rows of a lane whose synapses tire or strengthen from arrival to arrival.
void deliver_short_term(const Model& model, State& state, size_t lane, std::span<const u32> neurons,
                        const Member& member) {
  const u32 first = model.static_lane_pre_first[lane];
  for (size_t i = first_of(member, lane); i < neurons.size(); i += member.share.members) {
    const u32 neuron = neurons[i];
    const size_t row = model.static_lane_row_first[lane] + (neuron - first);
    const size_t short_row = model.static_lane_short_first[lane] + (neuron - first);
    const q0_31 share = use_row(model, state, model.static_lane_short[lane], short_row);
    const u32 begin = model.static_row_start[row];
    deliver_share(model.static_target.data() + begin, model.static_weight.data() + begin,
                  model.static_row_start[row + 1] - begin, share, member.arriving);
  }
}

}  // namespace

void deliver_static(const Model& model, State& state, Member& member) {
  const Lanes lanes = static_lanes(model);
  const u32* const start = lanes.row_start.data();
  const u32* const target = lanes.target.data();
  const q7_24* const weight = model.static_weight.data();
  const size_t stride = member.share.members;
  for (size_t lane = 0; lane < lanes.delay.size(); lane++) {
    const auto neurons = arrivals(model, state, lanes, lane);
    if (model.static_lane_short[lane] != no_short_term) {
      deliver_short_term(model, state, lane, neurons, member);
      continue;
    }
    const u32* const row = start + lanes.row_first[lane] - lanes.pre_first[lane];
    for (size_t i = first_of(member, lane); i < neurons.size(); i += stride) {
      prefetch_row(row, target, weight, neurons, i, stride);
      const u32 begin = row[neurons[i]];
      const u32 end = row[neurons[i] + 1];
      deliver_row(target + begin, weight + begin, end - begin, member.arriving);
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
