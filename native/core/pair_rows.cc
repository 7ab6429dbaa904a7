// Rows of pair STDP, in batches.
#include "pair_rows.h"

#include <algorithm>

#include "kernel.h"
#include "pairing.h"
#include "rows.h"
#include "synapse.h"
#include "teaching.h"

namespace striatum {

namespace {

// Rows of one rule, gathered until they fill a batch.
class Rows {
 public:
  Rows(const Model& model, State& state) : model_(model), state_(state) {
    batch_.target = model.plastic_target.data();
    batch_.neurons = model.counts.neurons;
    batch_.slots = model.counts.spike_slots;
    batch_.now = static_cast<u32>(state.tick[0]);
    batch_.recent = state.recent_spike.data();
    batch_.spike_bits = state.spike_bits.data();
    batch_.weight = &state.weight.data()->raw;
    batch_.eligibility = &state.eligibility.data()->raw;
    batch_.arriving = &state.arriving.data()->raw;
    batch_.weight_out = &state.weight.data()->raw;
    batch_.out_first = 0;
    batch_.looks = false;
    batch_.visits = 0;
    batch_.synapses = 0;
    batch_.held = 0;
  }

  // Weights go to out, which begins with this synapse, and nothing else changes.
  void look(size_t first, q7_24* out) {
    batch_.looks = true;
    batch_.out_first = first;
    batch_.weight_out = &out->raw;
  }

  // What is added from here on is of this rule.
  void of(u32 rule) {
    flush();
    rule_ = rule;
    const size_t ring = rule * size_t{model_.counts.spike_slots};
    trace_power_ = &model_.pair_trace[ring];
    batch_.trace_power = &model_.pair_trace[ring].raw;
    batch_.keep_power = &model_.pair_keep[ring].raw;
    batch_.earned = &state_.earned[ring];
    batch_.post_trace = &state_.post_trace[rule * size_t{model_.counts.neurons}].raw;
    batch_.low = model_.rule_w_min[rule].raw;
    batch_.high = model_.rule_w_max[rule].raw;
    batch_.a_minus = model_.rule_a_minus[rule].raw;
    shift_ = earned_shift(model_, rule) - pair_cut;
    nearest_ = model_.rule_trace_mode[rule] == static_cast<u8>(TraceMode::nearest);
  }

  void arrive(size_t row) {
    add(row, model_.plastic_row_start[row], model_.plastic_row_start[row + 1], true);
    constexpr q7_24 one = q7_24::of(1);
    bool saturated = false;
    q7_24& trace = state_.row_trace[row];
    const q7_24 left = trace_left(row);
    trace = nearest_ ? one : add_sat(left, one, saturated);
    if (saturated) state_.count(Saturation::row_trace, row);
    state_.row_tick[row] = state_.tick[0];
    state_.row_stage[row] = static_cast<u8>(Stage::open);
  }

  void settle(size_t row) {
    add(row, model_.plastic_row_start[row], model_.plastic_row_start[row + 1], false);
    state_.row_trace[row] = trace_left(row);
    state_.row_tick[row] = state_.tick[0];
    state_.row_prefix[row] = state_.prefix[rule_];
  }

  // Synapses start to end of the row.
  void add(size_t row, size_t start, size_t end, bool arrives) {
    Visit visit = visit_of(row);
    visit.arrives = arrives;
    while (start < end) {
      if (batch_.visits == batch_visits || batch_.synapses == batch_synapses) flush();
      const size_t room = batch_synapses - batch_.synapses;
      visit.start = static_cast<u32>(start);
      visit.count = static_cast<u32>(std::min(room, end - start));
      visit.place = batch_.synapses;
      batch_.visit[batch_.visits++] = visit;
      batch_.synapses += visit.count;
      start += visit.count;
    }
  }

  void flush() {
    if (batch_.visits == 0) return;
    u32 oldest = 0;
    for (u32 i = 0; i < batch_.visits; i++) {
      if (batch_.visit[i].open) oldest = std::max(oldest, batch_.visit[i].since);
    }
    const auto earned = recent_earned(model_, state_, rule_, oldest);
    for (u32 i = 0; i < batch_.visits; i++) {
      Visit& visit = batch_.visit[i];
      if (visit.open) visit.teach = visit.since == 0 ? 0 : earned[visit.since];
    }
    pair_kernels().settle(batch_);
    if (batch_.held != 0) {
      const auto kind = static_cast<size_t>(Saturation::eligibility);
      state_.status_count[kind] += batch_.held;
      state_.status_last[kind] = batch_.held_last;
    }
    batch_.visits = 0;
    batch_.synapses = 0;
    batch_.held = 0;
  }

 private:
  u32 since(size_t row) const {
    const u64 ticks = state_.tick[0] - state_.row_tick[row];
    return static_cast<u32>(std::min(ticks, u64{model_.counts.spike_slots - 1}));
  }

  // The row's trace as of now.
  q7_24 trace_left(size_t row) const {
    return decay_toward_zero(state_.row_trace[row], trace_power_[since(row)]);
  }

  Visit visit_of(size_t row) {
    Visit visit{};
    visit.keep = INT32_MAX;
    visit.shift = shift_;
    const auto stage = static_cast<Stage>(state_.row_stage[row]);
    if (stage == Stage::open) {
      visit.open = true;
      visit.since = since(row);
      visit.keep = batch_.keep_power[visit.since];
      bool held = false;
      visit.first =
          mul_round_sat<q7_24>(state_.row_trace[row], model_.rule_a_plus[rule_], held).raw;
      visit.age = visit.first == 0 ? 0 : visit.since;
      if (held && !batch_.looks) state_.count(Saturation::kernel, row);
    } else if (stage == Stage::closed) {
      const RowKernel kernel = closed_kernel(model_, state_, rule_, row);
      visit.keep = below_one(kernel.keep).raw;
      visit.teach = kernel.teach;
      visit.shift = kernel.teaches ? kernel.teach_shift - pair_cut : 1;
    }
    return visit;
  }

  const Model& model_;
  State& state_;
  u32 rule_ = 0;
  const q0_31* trace_power_ = nullptr;
  i32 shift_ = 0;
  bool nearest_ = false;
  Batch batch_;
};

bool is_due(const Model& model, const State& state, u32 rule, size_t row) {
  const u64 age = state.tick[0] - state.row_tick[row];
  switch (static_cast<Stage>(state.row_stage[row])) {
    case Stage::asleep:
      return false;
    case Stage::open:
      return age >= open_ticks;
    case Stage::closed:
      return age >= closed_ticks(model, rule);
  }
  return false;
}

bool has_faded(const Model& model, const State& state, size_t row) {
  for (size_t i = model.plastic_row_start[row]; i < model.plastic_row_start[row + 1]; i++) {
    if (state.eligibility[i].raw != 0) return false;
  }
  return true;
}

// Settles those rows of a lane that are due and whose turn it is to be looked at.
void look_around(const Model& model, State& state, Rows& rows, size_t lane) {
  const u32 rule = model.plastic_lane_rule[lane];
  const u64 turn = state.tick[0] & (look_ticks - 1);
  const u64 count = model.plastic_lane_pre_count[lane];
  const size_t first = model.plastic_lane_row_first[lane];
  const size_t end = first + static_cast<size_t>(count * (turn + 1) / look_ticks);
  for (size_t row = first + static_cast<size_t>(count * turn / look_ticks); row < end; row++) {
    if (state.tick[0] - state.row_tick[row] < open_ticks) continue;
    if (!is_due(model, state, rule, row)) continue;
    rows.settle(row);
    rows.flush();
    if (state.row_trace[row].raw != 0) continue;
    const bool faded = has_faded(model, state, row);
    if (!faded && is_brief(model, rule)) continue;
    state.row_stage[row] = static_cast<u8>(faded ? Stage::asleep : Stage::closed);
  }
}

}  // namespace

void deliver_pairs(const Model& model, State& state) {
  const Lanes lanes = plastic_lanes(model);
  Rows rows(model, state);
  u32 rule = model.counts.pair_rules;  // none yet
  for (size_t lane = 0; lane < lanes.delay.size(); lane++) {
    if (model.plastic_lane_rule[lane] >= model.counts.pair_rules) continue;
    if (model.plastic_lane_rule[lane] != rule) rows.of(rule = model.plastic_lane_rule[lane]);
    for (const u32 neuron : arrivals(model, state, lanes, lane)) {
      rows.arrive(lanes.row_first[lane] + (neuron - lanes.pre_first[lane]));
    }
    look_around(model, state, rows, lane);
  }
  rows.flush();
}

void settle_pairs(const Model& model, State& state, size_t lane) {
  Rows rows(model, state);
  rows.of(model.plastic_lane_rule[lane]);
  const size_t first = model.plastic_lane_row_first[lane];
  const size_t end = first + model.plastic_lane_pre_count[lane];
  for (size_t row = first; row < end; row++) rows.settle(row);
  rows.flush();
}

void look_at_pairs(const Model& model, State& state, size_t lane, size_t row, size_t start,
                   size_t end, q7_24* out) {
  Rows rows(model, state);
  rows.of(model.plastic_lane_rule[lane]);
  rows.look(start, out);
  rows.add(row, start, end, false);
  rows.flush();
}

}  // namespace striatum
