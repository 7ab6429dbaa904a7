// Recording what is taught, and summing it up for rows that are settled later.
#include "teaching.h"

#include <algorithm>

#include "consolidation.h"
#include "gate.h"
#include "limits.h"
#include "outcome.h"
#include "pairing.h"

namespace striatum {

namespace {

constexpr size_t slots = limits::epoch_slots;

size_t slot_of(u64 epoch) {
  return static_cast<size_t>(epoch % slots);
}

// keep_eligibility^ticks within one epoch, from two tables of 256.
power keep_within_epoch(const Model& model, u32 rule, size_t ticks) {
  const power low = model.epoch_power_low[rule * size_t{256} + (ticks & 255)];
  const power high = model.epoch_power_high[rule * size_t{256} + (ticks >> 8)];
  return {static_cast<u32>(u64{low.raw} * high.raw >> 31)};
}

// For pair STDP: 1 / keep^k at the k-th tick of its epoch, times the rate's mantissa, in q3.28.
void find_scale(const Model& model, State& state, u32 rule, u64 tick) {
  const u64 offset = tick & ((u64{1} << model.epoch_shift[rule]) - 1);
  const i64 power = keep_within_epoch(model, rule, static_cast<size_t>(offset)).raw;
  const i64 inverse = offset == 0 ? i64{1} << 28 : (i64{1} << 59) / power;
  const size_t slots_kept = model.counts.spike_slots;
  state.taught_scale[rule * slots_kept + static_cast<size_t>(tick & (slots_kept - 1))] =
      static_cast<i32>(inverse * model.rule_rate_mantissa[rule].raw >> 31);
}

void teach(const Model& model, State& state, u32 rule) {
  const u64 now = state.tick[0];
  const size_t ring = model.counts.pairing_slots;
  const auto slot = static_cast<size_t>(now & (ring - 1));
  const q3_28 taught = state.learning[0] != 0 ? taught_of(model, state, rule) : q3_28{0};
  state.teaching[rule * ring + slot] = taught;

  const u32 shift = model.epoch_shift[rule];
  const u64 last = (u64{1} << shift) - 1;
  const power keep = keep_within_epoch(model, rule, static_cast<size_t>(now & last));
  q23_40& prefix = state.prefix[rule];
  prefix.raw += decay_toward_zero(int64_t{taught.raw} * (1 << 12), keep);
  if (rule < model.counts.pair_rules) {
    const size_t slots_kept = model.counts.spike_slots;
    state.taught[rule * slots_kept + static_cast<size_t>((now + 1) & (slots_kept - 1))] = prefix;
    find_scale(model, state, rule, now);
  }
  if ((now & last) == last) {
    state.epoch_total[rule * slots + slot_of(now >> shift)] = prefix;
    prefix = {0};
  }
}

// Dense over neurons: a row that arrives reads the traces of all its targets, so that keeping them
// current costs less than settling each when read.
void trace_posts(const Model& model, State& state, u32 rule) {
  const q0_31 keep = model.rule_keep_post[rule];
  const bool nearest = model.rule_trace_mode[rule] == static_cast<u8>(TraceMode::nearest);
  constexpr q7_24 one = q7_24::of(1);
  const size_t first = rule * size_t{model.counts.neurons};
  q7_24* const traces = state.post_trace.data() + first;
  pair_kernels().decay(&traces[0].raw, model.counts.neurons, keep.raw);
  for (const u32 neuron : spiked(model, state)) {
    bool saturated = false;
    traces[neuron] = nearest ? one : add_sat(traces[neuron], one, saturated);
    if (saturated) state.count(Saturation::post_trace, first + neuron);
  }
}

}  // namespace

void learn(const Model& model, State& state) {
  for (u32 rule = 0; rule < model.counts.rules; rule++) {
    teach(model, state, rule);
    consolidate(model, state, rule);
  }
  for (u32 rule = 0; rule < model.counts.traced_rules; rule++) trace_posts(model, state, rule);
}

void begin_settling(State& state) {
  for (u32& depth : state.reach_depth) depth = 0;
  for (u32& depth : state.earned_depth) depth = 0;
}

std::span<const q23_40> recent_reach(const Model& model, State& state, u32 rule, size_t depth) {
  if (consolidates(model, rule)) return recent_cascade(model, state, rule, depth).reach;
  const size_t ring = model.counts.pairing_slots;
  const auto reach = state.reach.subspan(rule * ring, ring);
  const auto teaching = state.teaching.subspan(rule * ring, ring);
  const power keep{static_cast<u32>(model.rule_keep_eligibility[rule].raw)};
  if (state.reach_depth[rule] == 0) reach[0] = {0};
  for (size_t k = state.reach_depth[rule] + size_t{1}; k <= depth; k++) {
    const q3_28 taught = teaching[static_cast<size_t>((state.tick[0] - k) & (ring - 1))];
    reach[k].raw = int64_t{taught.raw} * (1 << 12) + decay_toward_zero(reach[k - 1].raw, keep);
  }
  if (depth > state.reach_depth[rule]) state.reach_depth[rule] = static_cast<u32>(depth);
  return reach;
}

namespace {

// One epoch, or what of it has passed: ticks begin to end, of which the last prefix is given and
// an eligibility of 1 held since its begin has earned later than its end.
struct Epoch {
  u64 begin;
  u64 end;
  i64 total;
  i64 later;
};

// Fills earned for the last ticks of an epoch, count of them.
void earn_in_epoch(const Model& model, State& state, u32 rule, const Epoch& epoch, size_t count) {
  const size_t ring = rule * size_t{model.counts.spike_slots};
  EarnedRun run;
  run.top = epoch.total + epoch.later;
  run.cut = static_cast<int>(model.earned_cut[rule]);
  u64 tick = epoch.end - count;
  while (tick < epoch.end) {
    const auto slot = static_cast<size_t>(tick & (model.counts.spike_slots - 1));
    static constexpr i64 none = 0;
    run.taught = tick == epoch.begin ? &none : &state.taught[ring + slot].raw;
    run.scale = &state.taught_scale[ring + slot];
    run.earned = &state.earned[ring + slot];
    // the ring may wrap
    const u64 most = std::min(epoch.end - tick, u64{model.counts.spike_slots - slot});
    run.count = tick == epoch.begin ? 1 : static_cast<size_t>(most);
    pair_kernels().earn(run);
    tick += run.count;
  }
}

}  // namespace

std::span<const i32> recent_earned(const Model& model, State& state, u32 rule, size_t depth) {
  const size_t slots_kept = model.counts.spike_slots;
  const auto earned = state.earned.subspan(rule * slots_kept, slots_kept);
  if (depth <= state.earned_depth[rule]) return earned;
  const u64 now = state.tick[0];
  // some more at once, for others will ask
  depth = std::min(depth | 127, static_cast<size_t>(std::min(now, u64{slots_kept - 1})));
  state.earned_depth[rule] = static_cast<u32>(depth);
  const u32 shift = model.epoch_shift[rule];
  Epoch epoch{now >> shift << shift, now, state.prefix[rule].raw, 0};
  for (size_t left = depth; left != 0;) {
    const size_t count = std::min(left, static_cast<size_t>(epoch.end - epoch.begin));
    earn_in_epoch(model, state, rule, epoch, count);
    left -= count;
    if (left == 0) break;
    const i64 since = epoch.total + epoch.later;
    epoch.end = epoch.begin;
    epoch.begin -= u64{1} << shift;
    epoch.later = decay_toward_zero(since, model.epoch_power[rule * slots + 1]);
    const auto slot = static_cast<size_t>(epoch.end & (slots_kept - 1));
    epoch.total = state.taught[rule * slots_kept + slot].raw;
  }
  return earned;
}

void earn_all(const Model& model, State& state) {
  for (u32 rule = 0; rule < model.counts.pair_rules; rule++) {
    recent_earned(model, state, rule, model.counts.spike_slots - 1);
  }
}

void find_scales(const Model& model, State& state) {
  const u64 now = state.tick[0];
  const u64 kept = std::min(now, u64{model.counts.spike_slots});
  for (u32 rule = 0; rule < model.counts.pair_rules; rule++) {
    for (u64 tick = now - kept; tick < now; tick++) find_scale(model, state, rule, tick);
  }
}

int earned_shift(const Model& model, u32 rule) {
  return q23_40::fraction - static_cast<int>(model.earned_cut[rule]) - model.rule_rate_shift[rule];
}

q23_40 closed_reach(const Model& model, const State& state, u32 rule, size_t row) {
  const u32 shift = model.epoch_shift[rule];
  const u64 closed = state.row_tick[row] >> shift;
  const u64 current = state.tick[0] >> shift;
  const power keep = model.epoch_power[rule * slots + 1];

  // Horner's rule over the epochs since, from the newest back to the one in which the row closed
  int64_t sum = state.prefix[rule].raw;
  for (u64 epoch = current; epoch > closed; epoch--) {
    const int64_t total = state.epoch_total[rule * slots + slot_of(epoch - 1)].raw;
    sum = total + decay_toward_zero(sum, keep);
  }
  sum -= state.row_prefix[row].raw;

  // counted from the row's own tick rather than from its epoch's start
  const u64 offset = state.row_tick[row] & ((u64{1} << shift) - 1);
  if (offset == 0) return {sum};
  const auto left = static_cast<size_t>((u64{1} << shift) - offset);
  return {scale_toward_zero(decay_toward_zero(sum, keep_within_epoch(model, rule, left)),
                            model.epoch_inverse[rule], 28)};
}

power eligibility_keep(const Model& model, u32 rule, u64 ticks) {
  const u32 shift = model.epoch_shift[rule];
  const u64 epochs = ticks >> shift;
  if (epochs >= slots) return {0};
  const power whole = model.epoch_power[rule * slots + static_cast<size_t>(epochs)];
  const power part =
      keep_within_epoch(model, rule, static_cast<size_t>(ticks & ((u64{1} << shift) - 1)));
  return {static_cast<u32>(u64{whole.raw} * part.raw >> 31)};
}

bool epochs_are_over(const Model& model, const State& state, u32 rule, u64 row_tick) {
  const u32 shift = model.epoch_shift[rule];
  return (state.tick[0] >> shift) - (row_tick >> shift) >= slots - 1;
}

}  // namespace striatum
