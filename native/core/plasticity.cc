// The life of a plastic row: it arrives and opens, closes when its window is over, and falls asleep
// when its eligibility has faded.
#include "plasticity.h"

#include <algorithm>
#include <array>

#include "hash.h"
#include "kernel.h"
#include "pair_rows.h"
#include "rewiring.h"
#include "rows.h"
#include "synapse.h"
#include "teaching.h"
#include "weight.h"

namespace striatum {

namespace {

// One row and where its synapses are.
struct Row {
  size_t lane;
  u32 rule;
  size_t index;
  size_t start;
  size_t end;
};

Row row_of(const Model& model, size_t lane, size_t index) {
  return {lane, model.plastic_lane_rule[lane], index, model.plastic_row_start[index],
          model.plastic_row_start[index + 1]};
}

RowKernel kernel_of(const Model& model, State& state, const Row& row) {
  const bool open =
      state.row_stage[row.index] == static_cast<u8>(Stage::open) || consolidates(model, row.rule);
  RowKernel kernel = open ? open_kernel(model, state, row.rule, row.index)
                          : closed_kernel(model, state, row.rule, row.index);
  kernel.target_shift = model.plastic_lane_shift[row.lane];
  return kernel;
}

// Whether rows of the rule have a slow trace.
bool is_slow(const Model& model, u32 rule) {
  return model.rule_a_slow[rule].raw != 0;
}

// keep^ticks, off by less than 2^-31 of itself a tick.
power power_of(q0_31 keep, u64 ticks) {
  u64 all = power_one.raw;
  for (u64 factor = static_cast<u32>(keep.raw); ticks != 0 && all != 0; ticks /= 2) {
    if (ticks % 2 != 0) all = all * factor >> 31;
    factor = factor * factor >> 31;
  }
  return {static_cast<u32>(all)};
}

// Whether the lane's rule is pair STDP.
bool is_paired(const Model& model, size_t lane) {
  return model.plastic_lane_rule[lane] < model.counts.pair_rules;
}

// Brings a row's weights, eligibilities and trace to now. A row that sleeps has nothing to catch
// up.
void settle_row(const Model& model, State& state, const Row& row) {
  const auto stage = static_cast<Stage>(state.row_stage[row.index]);
  if (stage != Stage::asleep) {
    RowKernel kernel = kernel_of(model, state, row);
    if (kernel.held) state.count(Saturation::kernel, row.index);
    settle_synapses(model, state, kernel, row.rule, row.start, row.end,
                    {state.weight.data() + row.start, state.eligibility.data() + row.start});
  }
  if (stage == Stage::open) {
    const size_t ticks = static_cast<size_t>(state.tick[0] - state.row_tick[row.index]);
    const power lambda = model.pre_power[row.rule * model.counts.pairing_slots + ticks];
    state.row_trace[row.index] = decay_toward_zero(state.row_trace[row.index], lambda);
  }
  if (is_slow(model, row.rule)) {
    const u64 ticks = state.tick[0] - state.row_tick[row.index];
    const power keep = power_of(model.rule_keep_slow[row.rule], ticks);
    state.row_slow[row.index] = decay_toward_zero(state.row_slow[row.index], keep);
  }
  state.row_tick[row.index] = state.tick[0];
  state.row_prefix[row.index] = state.prefix[row.rule];
}

// What targets did lately is held against an arrival.
void depress(const Model& model, State& state, const Row& row) {
  if (row.rule >= model.counts.traced_rules) return;
  bool saturated = false;
  q7_24 fall = model.rule_a_minus[row.rule];
  if (is_slow(model, row.rule)) {
    const q7_24 slow = state.row_slow[row.index];
    const q7_24 more = mul_round_sat<q7_24>(model.rule_a_slow[row.rule], slow, saturated);
    fall = add_sat(fall, more, saturated);
    if (saturated) state.count(Saturation::kernel, row.index);
  }
  const q7_24* const traces = state.post_trace.data() + row.rule * size_t{model.counts.neurons};
  const u32 shift = model.plastic_lane_shift[row.lane];
  const auto targets = targets_of(model, state);
  for (size_t i = row.start; i < row.end; i++) {
    saturated = false;
    const q7_24 lost = mul_round_sat<q7_24>(fall, traces[targets[i] - shift], saturated);
    state.eligibility[i] = sub_sat(state.eligibility[i], lost, saturated);
    if (saturated) state.count(Saturation::eligibility, i);
  }
}

void renew(q7_24& trace, bool nearest, State& state, size_t row) {
  constexpr q7_24 one = q7_24::of(1);
  bool saturated = false;
  trace = nearest ? one : add_sat(trace, one, saturated);
  if (saturated) state.count(Saturation::row_trace, row);
}

void renew_traces(const Model& model, State& state, const Row& row) {
  const bool nearest = model.rule_trace_mode[row.rule] == static_cast<u8>(TraceMode::nearest);
  renew(state.row_trace[row.index], nearest, state, row.index);
  if (is_slow(model, row.rule)) renew(state.row_slow[row.index], nearest, state, row.index);
}

void arrive(const Model& model, State& state, const Row& row) {
  settle_row(model, state, row);
  depress(model, state, row);
  renew_traces(model, state, row);
  enter_queue(state, row.lane, row.index, Stage::open);
  const size_t count = row.end - row.start;
  deliver_row(targets_of(model, state).data() + row.start, state.weight.data() + row.start, count,
              state.arriving.data());
}

// Open rows are queued by their last settling, so the ones that are due are the oldest.
void close_rows(const Model& model, State& state, size_t lane) {
  const u32 window = model.rule_window[model.plastic_lane_rule[lane]];
  for (u32 index; (index = state.lane_open_oldest[lane]) != no_row;) {
    if (state.tick[0] - state.row_tick[index] < window) return;
    settle_row(model, state, row_of(model, lane, index));
    state.row_trace[index] = {0};
    enter_queue(state, lane, index, Stage::closed);
  }
}

// Whether a closed row is to be settled before what it would be settled by is forgotten.
bool is_due(const Model& model, const State& state, u32 rule, size_t row) {
  const u64 since = state.row_tick[row];
  if (!consolidates(model, rule)) return epochs_are_over(model, state, rule, since);
  return state.tick[0] - since >= model.counts.pairing_slots - u64{1};
}

void put_rows_to_sleep(const Model& model, State& state, size_t lane) {
  const u32 rule = model.plastic_lane_rule[lane];
  for (u32 index; (index = state.lane_closed_oldest[lane]) != no_row;) {
    if (!is_due(model, state, rule, index)) return;
    const Row row = row_of(model, lane, index);
    settle_row(model, state, row);
    if (consolidates(model, rule) && !has_settled(state, row.start, row.end)) {
      enter_queue(state, lane, index, Stage::closed);
      continue;
    }
    for (size_t i = row.start; i < row.end; i++) state.eligibility[i] = {0};
    leave_queue(state, lane, index);
  }
}

// Rows whose period begins in this tick, of rules that have a budget a minute.
void begin_periods(const Model& model, State& state, size_t lane) {
  const u32 rule = model.plastic_lane_rule[lane];
  if (model.rule_budget_period[rule] == no_budget) return;
  const Turn turn = period_turn(model, state);
  const size_t first = model.plastic_lane_row_first[lane];
  const size_t past = std::min(turn.end, first + model.plastic_lane_pre_count[lane]);
  for (size_t index = std::max(turn.begin, first); index < past; index++) {
    const Row row = row_of(model, lane, index);
    const auto stage = static_cast<Stage>(state.row_stage[index]);
    settle_row(model, state, row);
    // queues are by the last settling
    if (stage != Stage::asleep) enter_queue(state, lane, index, stage);
    for (size_t i = row.start; i < row.end; i++) state.anchor[i] = state.weight[i];
  }
}

// Writes synapses start to end of a row as of now to out, and changes nothing.
void look(const Model& model, State& state, size_t lane, size_t index, size_t start, size_t end,
          Destination out) {
  if (is_paired(model, lane)) return look_at_pairs(model, state, lane, index, start, end, out);
  const Row row = row_of(model, lane, index);
  const bool asleep = state.row_stage[index] == static_cast<u8>(Stage::asleep);
  const RowKernel kernel = asleep ? RowKernel{} : kernel_of(model, state, row);
  settle_synapses(model, state, kernel, row.rule, start, end, out);
}

// The last of some ascending offsets that is not above a place.
size_t part_with(std::span<const u32> first, size_t place) {
  return static_cast<size_t>(std::upper_bound(first.begin(), first.end(), place) - first.begin()) -
         1;
}

// Calls seen(first synapse, weights) for all synapses in order, some of one row at a time.
template <class Seen>
void look_at_all(const Model& model, State& state, Seen seen) {
  begin_settling(state);
  std::array<q7_24, 256> some;
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    const size_t first = model.plastic_lane_row_first[lane];
    for (size_t index = first; index < first + model.plastic_lane_pre_count[lane]; index++) {
      const Row row = row_of(model, lane, index);
      for (size_t start = row.start; start < row.end; start += some.size()) {
        const size_t end = std::min(row.end, start + some.size());
        look(model, state, lane, index, start, end, {some.data(), nullptr, true});
        seen(start, std::span<const q7_24>(some).first(end - start));
      }
    }
  }
}

}  // namespace

void deliver_plastic(const Model& model, State& state, Member& member) {
  if (model.counts.pair_rules != 0) deliver_pairs(model, state, member);
  if (!member.leads()) return;
  const Lanes lanes = plastic_lanes(model);
  for (size_t lane = 0; lane < lanes.delay.size(); lane++) {
    if (is_paired(model, lane)) continue;
    begin_periods(model, state, lane);
    for (const u32 neuron : arrivals(model, state, lanes, lane)) {
      const size_t index = lanes.row_first[lane] + (neuron - lanes.pre_first[lane]);
      arrive(model, state, row_of(model, lane, index));
    }
    close_rows(model, state, lane);
    put_rows_to_sleep(model, state, lane);
  }
}

void settle_lane(const Model& model, State& state, size_t lane) {
  if (is_paired(model, lane)) return settle_pairs(model, state, lane);
  const size_t first = model.plastic_lane_row_first[lane];
  for (size_t index = first; index < first + model.plastic_lane_pre_count[lane]; index++) {
    settle_row(model, state, row_of(model, lane, index));
  }
}

void settle_rows(const Model& model, State& state) {
  begin_settling(state);
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    settle_lane(model, state, lane);
  }
}

void settle(const Model& model, State& state, std::span<q7_24> out) {
  look_at_all(model, state, [&](size_t first, std::span<const q7_24> weights) {
    std::copy(weights.begin(), weights.end(), out.begin() + static_cast<ptrdiff_t>(first));
  });
}

SynapseNow look_at(const Model& model, State& state, size_t synapse) {
  begin_settling(state);
  const size_t row = part_with(model.plastic_row_start, synapse);
  const size_t lane = part_with(model.plastic_lane_row_first, row);
  SynapseNow now{};
  look(model, state, lane, row, synapse, synapse + 1, {&now.weight, &now.eligibility, true});
  return now;
}

uint64_t weights_hash(const Model& model, State& state) {
  const u64 bytes = align_up(model.counts.plastic_synapses * sizeof(q7_24));
  Hash64 hash(bytes);
  u64 word = 0;
  u64 added = 0;
  const auto add = [&](q7_24 weight) {
    word |= u64{static_cast<u32>(weight.raw)} << 32 * (added % 2);
    if (added++ % 2 == 0) return;
    hash.add(word);
    word = 0;
  };
  look_at_all(model, state, [&](size_t, std::span<const q7_24> weights) {
    for (const q7_24 weight : weights) add(weight);
  });
  while (added * sizeof(q7_24) < bytes) add({0});
  return hash.value();
}

}  // namespace striatum
