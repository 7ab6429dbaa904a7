// Making a row's kernels, and applying them to one synapse.
#include "kernel.h"

#include <bit>

#include "teaching.h"

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
void set_teach(const Model& model, RowKernel& kernel, u32 rule, q23_40 reach) {
  if (reach.raw == 0) return;
  const int exponent = exponent_of(magnitude(reach.raw));
  kernel.teach = rated(reach.raw, exponent, model.rule_rate_mantissa[rule]);
  kernel.teach_shift = q23_40::fraction - exponent - model.rule_rate_shift[rule];
  kernel.teaches = true;
}

// The exponent that makes a mantissa of 31 bits of the largest term.
void set_scale(const Model& model, RowKernel& kernel, u32 rule, uint64_t largest) {
  if (largest == 0) return;
  kernel.exponent = exponent_of(largest);
  // to q7.24, from a sum over spikes (whole) or over residuals (15 fraction bits)
  const bool pair = rule < model.counts.pair_rules;
  const int fraction = q23_40::fraction - q7_24::fraction + (pair ? 0 : q0_15::fraction);
  kernel.pair_shift = fraction - kernel.exponent - model.rule_rate_shift[rule];
  kernel.moves = true;
  kernel.teaches = true;
}

// Weight kernels as 31-bit mantissas with the exponent of the largest.
void set_pairs(const Model& model, State& state, RowKernel& kernel, u32 rule, uint64_t largest) {
  set_scale(model, kernel, rule, largest);
  for (size_t k = 0; k < kernel.terms; k++) {
    state.kernel_weight[k] = largest == 0 ? 0
                                          : rated(state.kernel_wide[k].raw, kernel.exponent,
                                                  model.rule_rate_mantissa[rule]);
  }
}

// What one term earns with the teaching since its tick, unrated.
int64_t earned_by(q7_24 pairing, q23_40 reach) {
  const auto size = static_cast<u32>(magnitude(pairing.raw));
  const int64_t earned = scale_toward_zero(reach.raw, size, q7_24::fraction);
  return pairing.raw < 0 ? -earned : earned;
}

// Whether the term of the row's own tick earns most. With teaching of one sign the reach of a tick
// is at least keep times that of the tick after it, less one; a pairing falls by keep_pre. If that
// falls faster by 1/64, earlier beats later by more than all that is cut, provided that neither
// factor nor what is left of the trace is tiny.
bool first_earns_most(const Model& model, const State& state, u32 rule, const RowKernel& kernel,
                      q7_24 first, q23_40 reach) {
  const i64 keep = model.rule_keep_eligibility[rule].raw;
  const i64 keep_pre = model.rule_keep_pre[rule].raw;
  const power left = model.pre_power[rule * model.counts.pairing_slots + kernel.terms - 1];
  return keep_pre * 64 <= keep * 63 && left.raw >= 128 && kernel.terms <= state.reach_even[rule] &&
         magnitude(first.raw) >= 1 << 12 && magnitude(reach.raw) >= 1 << 20;
}

// The terms of a lazy kernel at k, worked out at most once.
void know(const Model& model, State& state, RowKernel& kernel, u32 rule, size_t k) {
  u64& known = kernel.known[k / 64];
  const u64 bit = u64{1} << (k % 64);
  if ((known & bit) != 0) return;
  known |= bit;
  const size_t ring = model.counts.pairing_slots;
  const size_t age = kernel.terms - k;
  const q7_24 pairing = decay_toward_zero(kernel.first, model.pre_power[rule * ring + k]);
  state.kernel_eligibility[k] =
      decay_toward_zero(pairing, model.eligibility_power[rule * ring + age]);
  state.kernel_weight[k] = kernel.moves ? rated(earned_by(pairing, state.reach[rule * ring + age]),
                                                kernel.exponent, model.rule_rate_mantissa[rule])
                                        : 0;
}

struct Sums {
  int64_t eligibility = 0;
  int64_t weight = 0;
};

void add_residuals(Sums& sums, const q7_24* eligibility, const i32* weight, const q0_15* residual,
                   size_t count) {
  for (size_t k = 0; k < count; k++) {
    sums.eligibility += int64_t{eligibility[k].raw} * residual[k].raw;
    sums.weight += int64_t{weight[k]} * residual[k].raw;
  }
}

// The ring may wrap once between the first and the last tick.
Sums sum_residuals(const Model& model, const State& state, const RowKernel& kernel, u32 target) {
  const size_t ring = model.counts.residual_slots;
  const q0_15* residual = state.residual.data() + target * ring;
  const size_t until_end = ring - kernel.slot;
  const size_t before = kernel.terms < until_end ? kernel.terms : until_end;
  const q7_24* eligibility = state.kernel_eligibility.data();
  const i32* weight = state.kernel_weight.data();
  Sums sums;
  add_residuals(sums, eligibility, weight, residual + kernel.slot, before);
  add_residuals(sums, eligibility + before, weight + before, residual, kernel.terms - before);
  return sums;
}

// Walks the target's spikes only: the words that have any, and in them the bits. The ring may wrap
// into the word in which it began.
Sums sum_spikes(const Model& model, State& state, RowKernel& kernel, u32 rule, u32 target) {
  const size_t ring = model.counts.spike_slots / 32;
  const size_t first = kernel.slot / 32;
  const size_t skipped = kernel.slot % 32;
  const size_t count = (skipped + kernel.terms + 31) / 32;
  u64 words = state.spike_words[target];
  words = (words >> first) | (words << (ring - first));
  words = (words & ((u64{1} << ring) - 1)) | (words & 1) << ring;
  words &= (u64{1} << count) - 1;

  Sums sums;
  for (; words != 0; words &= words - 1) {
    const auto word = static_cast<size_t>(std::countr_zero(words));
    u32 bits = state.spike_bits[((first + word) & (ring - 1)) * model.counts.neurons + target];
    if (word == 0) bits &= u32{0xFFFFFFFF} << skipped;
    const size_t past = 32 * (word + 1);
    if (past > skipped + kernel.terms) bits &= 0xFFFFFFFF >> (past - skipped - kernel.terms);
    for (; bits != 0; bits &= bits - 1) {
      const size_t at = 32 * word + static_cast<size_t>(std::countr_zero(bits)) - skipped;
      if (kernel.lazy) know(model, state, kernel, rule, at);
      sums.eligibility += state.kernel_eligibility[at].raw;
      sums.weight += state.kernel_weight[at];
    }
  }
  return sums;
}

// One loop for every rule: sums_of says what a target did, in units of 2^-fraction.
template <class SumsOf>
void settle_each(const Model& model, State& state, RowKernel& kernel, u32 rule, size_t start,
                 size_t end, Destination out, int fraction, SumsOf sums_of) {
  const i32 low = model.rule_w_min[rule].raw;
  const i32 high = model.rule_w_max[rule].raw;
  for (size_t i = start; i < end; i++) {
    const Sums sums = sums_of(model.plastic_target[i] - kernel.target_shift);
    const q7_24 before = state.eligibility[i];
    int64_t weight = state.weight[i].raw;
    if (kernel.teaches) {
      weight += shift_right_round(int64_t{before.raw} * kernel.teach, kernel.teach_shift) +
                shift_right_round(sums.weight, kernel.pair_shift);
      weight = weight < low ? low : weight > high ? high : weight;
    }
    out.weight[i] = {static_cast<i32>(weight)};
    if (out.eligibility.empty()) continue;

    bool saturated = false;
    const int64_t kept = decay_toward_zero(before, kernel.keep).raw;
    const int64_t paired = shift_right_round(sums.eligibility, fraction);
    out.eligibility[i] = saturate<q7_24>(kept + paired, saturated);
    if (saturated) state.count(Saturation::eligibility, i);
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
  set_teach(model, kernel, rule, reach[kernel.terms]);
  if (kernel.terms != 0 && rule < model.counts.pair_rules &&
      first_earns_most(model, state, rule, kernel, first, reach[kernel.terms])) {
    kernel.lazy = true;
    kernel.first = first;
    set_scale(model, kernel, rule, magnitude(earned_by(first, reach[kernel.terms])));
    return kernel;
  }
  uint64_t largest = 0;
  for (size_t k = 0; k < kernel.terms; k++) {
    const q7_24 pairing = decay_toward_zero(first, lambda[k]);
    const size_t age = kernel.terms - k;
    state.kernel_eligibility[k] = decay_toward_zero(pairing, keep[age]);
    const int64_t earned = earned_by(pairing, reach[age]);
    state.kernel_wide[k].raw = earned;
    largest |= magnitude(earned);
  }
  set_pairs(model, state, kernel, rule, largest);
  return kernel;
}

RowKernel closed_kernel(const Model& model, const State& state, u32 rule, size_t row) {
  RowKernel kernel;
  kernel.keep = eligibility_keep(model, rule, state.tick[0] - state.row_tick[row]);
  set_teach(model, kernel, rule, closed_reach(model, state, rule, row));
  return kernel;
}

void settle_synapses(const Model& model, State& state, RowKernel& kernel, u32 rule, size_t start,
                     size_t end, Destination out) {
  if (kernel.terms == 0) {
    settle_each(model, state, kernel, rule, start, end, out, 0, [](u32) { return Sums{}; });
  } else if (rule < model.counts.pair_rules) {
    settle_each(model, state, kernel, rule, start, end, out, 0,
                [&](u32 neuron) { return sum_spikes(model, state, kernel, rule, neuron); });
  } else {
    settle_each(model, state, kernel, rule, start, end, out, q0_15::fraction,
                [&](u32 neuron) { return sum_residuals(model, state, kernel, neuron); });
  }
}

}  // namespace striatum
