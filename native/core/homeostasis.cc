// Counting spikes, and moving thresholds and gains after them.
#include "homeostasis.h"

#include <algorithm>

#include "modulator.h"

namespace striatum {

namespace {

constexpr int shift_bits = q23_40::fraction - q8_23::fraction;
constexpr int gain_bits = q23_40::fraction - q3_28::fraction;

struct Cells {
  size_t first;  // of the homeostats' arrays
  size_t count;
};

Cells cells_of(const Model& model, size_t homeostat) {
  return {model.homeostat_cell_first[homeostat],
          model.population_count[model.homeostat_population[homeostat]]};
}

// The target in the unit of the mean.
i64 target_of(const Model& model, size_t homeostat) {
  return i64{model.homeostat_target[homeostat].raw} << (q23_40::fraction - q7_24::fraction);
}

void count_spikes(const Model& model, State& state, size_t homeostat) {
  const u32 population = model.homeostat_population[homeostat];
  const size_t slot = static_cast<size_t>(state.tick[0] & (model.counts.history_slots - 1));
  const u32* const list = state.spike_list.data() + slot * model.counts.neurons;
  const u32* const segment =
      state.spike_segment.data() + slot * (model.counts.populations + size_t{1}) + population;
  u32* const spikes = state.homeostat_spikes.data() + model.homeostat_cell_first[homeostat];
  for (u32 i = segment[0]; i < segment[1]; i++) {
    spikes[list[i] - model.population_first[population]]++;
  }
}

// The mean takes the spikes since the last update.
void average(const Model& model, State& state, size_t homeostat, size_t cell) {
  const u32 keep = static_cast<u32>(model.homeostat_keep[homeostat].raw);
  const i64 new_share = (i64{1} << q0_31::fraction) - keep;
  const i64 most = target_of(model, homeostat) * most_targets;
  i64& rate = state.homeostat_rate[cell].raw;
  const i64 seen = state.homeostat_spikes[cell] * new_share << (q23_40::fraction - q0_31::fraction);
  rate = std::min(decay_toward_zero(rate, power{keep}) + seen, most);
  state.homeostat_spikes[cell] = 0;
}

// r / target - 1 as q7.24.
i64 error_of(const Model& model, const State& state, size_t homeostat, size_t cell) {
  const i64 above = state.homeostat_rate[cell].raw - target_of(model, homeostat);
  constexpr int unit = 2 * q7_24::fraction - q23_40::fraction;
  return above * (i64{1} << unit) / model.homeostat_target[homeostat].raw;
}

void move(const Model& model, State& state, size_t homeostat, size_t cell) {
  const i64 error = error_of(model, state, homeostat, cell);
  const i64 shift_step = shift_right_round(error * model.homeostat_shift_speed[homeostat].raw,
                                           q0_31::fraction + q7_24::fraction - q23_40::fraction);
  i64& shift = state.homeostat_shift[cell].raw;
  shift = std::clamp(shift + shift_step,
                     i64{model.homeostat_shift_min[homeostat].raw} * (i64{1} << shift_bits),
                     i64{model.homeostat_shift_max[homeostat].raw} * (i64{1} << shift_bits));

  // at most all of the gain goes in one update, or as much comes
  constexpr i64 all = i64{1} << q0_31::fraction;
  const i64 share = std::clamp(
      shift_right_round(error * model.homeostat_gain_speed[homeostat].raw, q7_24::fraction), -all,
      all);
  i64& gain = state.homeostat_gain[cell].raw;
  const i64 gain_step = shift_right_round((gain >> gain_bits) * share,
                                          q3_28::fraction + q0_31::fraction - q23_40::fraction);
  gain = std::clamp(gain - gain_step, i64{model.homeostat_gain_min[homeostat].raw} << gain_bits,
                    i64{model.homeostat_gain_max[homeostat].raw} << gain_bits);
}

void update(const Model& model, State& state, size_t homeostat) {
  const auto [first, count] = cells_of(model, homeostat);
  for (size_t cell = first; cell < first + count; cell++) average(model, state, homeostat, cell);
  if (state.learning[0] == 0) return;
  for (size_t cell = first; cell < first + count; cell++) move(model, state, homeostat, cell);
  u8& stale = state.moved_stale[model.homeostat_population[homeostat]];
  if (moves_threshold(model, homeostat) && stale == stale_none) stale = stale_effects;
}

}  // namespace

void derive_homeostats(Model& model) {
  std::fill(model.population_homeostat.begin(), model.population_homeostat.end(), no_homeostat);
  u32 cell = 0;
  for (size_t i = 0; i < model.homeostat_population.size(); i++) {
    const u32 population = model.homeostat_population[i];
    model.population_homeostat[population] = static_cast<u32>(i);
    model.homeostat_cell_first[i] = cell;
    cell += model.population_count[population];
  }
}

bool moves_threshold(const Model& model, size_t homeostat) {
  return model.homeostat_shift_speed[homeostat].raw != 0;
}

void balance(const Model& model, State& state) {
  for (size_t i = 0; i < model.homeostat_population.size(); i++) {
    count_spikes(model, state, i);
    const u64 every = model.homeostat_every[i];
    if (((state.tick[0] + 1) & (every - 1)) == 0) update(model, state, i);
  }
}

void begin_homeostats(const Model& model, State& state) {
  for (size_t i = 0; i < model.homeostat_population.size(); i++) {
    const auto [first, count] = cells_of(model, i);
    const q23_40 target{target_of(model, i)};
    std::fill_n(state.homeostat_rate.begin() + static_cast<ptrdiff_t>(first), count, target);
  }
  std::fill(state.homeostat_gain.begin(), state.homeostat_gain.end(), q23_40::of(1));
}

void shift_thresholds(const Model& model, const State& state, size_t homeostat, i32* words,
                      size_t begin, size_t end) {
  const q23_40* const shift = &state.homeostat_shift[model.homeostat_cell_first[homeostat]];
  for (size_t i = begin; i < end; i++) {
    // check() proved that the sum fits wherever the shift is within its bounds
    const auto moved = static_cast<i32>(shift_right_round(shift[i].raw, shift_bits));
    words[i - begin] =
        static_cast<i32>(static_cast<u32>(words[i - begin]) + static_cast<u32>(moved));
  }
}

void scale_arriving(const Model& model, State& state, size_t port, size_t begin, size_t end) {
  const u32 homeostat = model.population_homeostat[model.port_population[port]];
  const q23_40* const gain = &state.homeostat_gain[model.homeostat_cell_first[homeostat]];
  q15_16* const arriving = &state.arriving[model.port_slot_first[port]];
  bool beyond = false;  // of what a tick can deliver, check() proved that it is not
  for (size_t i = begin; i < end; i++) {
    if (arriving[i].raw == 0) continue;
    const q3_28 own{static_cast<i32>(gain[i].raw >> gain_bits)};
    arriving[i] = mul_round_sat<q15_16>(arriving[i], own, beyond);
  }
}

bool homeostats_are_sound(const Model& model, const State& state) {
  for (size_t i = 0; i < model.homeostat_population.size(); i++) {
    const auto [first, count] = cells_of(model, i);
    const i64 most = target_of(model, i) * most_targets;
    for (size_t cell = first; cell < first + count; cell++) {
      const i64 shift = state.homeostat_shift[cell].raw;
      const i64 gain = state.homeostat_gain[cell].raw;
      const bool sound =
          state.homeostat_spikes[cell] < model.homeostat_every[i] &&
          within(state.homeostat_rate[cell].raw, 0, most) &&
          within(shift, i64{model.homeostat_shift_min[i].raw} * (i64{1} << shift_bits),
                 i64{model.homeostat_shift_max[i].raw} * (i64{1} << shift_bits)) &&
          within(gain, i64{model.homeostat_gain_min[i].raw} << gain_bits,
                 i64{model.homeostat_gain_max[i].raw} << gain_bits);
      if (!sound) return false;
    }
  }
  return true;
}

}  // namespace striatum
