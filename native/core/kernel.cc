// Making a row's kernels, and applying them to one synapse.
#include "kernel.h"

#include <algorithm>
#include <bit>

#include "outcome.h"
#include "rewiring.h"
#include "teaching.h"
#include "weight.h"

namespace striatum {

namespace {

uint64_t magnitude(int64_t value) {
  const auto bits = static_cast<uint64_t>(value);
  return value < 0 ? 0 - bits : bits;
}

// How far right the largest of some values must go to have exactly 31 bits; left if negative.
int exponent_of(uint64_t largest) {
  return static_cast<int>(std::bit_width(largest)) - 31;
}

// value / 2^exponent, times the mantissa of the rate. The rate's shift is added by the caller.
i32 rated(int64_t value, int exponent, q0_31 rate) {
  const int64_t mantissa = exponent >= 0 ? value >> exponent : value * (int64_t{1} << -exponent);
  return static_cast<i32>(mantissa * rate.raw / (int64_t{1} << 31));
}

// What an eligibility of 1 held since row_tick has earned, as a factor for raw eligibilities.
void set_teach(const Model& model, Taught& kernel, u32 rule, q23_40 reach) {
  if (reach.raw == 0) return;
  const int exponent = exponent_of(magnitude(reach.raw));
  kernel.teach = rated(reach.raw, exponent, model.rule_rate_mantissa[rule]);
  kernel.teach_shift = q23_40::fraction - exponent - model.rule_rate_shift[rule];
  kernel.teaches = true;
}

// Weight kernels as 31-bit mantissas with the exponent of the largest.
void set_pairs(const Model& model, const State& state, Taught& kernel, u32 rule, uint64_t largest,
               std::span<i32> out) {
  const int exponent = largest == 0 ? 0 : exponent_of(largest);
  if (largest != 0) {
    // to q7.24, from a sum over outcomes of 15 fraction bits
    constexpr int fraction = q23_40::fraction - q7_24::fraction + q0_15::fraction;
    kernel.pair_shift = fraction - exponent - model.rule_rate_shift[rule];
    kernel.teaches = true;
  }
  const q0_31 mantissa = model.rule_rate_mantissa[rule];
  for (size_t k = 0; k < out.size(); k++) {
    out[k] = largest == 0 ? 0 : rated(state.kernel_wide[k].raw, exponent, mantissa);
  }
}

// What one term earns with the teaching since its tick, unrated.
int64_t earned_by(q7_24 pairing, q23_40 reach) {
  const auto size = static_cast<u32>(magnitude(pairing.raw));
  const int64_t earned = scale_toward_zero(reach.raw, size, q7_24::fraction);
  return pairing.raw < 0 ? -earned : earned;
}

// What the first pairing and those after it earn by now, of a reach.
void set_taught(const Model& model, State& state, Taught& kernel, u32 rule, q7_24 first,
                std::span<const q23_40> reach, std::span<i32> out) {
  const size_t ring = model.counts.pairing_slots;
  const auto lambda = model.pre_power.subspan(rule * ring, ring);
  set_teach(model, kernel, rule, reach[out.size()]);
  uint64_t largest = 0;
  for (size_t k = 0; k < out.size(); k++) {
    const int64_t earned = earned_by(decay_toward_zero(first, lambda[k]), reach[out.size() - k]);
    state.kernel_wide[k].raw = earned;
    largest |= magnitude(earned);
  }
  set_pairs(model, state, kernel, rule, largest, out);
}

struct Sums {
  int64_t eligibility = 0;
  int64_t weight = 0;
  int64_t slow = 0;
};

void add_outcomes(Sums& sums, const q7_24* eligibility, const i32* weight, const q0_15* outcome,
                  size_t count) {
  for (size_t k = 0; k < count; k++) {
    sums.eligibility += int64_t{eligibility[k].raw} * outcome[k].raw;
    sums.weight += int64_t{weight[k]} * outcome[k].raw;
  }
}

// The ring of each neuron side by side, of what a rule makes of its targets.
const q0_15* rings_of(const Model& model, const State& state, u32 rule) {
  const u32 outcome = model.rule_outcome[rule];
  if (outcome == outcome_residual) return state.residual.data();
  const size_t each = size_t{model.counts.neurons} * model.counts.outcome_slots;
  return state.outcome.data() + outcome * each;
}

// The ring may wrap once between the first and the last tick.
Sums sum_outcomes(const Model& model, const State& state, const RowKernel& kernel,
                  const q0_15* rings, u32 target) {
  const size_t ring = model.counts.pairing_slots;
  const q0_15* outcome = rings + target * ring;
  const size_t until_end = ring - kernel.slot;
  const size_t before = kernel.terms < until_end ? kernel.terms : until_end;
  const q7_24* eligibility = state.kernel_eligibility.data();
  const i32* weight = state.kernel_weight.data();
  Sums sums;
  add_outcomes(sums, eligibility, weight, outcome + kernel.slot, before);
  add_outcomes(sums, eligibility + before, weight + before, outcome, kernel.terms - before);
  if (!kernel.slow.teaches) return sums;
  for (size_t k = 0; k < kernel.terms; k++) {
    sums.slow += int64_t{state.kernel_slow[k]} * outcome[(kernel.slot + k) & (ring - 1)].raw;
  }
  return sums;
}

// Where the outcome is 1 whatever the target does, what all synapses of the row gain.
Sums sum_always(const State& state, const RowKernel& kernel) {
  Sums sums;
  for (size_t k = 0; k < kernel.terms; k++) {
    sums.eligibility += int64_t{state.kernel_eligibility[k].raw} * 32768;
    sums.weight += int64_t{state.kernel_weight[k]} * 32768;
    if (kernel.slow.teaches) sums.slow += int64_t{state.kernel_slow[k]} * 32768;
  }
  return sums;
}

// value / 2^shift, both parts of what is earned.
i64 earned_of(const Taught& kernel, q7_24 eligibility, i64 pairs, int finer) {
  if (!kernel.teaches) return 0;
  const i64 own = int64_t{eligibility.raw} * kernel.teach;
  return shift_right_round(own, kernel.teach_shift - finer) +
         shift_right_round(pairs, kernel.pair_shift - finer);
}

// What the fast component loses, and not to the slow one.
i64 faded(const State& state, const RowKernel& kernel, size_t synapse) {
  const i64 fast = i64{state.weight[synapse].raw} - state.slow[synapse].raw;
  return fast - decay_toward_zero(fast, power{kernel.fast_left + kernel.fast_moved});
}

// What the slow component comes to.
q7_24 slow_of(const Model& model, const State& state, const RowKernel& kernel, u32 rule,
              size_t synapse, const Sums& sums) {
  const i64 fast = i64{state.weight[synapse].raw} - state.slow[synapse].raw;
  const i64 slow = state.slow[synapse].raw + shift_right_round(fast * kernel.fast_moved, 31) +
                   earned_of(kernel.slow, state.eligibility[synapse], sums.slow, 0);
  const i64 low = model.rule_w_min[rule].raw;
  const i64 high = model.rule_w_max[rule].raw;
  return {static_cast<i32>(std::clamp(slow, low, high))};
}

// What a synapse's weight comes to, of a rule that is careful.
i64 careful_weight(const Model& model, const State& state, const RowKernel& kernel, u32 rule,
                   size_t synapse, const Sums& sums) {
  i64 change = earned_of(kernel, state.eligibility[synapse], sums.weight, change_bits);
  if (kernel.twofold) change -= faded(state, kernel, synapse) * (i64{1} << change_bits);
  return changed(model, state, rule, synapse, change).raw;
}

// One loop: sums_of says what a target did, in units of 2^-fraction.
template <class SumsOf>
void settle_each(const Model& model, State& state, const RowKernel& kernel, u32 rule, size_t start,
                 size_t end, Destination out, int fraction, SumsOf sums_of) {
  const i32 low = model.rule_w_min[rule].raw;
  const i32 high = model.rule_w_max[rule].raw;
  const bool careful = is_careful(model, rule);
  const auto targets = targets_of(model, state);
  for (size_t i = start; i < end; i++) {
    const Sums sums = sums_of(targets[i] - kernel.target_shift);
    const q7_24 before = state.eligibility[i];
    int64_t weight = state.weight[i].raw;
    q7_24 slow{0};
    if (kernel.twofold) slow = slow_of(model, state, kernel, rule, i, sums);
    if (careful) {
      weight = careful_weight(model, state, kernel, rule, i, sums);
    } else if (kernel.teaches) {
      weight += shift_right_round(int64_t{before.raw} * kernel.teach, kernel.teach_shift) +
                shift_right_round(sums.weight, kernel.pair_shift);
      weight = weight < low ? low : weight > high ? high : weight;
    }
    out.weight[i - start] = {static_cast<i32>(weight)};
    if (kernel.twofold && !out.looks) state.slow[i] = slow;
    if (out.eligibility == nullptr) continue;

    bool saturated = false;
    const int64_t kept = decay_toward_zero(before, kernel.keep).raw;
    const int64_t paired = shift_right_round(sums.eligibility, fraction);
    out.eligibility[i - start] = saturate<q7_24>(kept + paired, saturated);
    if (saturated && !out.looks) state.count(Saturation::eligibility, i);
  }
}

}  // namespace

RowKernel open_kernel(const Model& model, State& state, u32 rule, size_t row) {
  const u64 start = state.row_tick[row];
  const size_t ring = model.counts.pairing_slots;
  RowKernel kernel;
  kernel.terms = static_cast<size_t>(state.tick[0] - start);
  kernel.slot = static_cast<size_t>(start & (ring - 1));
  const auto reach = recent_reach(model, state, rule, kernel.terms);
  const auto keep = model.eligibility_power.subspan(rule * ring, ring);
  const auto lambda = model.pre_power.subspan(rule * ring, ring);

  const auto first =
      mul_round_sat<q7_24>(state.row_trace[row], model.rule_a_plus[rule], kernel.held);
  kernel.keep = keep[kernel.terms];
  for (size_t k = 0; k < kernel.terms; k++) {
    state.kernel_eligibility[k] =
        decay_toward_zero(decay_toward_zero(first, lambda[k]), keep[kernel.terms - k]);
  }
  const size_t terms = kernel.terms;
  set_taught(model, state, kernel, rule, first, reach, state.kernel_weight.first(terms));
  if (!consolidates(model, rule)) return kernel;
  const Cascade cascade = recent_cascade(model, state, rule, terms);
  kernel.twofold = true;
  kernel.fast_left = cascade.left[terms];
  kernel.fast_moved = cascade.moved[terms];
  const auto slow = state.kernel_slow.first(terms);
  set_taught(model, state, kernel.slow, rule, first, cascade.of_slow, slow);
  // a row that has closed has no trace to pair with
  if (first.raw == 0) kernel.terms = 0;
  return kernel;
}

RowKernel closed_kernel(const Model& model, const State& state, u32 rule, size_t row) {
  RowKernel kernel;
  kernel.keep = eligibility_keep(model, rule, state.tick[0] - state.row_tick[row]);
  set_teach(model, kernel, rule, closed_reach(model, state, rule, row));
  return kernel;
}

void settle_synapses(const Model& model, State& state, const RowKernel& kernel, u32 rule,
                     size_t start, size_t end, Destination out) {
  if (kernel.terms == 0) {
    settle_each(model, state, kernel, rule, start, end, out, 0, [](u32) { return Sums{}; });
  } else if (model.rule_outcome[rule] == outcome_always) {
    const Sums sums = sum_always(state, kernel);
    settle_each(model, state, kernel, rule, start, end, out, q0_15::fraction,
                [&](u32) { return sums; });
  } else {
    const q0_15* const rings = rings_of(model, state, rule);
    settle_each(model, state, kernel, rule, start, end, out, q0_15::fraction,
                [&](u32 neuron) { return sum_outcomes(model, state, kernel, rings, neuron); });
  }
}

}  // namespace striatum
