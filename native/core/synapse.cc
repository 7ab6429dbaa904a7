// Delivering spikes, one delay after they were fired.
#include "synapse.h"

namespace striatum {

void deliver_static(const Model& model, State& state) {
  const Lanes lanes = static_lanes(model);
  for (size_t lane = 0; lane < lanes.delay.size(); lane++) {
    for (const u32 neuron : arrivals(model, state, lanes, lane)) {
      const size_t row = lanes.row_first[lane] + (neuron - lanes.pre_first[lane]);
      const size_t start = lanes.row_start[row];
      const size_t count = lanes.row_start[row + 1] - start;
      deliver_row(lanes.target.subspan(start, count), model.static_weight.subspan(start, count),
                  state.arriving);
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

void deliver_row(std::span<const u32> targets, std::span<const q7_24> weights,
                 std::span<q15_16> arriving) {
  for (size_t i = 0; i < targets.size(); i++) {
    bool never = false;
    const auto weight = convert_round_sat<q15_16>(weights[i], never);
    // check() proved that the sum fits; unsigned, so that no bits from outside make it undefined
    q15_16& sum = arriving[targets[i]];
    sum.raw = static_cast<i32>(static_cast<u32>(sum.raw) + static_cast<u32>(weight.raw));
  }
}

}  // namespace striatum
