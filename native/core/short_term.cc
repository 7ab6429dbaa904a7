// What a row's arrivals use up, and what comes back between them.
#include "short_term.h"

namespace striatum {

namespace {

constexpr uint64_t one_q31 = uint64_t{1} << 31;

// Powers up to this are looked up; of longer times the rest is stepped through.
constexpr uint64_t looked_up = 65536;
constexpr uint64_t steps_max = 32;

// keep^n: low has the powers up to 255, high those of 256 n, whole is that of 65536.
power power_at(std::span<const power> low, std::span<const power> high, power whole, u64 n) {
  if (n / looked_up >= steps_max) return {0};
  const auto in_tables = static_cast<size_t>(n % looked_up);
  uint64_t value = uint64_t{low[in_tables % 256].raw} * high[in_tables / 256].raw >> 31;
  for (u64 left = n / looked_up; left != 0; left--) value = value * whole.raw >> 31;
  return {static_cast<uint32_t>(value)};
}

// With 62 fraction bits in between, so that each power is within a step.
void fill_powers(std::span<power> low, std::span<power> high, power& whole, q0_31 keep) {
  int64_t value = int64_t{1} << 62;
  const auto rounded = [&] { return power{static_cast<uint32_t>(value >> 31)}; };
  for (size_t n = 0; n < looked_up; n++) {
    if (n < 256) low[n] = rounded();
    if (n % 256 == 0) high[n / 256] = rounded();
    value = scale_toward_zero(value, static_cast<uint32_t>(keep.raw), 31);
  }
  whole = rounded();
}

// The two tables of a short-term plasticity: 0 of depletion, 1 of facilitation.
power power_of(const Model& model, uint32_t short_term, size_t which, u64 ticks) {
  const size_t table = 2 * size_t{short_term} + which;
  return power_at(model.short_low.subspan(table * 256, 256),
                  model.short_high.subspan(table * 256, 256), model.short_whole[table], ticks);
}

}  // namespace

void derive_short_terms(Model& model) {
  u32 next = 0;
  for (size_t lane = 0; lane < model.static_lane_short.size(); lane++) {
    model.static_lane_short_first[lane] = next;
    if (model.static_lane_short[lane] != no_short_term) next += model.static_lane_pre_count[lane];
  }
  for (size_t i = 0; i < model.short_use.size(); i++) {
    const q0_31 keeps[] = {model.short_keep_depletion[i], model.short_keep_facilitation[i]};
    for (size_t which = 0; which < 2; which++) {
      const size_t table = 2 * i + which;
      fill_powers(model.short_low.subspan(table * 256, 256),
                  model.short_high.subspan(table * 256, 256), model.short_whole[table],
                  keeps[which]);
    }
  }
}

q0_31 use_row(const Model& model, State& state, uint32_t short_term, size_t short_row) {
  q0_31& depleted = state.short_depleted[short_row];
  q0_31& raised = state.short_raised[short_row];
  const u64 ticks = state.tick[0] - state.short_tick[short_row];
  depleted = decay_toward_zero(depleted, power_of(model, short_term, 0, ticks));
  raised = decay_toward_zero(raised, power_of(model, short_term, 1, ticks));
  state.short_tick[short_row] = state.tick[0];

  // none of these reaches 1: use and raised together do not, and what is used of a rest leaves some
  const uint64_t use = static_cast<uint32_t>(model.short_use[short_term].raw);
  const uint64_t u = use + static_cast<uint32_t>(raised.raw);
  const uint64_t used = u * (one_q31 - static_cast<uint32_t>(depleted.raw)) >> 31;
  depleted.raw += static_cast<i32>(used);
  raised.raw = static_cast<i32>(u * (one_q31 - use) >> 31);
  return {static_cast<i32>(used)};
}

bool short_terms_are_sound(const Model& model, const State& state) {
  for (size_t lane = 0; lane < model.static_lane_short.size(); lane++) {
    const u32 short_term = model.static_lane_short[lane];
    if (short_term == no_short_term) continue;
    const i32 most = INT32_MAX - model.short_use[short_term].raw;
    const size_t first = model.static_lane_short_first[lane];
    for (size_t row = first; row < first + model.static_lane_pre_count[lane]; row++) {
      const bool sound = state.short_depleted[row].raw >= 0 && state.short_raised[row].raw >= 0 &&
                         state.short_raised[row].raw <= most &&
                         state.short_tick[row] <= state.tick[0];
      if (!sound) return false;
    }
  }
  return true;
}

}  // namespace striatum
