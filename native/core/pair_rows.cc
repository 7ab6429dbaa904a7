// Rows of pair STDP, in batches.
#include "pair_rows.h"

#include <algorithm>

#include "kernel.h"
#include "pairing.h"
#include "rewiring.h"
#include "rows.h"
#include "synapse.h"
#include "teaching.h"

namespace striatum {

namespace {

constexpr u32 no_rule = 0xFFFFFFFF;

// Rows of one rule, gathered until they fill a batch.
class Rows {
 public:
  Rows(const Model& model, State& state, Member& member)
      : model_(model), state_(state), tally_(member.delivered) {
    batch_.rule.target = targets_of(model, state).data();
    batch_.rule.neurons = model.counts.neurons;
    batch_.rule.slots = model.counts.spike_slots;
    batch_.rule.now = static_cast<u32>(state.tick[0]);
    batch_.rule.recent = state.recent_spike.data();
    batch_.rule.spike_bits = state.spike_bits.data();
    batch_.rule.weight = &state.weight.data()->raw;
    batch_.rule.eligibility = &state.eligibility.data()->raw;
    batch_.rule.arriving = &member.arriving->raw;
    batch_.rule.weight_out = &state.weight.data()->raw;
    batch_.rule.out_first = 0;
    batch_.rule.looks = false;
    batch_.visits = 0;
    batch_.synapses = 0;
    batch_.held = 0;
    batch_.held_last = 0;
  }

  // Weights go to out, which begins with this synapse; eligibilities move where they are if wanted.
  void only_look(size_t first, q7_24* out, bool eligibilities) {
    batch_.rule.looks = !eligibilities;
    batch_.rule.out_first = first;
    batch_.rule.weight_out = &out->raw;
  }

  // What is added from here on is of this lane.
  void of(size_t lane) {
    slot_shift_ = model_.plastic_lane_shift[lane];
    const u32 rule = model_.plastic_lane_rule[lane];
    if (rule == rule_) return;
    flush();
    rule_ = rule;
    const size_t ring = rule * size_t{model_.counts.spike_slots};
    trace_power_ = &model_.pair_trace[ring];
    batch_.rule.trace_power = &model_.pair_trace[ring].raw;
    keep_power_ = &model_.pair_keep[ring];
    batch_.rule.keep_power = &keep_power_->raw;
    batch_.rule.earned = &state_.earned[ring];
    batch_.rule.post_trace = &state_.post_trace[rule * size_t{model_.counts.neurons}].raw;
    batch_.rule.low = model_.rule_w_min[rule].raw;
    batch_.rule.high = model_.rule_w_max[rule].raw;
    batch_.rule.window = model_.rule_window[rule];
    batch_.rule.a_minus = model_.rule_a_minus[rule].raw;
    a_plus_ = model_.rule_a_plus[rule];
    shift_ = earned_shift(model_, rule) - pair_cut;
    nearest_ = model_.rule_trace_mode[rule] == static_cast<u8>(TraceMode::nearest);
  }

  void prefetch(size_t row) const {
    __builtin_prefetch(&model_.plastic_row_start[row]);
    __builtin_prefetch(&state_.row_tick[row], 1);
    __builtin_prefetch(&state_.row_trace[row], 1);
  }

  void arrive(size_t row) {
    add(visit_of(row), model_.plastic_row_start[row], model_.plastic_row_start[row + 1], true);
    constexpr q7_24 one = q7_24::of(1);
    bool saturated = false;
    q7_24& trace = state_.row_trace[row];
    if (trace.raw == 0) state_.row_stage[row] = static_cast<u8>(Stage::open);
    trace = nearest_ ? one : add_sat(trace_left(row), one, saturated);
    if (saturated) tally_.add(Saturation::row_trace, row);
    state_.row_tick[row] = state_.tick[0];
  }

  void settle(size_t row) {
    look(row, model_.plastic_row_start[row], model_.plastic_row_start[row + 1]);
    state_.row_trace[row] = trace_left(row);
    state_.row_tick[row] = state_.tick[0];
    state_.row_prefix[row] = state_.prefix[rule_];
  }

  // Settles a row that is due, which may retire then.
  void settle_due(size_t row) {
    settle(row);
    if (state_.row_trace[row].raw != 0) return;
    if (due_ == due_row_.size()) flush();
    due_row_[due_++] = static_cast<u32>(row);
  }

  // Synapses start to end of the row, which do not arrive.
  void look(size_t row, size_t start, size_t end) { add(visit_of(row), start, end, false); }

  void flush() {
    if (batch_.visits != 0) settle_batch();
    for (u32 i = 0; i < due_; i++) retire(due_row_[i]);
    due_ = 0;
  }

 private:
  void settle_batch() {
    u32 oldest = 0;
    for (u32 i = 0; i < batch_.visits; i++) oldest = std::max(oldest, batch_.visit[i].since);
    const auto earned = recent_earned(model_, state_, rule_, oldest);
    for (u32 i = 0; i < batch_.visits; i++) {
      Visit& visit = batch_.visit[i];
      if (visit.since != 0)
        visit.teach = earned[(batch_.rule.now - visit.since) & (batch_.rule.slots - 1)];
    }
    pair_kernels().settle(batch_);
    if (batch_.held != 0) tally_.add(Saturation::eligibility, batch_.held_last, batch_.held);
    batch_.visits = 0;
    batch_.synapses = 0;
    batch_.held = 0;
    batch_.held_last = 0;
  }

  bool has_faded(size_t row) const {
    for (size_t i = model_.plastic_row_start[row]; i < model_.plastic_row_start[row + 1]; i++) {
      if (state_.eligibility[i].raw != 0) return false;
    }
    return true;
  }

  // A row without a trace closes once it is settled, or sleeps if nothing of it is left.
  void retire(size_t row) {
    const bool faded = has_faded(row);
    if (!faded && is_brief(model_, rule_)) return;
    state_.row_stage[row] = static_cast<u8>(faded ? Stage::asleep : Stage::closed);
  }

  u32 since(size_t row) const {
    const u64 ticks = state_.tick[0] - state_.row_tick[row];
    return static_cast<u32>(std::min(ticks, u64{model_.counts.spike_slots - 1}));
  }

  // The row's trace as of now.
  q7_24 trace_left(size_t row) const {
    return decay_toward_zero(state_.row_trace[row], trace_power_[since(row)]);
  }

  // What the synapses of a row that is open share.
  Visit open_visit(size_t row, q7_24 trace) {
    Visit visit;
    visit.since = since(row);
    visit.shift = shift_;
    visit.keep = keep_power_[visit.since].raw;
    visit.teach = 0;
    bool held = false;
    visit.first = mul_round_sat<q7_24>(trace, a_plus_, held).raw;
    visit.age = visit.first == 0 ? 0 : visit.since;
    if (held && !batch_.rule.looks) tally_.add(Saturation::kernel, row);
    return visit;
  }

  Visit visit_of(size_t row) {
    const q7_24 trace = state_.row_trace[row];
    // only an open row has a trace
    if (trace.raw != 0) return open_visit(row, trace);
    const auto stage = static_cast<Stage>(state_.row_stage[row]);
    if (stage == Stage::open) return open_visit(row, trace);
    Visit visit{};
    visit.keep = INT32_MAX;
    visit.shift = 1;
    if (stage == Stage::asleep) return visit;
    const RowKernel kernel = closed_kernel(model_, state_, rule_, row);
    visit.keep = below_one(kernel.keep).raw;
    visit.teach = kernel.teach;
    if (kernel.teaches) visit.shift = kernel.teach_shift - pair_cut;
    return visit;
  }

  void add(Visit visit, size_t start, size_t end, bool arrives) {
    visit.arrives = arrives;
    visit.slot_shift = slot_shift_;
    while (start < end) {
      if (batch_.visits == batch_visits || batch_.synapses == batch_synapses) flush();
      const size_t room = batch_synapses - batch_.synapses;
      visit.start = static_cast<u32>(start);
      visit.count = static_cast<u32>(std::min(room, end - start));
      visit.place = batch_.synapses;
      batch_.visit[batch_.visits++] = visit;
      batch_.synapses += visit.count;
      for (size_t i = start; i < start + visit.count + 15; i += 16) {
        __builtin_prefetch(batch_.rule.target + i);
        __builtin_prefetch(batch_.rule.weight + i, 1);
        __builtin_prefetch(batch_.rule.eligibility + i, 1);
      }
      start += visit.count;
    }
  }

  const Model& model_;
  State& state_;
  Tally& tally_;
  u32 rule_ = no_rule;
  u32 slot_shift_ = 0;
  const q0_31* trace_power_ = nullptr;
  const q0_31* keep_power_ = nullptr;
  q7_24 a_plus_{0};
  i32 shift_ = 0;
  bool nearest_ = false;
  u32 due_ = 0;  // rows that were due and retire once they are settled
  std::array<u32, batch_visits> due_row_;
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

// Settles those of a member's rows that are due and whose turn it is to be looked at.
void look_around(const Model& model, State& state, const Member& member, Rows& rows) {
  const u64 turn = state.tick[0] & (look_ticks - 1);
  const u64 count = model.counts.plastic_rows;
  const size_t begin = static_cast<size_t>(count * turn / look_ticks);
  const size_t end = static_cast<size_t>(count * (turn + 1) / look_ticks);
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    const u32 rule = model.plastic_lane_rule[lane];
    if (rule >= model.counts.pair_rules) continue;
    const size_t first = model.plastic_lane_row_first[lane];
    const size_t past = std::min(end, first + model.plastic_lane_pre_count[lane]);
    for (size_t row = std::max(begin, first); row < past; row++) {
      if (!member.owns(row) || state.tick[0] - state.row_tick[row] < open_ticks) continue;
      if (!is_due(model, state, rule, row)) continue;
      rows.of(lane);
      rows.settle_due(row);
    }
  }
}

}  // namespace

void deliver_pairs(const Model& model, State& state, Member& member) {
  const Lanes lanes = plastic_lanes(model);
  Rows rows(model, state, member);
  for (size_t lane = 0; lane < lanes.delay.size(); lane++) {
    if (model.plastic_lane_rule[lane] >= model.counts.pair_rules) continue;
    rows.of(lane);
    const auto neurons = arrivals(model, state, lanes, lane);
    const size_t first = lanes.row_first[lane];
    const u32 pre = lanes.pre_first[lane];
    for (const u32 neuron : neurons) {
      if (member.owns(first + (neuron - pre))) rows.prefetch(first + (neuron - pre));
    }
    for (const u32 neuron : neurons) {
      if (member.owns(first + (neuron - pre))) rows.arrive(first + (neuron - pre));
    }
  }
  look_around(model, state, member, rows);
  rows.flush();
}

void settle_pairs(const Model& model, State& state, size_t lane) {
  Member member = lone_member(state);
  Rows rows(model, state, member);
  rows.of(lane);
  const size_t first = model.plastic_lane_row_first[lane];
  const size_t end = first + model.plastic_lane_pre_count[lane];
  for (size_t row = first; row < end; row++) rows.settle(row);
  rows.flush();
  state.count(member.delivered);
}

void look_at_pairs(const Model& model, State& state, size_t lane, size_t row, size_t start,
                   size_t end, Destination out) {
  Member member = lone_member(state);
  Rows rows(model, state, member);
  rows.of(lane);
  const bool eligibilities = out.eligibility != nullptr;
  rows.only_look(start, out.weight, eligibilities);
  const auto own = state.eligibility.subspan(start, end - start);
  if (eligibilities) std::copy(own.begin(), own.end(), out.eligibility);
  rows.look(row, start, end);
  rows.flush();
  if (eligibilities) std::swap_ranges(own.begin(), own.end(), out.eligibility);
}

}  // namespace striatum
