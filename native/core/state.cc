// Placing, zeroing, hashing, freezing and thawing a state.
#include "state.h"

#include <cstdlib>
#include <cstring>

#include "hash.h"
#include "limits.h"

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

bool is_row(const State& state, u32 row) {
  return row == no_row || row < state.row_tick.size();
}

// A checksum says that the bytes are as they were written; this, that a tick may follow them.
bool lanes_are_sound(const Model& model, const State& state) {
  for (size_t lane = 0; lane < state.lane_open_oldest.size(); lane++) {
    const bool rows = is_row(state, state.lane_open_oldest[lane]) &&
                      is_row(state, state.lane_open_newest[lane]) &&
                      is_row(state, state.lane_closed_oldest[lane]) &&
                      is_row(state, state.lane_closed_newest[lane]);
    if (!rows) return false;

    const u32 rule = model.plastic_lane_rule[lane];
    const u32 window = model.rule_window[rule];
    const u32 shift = model.epoch_shift[rule];
    const size_t first = model.plastic_lane_row_first[lane];
    for (size_t row = first; row < first + model.plastic_lane_pre_count[lane]; row++) {
      const u64 age = state.tick[0] - state.row_tick[row];
      const bool sound = state.row_tick[row] <= state.tick[0] && state.row_stage[row] <= 2 &&
                         (state.row_stage[row] != 1 || age <= window) &&
                         (state.row_stage[row] != 2 || age >> shift < limits::epoch_slots) &&
                         is_row(state, state.row_next[row]) &&
                         is_row(state, state.row_previous[row]);
      if (!sound) return false;
    }
  }
  return true;
}

bool spikes_are_sound(const Model& model, const State& state) {
  for (const u32 neuron : state.spike_list) {
    if (neuron >= model.counts.neurons) return false;
  }
  const size_t segments = model.counts.populations + size_t{1};
  for (size_t i = 0; i < state.spike_segment.size(); i++) {
    const u32 start = i % segments == 0 ? 0 : state.spike_segment[i - 1];
    if (state.spike_segment[i] < start || state.spike_segment[i] > model.counts.neurons) {
      return false;
    }
  }
  return true;
}

}  // namespace

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
  if (!weight.empty()) {
    std::memcpy(weight.data(), model.plastic_weight.data(), weight.size_bytes());
    std::memcpy(settled_weight.data(), weight.data(), weight.size_bytes());
  }
  for (const std::span<u32> list : {row_next, row_previous, lane_open_oldest, lane_open_newest,
                                    lane_closed_oldest, lane_closed_newest}) {
    for (u32& row : list) row = no_row;
  }
  for (size_t i = 0; i < level.size(); i++) {
    const q3_28 tonic = model.modulator_tonic[i];
    const q3_28 low = model.modulator_min[i];
    const q3_28 high = model.modulator_max[i];
    level[i] = tonic < low ? low : tonic > high ? high : tonic;
  }
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
  const State thawed = State::place(model, memory.get());
  std::memcpy(thawed.kept.data(), frozen.data() + sizeof header, thawed.kept.size());
  if (!spikes_are_sound(model, thawed)) return {Code::state_field, 0, 0};
  if (!lanes_are_sound(model, thawed)) return {Code::state_field, 1, 0};
  std::memcpy(state.kept.data(), thawed.kept.data(), thawed.kept.size());
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
