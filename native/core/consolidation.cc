// What becomes of a fast component, tick by tick.
#include "consolidation.h"

#include <algorithm>

#include "check.h"

namespace striatum {

namespace {

constexpr i64 one = i64{1} << 31;

// No share that moves is below 0.
constexpr q0_31 frozen{-1};

u32 times(u32 part, u32 keep) {
  return static_cast<u32>(u64{part} * keep >> 31);
}

// One tick more: what came after it is known.
struct Step {
  std::span<u32> left;
  std::span<u32> moved;
  std::span<q23_40> reach;
  std::span<q23_40> of_slow;

  void back(size_t k, i64 taught, q0_31 share, power keep, q0_31 keep_fast) const {
    const power fast{left[k - 1]};
    const power slow{moved[k - 1]};
    const power both{fast.raw + slow.raw};
    const i64 unit = taught * (1 << 12);
    reach[k].raw = decay_toward_zero(unit, both) + decay_toward_zero(reach[k - 1].raw, keep);
    of_slow[k].raw = decay_toward_zero(unit, slow) + decay_toward_zero(of_slow[k - 1].raw, keep);
    if (share == frozen) {
      left[k] = fast.raw, moved[k] = slow.raw;
      return;
    }
    const auto part = static_cast<u32>(share.raw);
    const u32 stays = times(static_cast<u32>(one) - part, static_cast<u32>(keep_fast.raw));
    left[k] = times(fast.raw, stays);
    moved[k] = part + times(slow.raw, stays);
  }
};

}  // namespace

bool consolidation_is_sound(const Model& model, size_t rule) {
  const u32 consolidator = model.rule_consolidator[rule];
  if (consolidator == no_consolidator) return true;
  return rule >= model.counts.pair_rules && consolidator < model.counts.modulators &&
         model.counts.slow_synapses == model.counts.plastic_synapses &&
         model.rule_bounding[rule] == 0 && within(model.rule_keep_fast[rule].raw, 0, keep_max) &&
         model.rule_consolidation[rule].raw >= 0;
}

void consolidate(const Model& model, State& state, u32 rule) {
  if (!consolidates(model, rule)) return;
  const size_t ring = model.counts.pairing_slots;
  const i64 level = state.level[model.rule_consolidator[rule]].raw;
  const i64 above = std::max<i64>(0, level - model.rule_consolidation_reference[rule].raw);
  const i64 share = above * model.rule_consolidation[rule].raw >> q3_28::fraction;
  q0_31 moves{static_cast<i32>(std::min(share, one - 1))};
  if (state.learning[0] == 0) moves = frozen;
  state.consolidation[rule * ring + static_cast<size_t>(state.tick[0] & (ring - 1))] = moves;
}

Cascade recent_cascade(const Model& model, State& state, u32 rule, size_t depth) {
  const size_t ring = model.counts.pairing_slots;
  const size_t first = rule * ring;
  const Step step{state.fast_left.subspan(first, ring), state.fast_moved.subspan(first, ring),
                  state.reach.subspan(first, ring), state.slow_reach.subspan(first, ring)};
  const power keep{static_cast<u32>(model.rule_keep_eligibility[rule].raw)};
  u32& done = state.reach_depth[rule];
  if (done == 0) {
    step.left[0] = power_one.raw;
    step.moved[0] = 0;
    step.reach[0] = step.of_slow[0] = {0};
  }
  for (size_t k = done + size_t{1}; k <= depth; k++) {
    const size_t slot = first + static_cast<size_t>((state.tick[0] - k) & (ring - 1));
    step.back(k, state.teaching[slot].raw, state.consolidation[slot], keep,
              model.rule_keep_fast[rule]);
  }
  done = std::max(done, static_cast<u32>(depth));
  return {step.left, step.moved, step.reach, step.of_slow};
}

bool has_settled(const State& state, size_t start, size_t end) {
  for (size_t i = start; i < end; i++) {
    if (state.eligibility[i].raw != 0 || state.weight[i] != state.slow[i]) return false;
  }
  return true;
}

}  // namespace striatum
