// Delivering spikes, one delay after they were fired.
#include "synapse.h"

#include "short_term.h"

// What follows costs less than the loop around it.
#if defined(__clang__)
#define STRIATUM_UNROLLED _Pragma("clang loop unroll_count(4)")
#elif defined(__GNUC__)
#define STRIATUM_UNROLLED _Pragma("GCC unroll 4")
#else
#define STRIATUM_UNROLLED
#endif

namespace striatum {

namespace {

// A weight as it arrives.
i32 lift_of(q7_24 weight) {
  constexpr i32 half = 1 << 7;
  return static_cast<i32>((int64_t{weight.raw} + half) >> 8);
}

// check() proved that the sum fits; unsigned, so that no bits from outside make it undefined.
void add(q15_16& sum, i32 lift) {
  sum.raw = static_cast<i32>(static_cast<u32>(sum.raw) + static_cast<u32>(lift));
}

// Asks for a part of a row. Inline, for GCC leaves out calls of functions that only prefetch.
template <class T>
[[gnu::always_inline]] inline void ask_for(const T* first, size_t count) {
  constexpr size_t line = 64 / sizeof(T);
  for (size_t i = 0; i < count; i += line) __builtin_prefetch(first + i);
  __builtin_prefetch(first + count);
}

// Of the rows that arrive through a lane, every so many are a member's. Most lanes have a few: who
// begins goes round.
size_t first_of(const Member& member, size_t lane) {
  return (member.share.member + lane) % member.share.members;
}

// Rows of lanes whose weights are all alike. They are found first and then delivered, lane after
// lane: a loop that does one of the two is guessed right more often than one that does both.
class Alike {
 public:
  Alike(const Model& model, q15_16* arriving)
      : model_(model), arriving_(arriving), far_(model.static_target.size() > near_synapses) {}

  // Those of a lane, from the first of the neurons on every so many.
  void find(size_t lane, std::span<const u32> neurons, size_t first, size_t stride) {
    const size_t before = model_.static_lane_row_first[lane];
    const u32* const start = model_.static_row_start.data() + before;
    const u32* const row = start - model_.static_lane_pre_first[lane];
    const u32* const target = model_.static_target.data();
    const i32 lift = lift_of(model_.static_weight[*start]);
    for (size_t i = first; i < neurons.size(); i += stride) {
      if (found_ == most) deliver();
      const u32 begin = row[neurons[i]];
      const u32 count = row[neurons[i] + 1] - begin;
      if (far_) {
        if (i + 4 * stride < neurons.size()) __builtin_prefetch(row + neurons[i + 4 * stride]);
        ask_for(target + begin, count);
      } else {
        __builtin_prefetch(target + begin);
      }
      rows_[found_++] = {target + begin, count, lift};
    }
  }

  void deliver() {
    for (size_t k = 0; k < found_; k++) {
      const auto [target, count, lift] = rows_[k];
      STRIATUM_UNROLLED
      for (u32 i = 0; i < count; i++) add(arriving_[target[i]], lift);
    }
    found_ = 0;
  }

 private:
  struct Row {
    const u32* target;
    u32 count;
    i32 lift;
  };

  // So many are in a nearby cache, where asking in advance costs more than it saves.
  static constexpr size_t near_synapses = size_t{1} << 19;
  static constexpr size_t most = 256;

  const Model& model_;
  q15_16* const arriving_;
  const bool far_;
  size_t found_ = 0;
  Row rows_[most];
};

// Adds a share of one row's weights to what arrives at its targets.
void deliver_share(const u32* target, const q7_24* weight, size_t count, q0_31 share,
                   q15_16* arriving) {
  constexpr int shift = q7_24::fraction + q0_31::fraction - q15_16::fraction;
  for (size_t i = 0; i < count; i++) {
    const int64_t part = shift_right_round(int64_t{weight[i].raw} * share.raw, shift);
    add(arriving[target[i]], static_cast<i32>(part));
  }
}

// The rows of a lane with weights of their own. Rows lie anywhere in memory: where a row starts is
// asked for four rows before, and its synapses two rows before.
void deliver_each(const Model& model, size_t lane, std::span<const u32> neurons,
                  const Member& member) {
  const u32* const row = model.static_row_start.data() + model.static_lane_row_first[lane] -
                         model.static_lane_pre_first[lane];
  const u32* const target = model.static_target.data();
  const q7_24* const weight = model.static_weight.data();
  const size_t stride = member.share.members;
  const size_t near = 2 * stride;
  for (size_t i = first_of(member, lane); i < neurons.size(); i += stride) {
    if (i + 2 * near < neurons.size()) __builtin_prefetch(row + neurons[i + 2 * near]);
    if (i + near < neurons.size()) {
      const u32 next = row[neurons[i + near]];
      const size_t count = row[neurons[i + near] + 1] - next;
      ask_for(target + next, count);
      ask_for(weight + next, count);
    }
    const u32 begin = row[neurons[i]];
    const u32 end = row[neurons[i] + 1];
    deliver_row(target + begin, weight + begin, end - begin, member.arriving);
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
  const size_t stride = member.share.members;
  Alike alike(model, member.arriving);
  for (size_t lane = 0; lane < lanes.delay.size(); lane++) {
    const auto neurons = arrivals(model, state, lanes, lane);
    if (model.static_lane_short[lane] != no_short_term) {
      deliver_short_term(model, state, lane, neurons, member);
    } else if (model.static_lane_alike[lane] != 0) {
      alike.find(lane, neurons, first_of(member, lane), stride);
    } else {
      deliver_each(model, lane, neurons, member);
    }
  }
  alike.deliver();
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
  STRIATUM_UNROLLED
  for (size_t i = 0; i < count; i++) add(arriving[target[i]], lift_of(weight[i]));
}

}  // namespace striatum
