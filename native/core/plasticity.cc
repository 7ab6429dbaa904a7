// The life of a plastic row: it arrives and opens, closes when its window is over, and falls asleep
// when its eligibility has faded.
#include "plasticity.h"

#include "hash.h"
#include "kernel.h"
#include "rows.h"
#include "synapse.h"
#include "teaching.h"

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
  const bool open = state.row_stage[row.index] == static_cast<u8>(Stage::open);
  RowKernel kernel = open ? open_kernel(model, state, row.rule, row.index)
                          : closed_kernel(model, state, row.rule, row.index);
  kernel.target_shift = model.plastic_lane_shift[row.lane];
  return kernel;
}

// Brings a row's weights, eligibilities and trace to now. A row that sleeps has nothing to catch
// up.
void settle_row(const Model& model, State& state, const Row& row) {
  const auto stage = static_cast<Stage>(state.row_stage[row.index]);
  if (stage != Stage::asleep) {
    RowKernel kernel = kernel_of(model, state, row);
    if (kernel.held) state.count(Saturation::kernel, row.index);
    settle_synapses(model, state, kernel, row.rule, row.start, row.end,
                    {state.weight, state.eligibility});
  }
  if (stage == Stage::open) {
    const size_t ticks = static_cast<size_t>(state.tick[0] - state.row_tick[row.index]);
    const power lambda = model.pre_power[row.rule * model.counts.pairing_slots + ticks];
    state.row_trace[row.index] = decay_toward_zero(state.row_trace[row.index], lambda);
  }
  state.row_tick[row.index] = state.tick[0];
  state.row_prefix[row.index] = state.prefix[row.rule];
}

// Pair STDP: targets that spiked before this arrival make it less eligible.
void depress(const Model& model, State& state, const Row& row) {
  const size_t traces = row.rule * size_t{model.counts.neurons};
  const u32 shift = model.plastic_lane_shift[row.lane];
  for (size_t i = row.start; i < row.end; i++) {
    bool saturated = false;
    const u32 neuron = model.plastic_target[i] - shift;
    const q7_24 trace = state.post_trace[traces + neuron];
    const auto loss = mul_round_sat<q7_24>(model.rule_a_minus[row.rule], trace, saturated);
    state.eligibility[i] = sub_sat(state.eligibility[i], loss, saturated);
    if (saturated) state.count(Saturation::eligibility, i);
  }
}

void renew_trace(const Model& model, State& state, const Row& row) {
  constexpr q7_24 one = q7_24::of(1);
  bool saturated = false;
  const bool nearest = model.rule_trace_mode[row.rule] == static_cast<u8>(TraceMode::nearest);
  q7_24& trace = state.row_trace[row.index];
  trace = nearest ? one : add_sat(trace, one, saturated);
  if (saturated) state.count(Saturation::row_trace, row.index);
}

void arrive(const Model& model, State& state, const Row& row) {
  settle_row(model, state, row);
  if (row.rule < model.counts.pair_rules) depress(model, state, row);
  renew_trace(model, state, row);
  enter_queue(state, row.lane, row.index, Stage::open);
  const size_t count = row.end - row.start;
  deliver_row(model.plastic_target.data() + row.start, state.weight.data() + row.start, count,
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

void put_rows_to_sleep(const Model& model, State& state, size_t lane) {
  const u32 rule = model.plastic_lane_rule[lane];
  for (u32 index; (index = state.lane_closed_oldest[lane]) != no_row;) {
    if (!epochs_are_over(model, state, rule, state.row_tick[index])) return;
    const Row row = row_of(model, lane, index);
    settle_row(model, state, row);
    for (size_t i = row.start; i < row.end; i++) state.eligibility[i] = {0};
    leave_queue(state, lane, index);
  }
}

}  // namespace

void deliver_plastic(const Model& model, State& state) {
  const Lanes lanes = plastic_lanes(model);
  begin_settling(state);
  for (size_t lane = 0; lane < lanes.delay.size(); lane++) {
    for (const u32 neuron : arrivals(model, state, lanes, lane)) {
      const size_t index = lanes.row_first[lane] + (neuron - lanes.pre_first[lane]);
      arrive(model, state, row_of(model, lane, index));
    }
    close_rows(model, state, lane);
    put_rows_to_sleep(model, state, lane);
  }
}

void settle_rows(const Model& model, State& state) {
  begin_settling(state);
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    const size_t first = model.plastic_lane_row_first[lane];
    for (size_t index = first; index < first + model.plastic_lane_pre_count[lane]; index++) {
      settle_row(model, state, row_of(model, lane, index));
    }
  }
}

void settle(const Model& model, State& state) {
  begin_settling(state);
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    const size_t first = model.plastic_lane_row_first[lane];
    for (size_t index = first; index < first + model.plastic_lane_pre_count[lane]; index++) {
      const Row row = row_of(model, lane, index);
      const bool asleep = state.row_stage[index] == static_cast<u8>(Stage::asleep);
      RowKernel kernel = asleep ? RowKernel{} : kernel_of(model, state, row);
      settle_synapses(model, state, kernel, row.rule, row.start, row.end,
                      {state.settled_weight, {}});
    }
  }
}

uint64_t weights_hash(const Model& model, State& state) {
  settle(model, state);
  const auto bytes = std::as_writable_bytes(state.settled_weight);
  return hash64({bytes.data(), static_cast<size_t>(align_up(bytes.size()))});
}

}  // namespace striatum
