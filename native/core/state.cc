// Placing, zeroing, hashing, freezing and thawing a state.
#include "state.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "hash.h"
#include "homeostasis.h"
#include "limits.h"
#include "modulator.h"
#include "occupancy.h"
#include "rewiring.h"
#include "rows.h"
#include "short_term.h"
#include "teaching.h"
#include "weight.h"

namespace striatum {

namespace {

struct FrozenHeader {
  uint32_t magic;
  uint32_t version;
  uint32_t byte_length;
  uint32_t checksum;  // of every byte from here on
  uint32_t model_checksum;
  uint32_t zeros[11];
};
static_assert(sizeof(FrozenHeader) == array_alignment_bytes);
constexpr size_t unchecked_bytes = offsetof(FrozenHeader, model_checksum);

static_assert(
    [] {
      bool scratch_seen = false;
      bool in_order = true;
#define X(format, name, count, unit, phase, keeping)                 \
  in_order &= Phase::phase <= Phase::all;                            \
  in_order &= Keeping::keeping == Keeping::scratch || !scratch_seen; \
  scratch_seen |= Keeping::keeping == Keeping::scratch;
      STRIATUM_STATE_ARRAYS(X)
#undef X
      return in_order;
    }(),
    "every phase is one; kept arrays come before scratch, so that they are one run of bytes");

// Where the kept arrays end, and the arena.
struct Ends {
  uint64_t kept;
  uint64_t all;
};

Ends ends_of(const Model& model) {
  const CountsOf<uint64_t> c = widen(model.counts);
  Ends ends{0, 0};
#define X(format, name, count, unit, phase, keeping)        \
  ends.all = align_up(ends.all + sizeof(format) * (count)); \
  if (Keeping::keeping == Keeping::kept) ends.kept = ends.all;
  STRIATUM_STATE_ARRAYS(X)
#undef X
  return ends;
}

// The rows of a lane with this stage are in its queue, all of them and no others, oldest first;
// those of pair STDP are in none.
bool queue_is_sound(const Model& model, State& state, size_t lane, Stage stage) {
  const size_t first = model.plastic_lane_row_first[lane];
  const size_t count = model.plastic_lane_pre_count[lane];
  const RowQueue queue = queue_of(state, lane, stage);
  if (model.plastic_lane_rule[lane] < model.counts.pair_rules) {
    return queue.oldest == no_row && queue.newest == no_row;
  }
  size_t left = 0;
  for (size_t row = first; row < first + count; row++) {
    left += state.row_stage[row] == static_cast<u8>(stage);
  }
  u32 previous = no_row;
  u64 settled = 0;
  for (u32 row = queue.oldest; row != no_row; row = state.row_next[row]) {
    const bool sound = row >= first && row - first < count &&
                       state.row_stage[row] == static_cast<u8>(stage) &&
                       state.row_previous[row] == previous && state.row_tick[row] >= settled;
    if (!sound) return false;
    previous = row;
    settled = state.row_tick[row];
    left--;
  }
  return left == 0 && queue.newest == previous;
}

// A sum over an epoch at most, so that no sum of such sums overflows.
bool is_sum(q23_40 sum) {
  constexpr int64_t most = limits::epoch_ticks_max << 43;
  return sum.raw >= -most && sum.raw <= most;
}

// Whether a row of pair STDP was not passed over by the last look at it (rows.h), so that none is
// older than the ring of spikes before the next.
bool was_looked_at(const Model& model, const State& state, Stage stage, u32 rule, size_t row) {
  const u64 rows = model.counts.plastic_rows;
  const u64 turn = ((row + u64{1}) * look_ticks + rows - 1) / rows - 1;
  const u64 ticks = state.tick[0];
  if (ticks <= turn) return true;
  const u64 last = ticks - 1 - ((ticks - 1 - turn) & (look_ticks - 1));
  const u64 due = stage == Stage::open ? 0 : closed_ticks(model, rule);
  return last < state.row_tick[row] + std::max(u64{open_ticks}, due);
}

bool row_is_sound(const Model& model, const State& state, u32 rule, size_t row) {
  const u64 age = state.tick[0] - state.row_tick[row];
  const bool pairs = rule < model.counts.pair_rules;
  if (state.row_tick[row] > state.tick[0] || !is_sum(state.row_prefix[row])) return false;
  for (size_t i = model.plastic_row_start[row]; i < model.plastic_row_start[row + 1]; i++) {
    const q7_24 weight = state.weight[i];
    if (weight < model.rule_w_min[rule] || weight > model.rule_w_max[rule]) return false;
    if (!is_within_budget(model, state, rule, i)) return false;
    if (!consolidates(model, rule)) continue;
    const q7_24 slow = state.slow[i];
    if (slow < model.rule_w_min[rule] || slow > model.rule_w_max[rule]) return false;
  }
  const auto stage = static_cast<Stage>(state.row_stage[row]);
  const bool alone = state.row_next[row] == no_row && state.row_previous[row] == no_row;
  if ((pairs || stage == Stage::asleep) && !alone) return false;
  switch (stage) {
    case Stage::asleep:
      return true;
    case Stage::open:
      return pairs ? was_looked_at(model, state, stage, rule, row) : age <= model.rule_window[rule];
    case Stage::closed:
      if (pairs && is_brief(model, rule)) return false;
      if (consolidates(model, rule)) return age < model.counts.pairing_slots;
      if (pairs && !was_looked_at(model, state, stage, rule, row)) return false;
      return age >> model.epoch_shift[rule] < limits::epoch_slots;
  }
  return false;
}

// A checksum says that the bytes are as they were written; this, that a tick may follow them.
bool lanes_are_sound(const Model& model, State& state) {
  for (const auto& sums : {state.prefix, state.epoch_total, state.taught}) {
    for (const q23_40 sum : sums) {
      if (!is_sum(sum)) return false;
    }
  }
  for (size_t lane = 0; lane < state.lane_open_oldest.size(); lane++) {
    const u32 rule = model.plastic_lane_rule[lane];
    const size_t first = model.plastic_lane_row_first[lane];
    for (size_t row = first; row < first + model.plastic_lane_pre_count[lane]; row++) {
      if (!row_is_sound(model, state, rule, row)) return false;
    }
    for (const Stage stage : {Stage::open, Stage::closed}) {
      if (!queue_is_sound(model, state, lane, stage)) return false;
    }
  }
  return true;
}

// A kernel that was told that none of its neurons rests looks no further.
bool rests_are_sound(const Model& model, const State& state) {
  for (size_t i = 0; i < state.refractory_left.size(); i++) {
    if (state.refractory_left[i] > model.refractory_ticks[i]) return false;
  }
  return true;
}

// In each tick that is remembered, what a population fired is its own and ascends.
bool spikes_are_sound(const Model& model, const State& state) {
  const size_t populations = model.counts.populations;
  for (size_t slot = 0; slot < model.counts.history_slots; slot++) {
    const auto segment = state.spike_segment.subspan(slot * (populations + 1), populations + 1);
    const auto list = state.spike_list.subspan(slot * model.counts.neurons, model.counts.neurons);
    if (segment[0] != 0) return false;
    for (size_t i = 0; i < populations; i++) {
      if (segment[i] > segment[i + 1] || segment[i + 1] > list.size()) return false;
      u32 least = model.population_first[i];
      const u32 past = least + model.population_count[i];
      for (size_t k = segment[i]; k < segment[i + 1]; k++) {
        if (list[k] < least || list[k] >= past) return false;
        least = list[k] + 1;
      }
    }
  }
  return true;
}

}  // namespace

void Tally::add(const Tally& other) {
  for (size_t i = 0; i < saturation_kinds; i++) {
    count[i] += other.count[i];
    last[i] = std::max(last[i], other.last[i]);
  }
}

void State::count(const Tally& tally) {
  for (size_t i = 0; i < saturation_kinds; i++) {
    if (tally.count[i] == 0) continue;
    status_count[i] += tally.count[i];
    status_last[i] = tally.last[i];
  }
}

State State::place(const Model& model, std::byte* arena) {
  const CountsOf<uint64_t> c = widen(model.counts);
  State state;
  uint64_t end = 0;
#define X(format, name, count, unit, phase, keeping)                                 \
  state.name = {reinterpret_cast<format*>(arena + end), static_cast<size_t>(count)}; \
  end = align_up(end + sizeof(format) * (count));
  STRIATUM_STATE_ARRAYS(X)
#undef X
  state.kept = {arena, static_cast<size_t>(ends_of(model).kept)};
  return state;
}

void State::zero(const Model& model, uint64_t first_seed) {
  std::memset(kept.data(), 0, state_bytes(model));
  seed[0] = first_seed;
  learning[0] = 1;
  learned[0] = 1;
  std::memcpy(potential.data(), model.rest.data(), model.rest.size_bytes());
  if (!cell_state.empty()) {
    std::memcpy(cell_state.data(), model.cell_start.data(), model.cell_start.size_bytes());
  }
  if (!weight.empty()) {
    std::memcpy(weight.data(), model.plastic_weight.data(), weight.size_bytes());
  }
  std::copy(weight.begin(), weight.begin() + static_cast<ptrdiff_t>(anchor.size()), anchor.begin());
  std::copy(weight.begin(), weight.begin() + static_cast<ptrdiff_t>(slow.size()), slow.begin());
  std::fill(recent_spike.begin(), recent_spike.end(), 0 - long_ago_ticks);
  for (const std::span<u32> list : {row_next, row_previous, lane_open_oldest, lane_open_newest,
                                    lane_closed_oldest, lane_closed_newest}) {
    for (u32& row : list) row = no_row;
  }
  begin_modulators(model, *this);
  begin_homeostats(model, *this);
  begin_rewirings(model, *this);
}

uint64_t State::hash() const {
  return hash64(kept);
}

size_t state_bytes(const Model& model) {
  return static_cast<size_t>(ends_of(model).all);
}

size_t frozen_bytes(const Model& model) {
  return sizeof(FrozenHeader) + static_cast<size_t>(ends_of(model).kept);
}

void freeze(const Model& model, const State& state, std::span<std::byte> out) {
  FrozenHeader header{};
  header.magic = state_magic;
  header.version = format_version;
  header.byte_length = static_cast<uint32_t>(out.size());
  header.model_checksum = model.checksum;
  std::memcpy(out.data(), &header, sizeof header);
  std::memcpy(out.data() + sizeof header, state.kept.data(), state.kept.size());
  header.checksum = crc32(out.subspan(unchecked_bytes));
  std::memcpy(out.data(), &header, sizeof header);
}

namespace {

// What of the scratch lasts from tick to tick, from what was kept.
void find_spikes(const Model& model, State& state) {
  const size_t neurons = model.counts.neurons;
  const u32 slots = model.counts.spike_slots;
  const u32 now = static_cast<u32>(state.tick[0]);
  std::fill(state.recent_spike.begin(), state.recent_spike.end(), now - long_ago_ticks);
  for (size_t i = 0; i < (slots == 0 ? 0 : neurons); i++) {
    size_t found = 0;
    for (u32 age = 1; age <= slots && found < recent_spikes; age++) {
      const u32 slot = (now - age) & (slots - 1);
      if ((state.spike_bits[slot / 32 * neurons + i] >> slot % 32 & 1) == 0) continue;
      state.recent_spike[found++ * neurons + i] = now - age;
    }
  }
}

}  // namespace

Status thaw(const Model& model, std::span<const std::byte> frozen, State& state) {
  FrozenHeader header;
  const auto length = static_cast<int64_t>(frozen.size());
  if (frozen.size() != frozen_bytes(model)) {
    // another model's state is the likelier story, if the bytes say so
    if (frozen.size() < sizeof header) return {Code::state_length, 0, length};
    std::memcpy(&header, frozen.data(), sizeof header);
    const bool other = header.magic == state_magic && header.byte_length == frozen.size() &&
                       header.model_checksum != model.checksum;
    return {other ? Code::state_model : Code::state_length, 0, length};
  }
  std::memcpy(&header, frozen.data(), sizeof header);
  if (header.magic != state_magic) return {Code::state_magic, 0, header.magic};
  if (header.version != format_version) return {Code::state_version, 0, header.version};
  if (header.byte_length != frozen.size()) return {Code::state_length, 0, header.byte_length};
  const uint32_t checksum = crc32(frozen.subspan(unchecked_bytes));
  if (header.checksum != checksum) return {Code::state_checksum, 0, checksum};
  if (header.model_checksum != model.checksum) {
    return {Code::state_model, 0, header.model_checksum};
  }

  const std::unique_ptr<std::byte, Release> memory(
      static_cast<std::byte*>(std::aligned_alloc(array_alignment_bytes, state_bytes(model))));
  if (memory == nullptr) return {Code::memory, 0, static_cast<int64_t>(state_bytes(model))};
  State thawed = State::place(model, memory.get());
  std::memcpy(thawed.kept.data(), frozen.data() + sizeof header, thawed.kept.size());
  // no run gets so far, and past the end of its count ticks would no longer ascend
  if (thawed.tick[0] > last_tick) return {Code::state_field, 4, 0};
  if (!spikes_are_sound(model, thawed)) return {Code::state_field, 0, 0};
  if (!lanes_are_sound(model, thawed)) return {Code::state_field, 1, 0};
  if (!short_terms_are_sound(model, thawed)) return {Code::state_field, 2, 0};
  if (!dendrites_are_sound(model, thawed.cell_state)) return {Code::state_field, 3, 0};
  if (!rests_are_sound(model, thawed)) return {Code::state_field, 5, 0};
  if (!occupancies_are_sound(model, thawed)) return {Code::state_field, 6, 0};
  if (!homeostats_are_sound(model, thawed)) return {Code::state_field, 7, 0};
  if (!targets_are_sound(model, thawed)) return {Code::state_field, 8, 0};
  std::memcpy(state.kept.data(), thawed.kept.data(), thawed.kept.size());
  find_spikes(model, state);
  find_scales(model, state);
  std::fill(state.moved_stale.begin(), state.moved_stale.end(), stale_all);
  return {};
}

FieldPlace field_place(const Model& model, size_t field) {
  const CountsOf<uint64_t> c = widen(model.counts);
  uint64_t end = 0;
  size_t index = 0;
#define X(format, name, count, unit, phase, keeping)                               \
  if (index++ == field) {                                                          \
    return {#name, #format, static_cast<size_t>(end), static_cast<size_t>(count)}; \
  }                                                                                \
  end = align_up(end + sizeof(format) * (count));
  STRIATUM_STATE_ARRAYS(X)
#undef X
  return {"", "", 0, 0};
}

}  // namespace striatum
