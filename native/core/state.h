// A state: everything that a tick changes, as spans into one arena that its owner provides. The
// kept arrays come first and are frozen, thawed and hashed as one run of bytes, padding included
// (it is zero); scratch follows.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "fields.h"
#include "fixed.h"
#include "model.h"
#include "status.h"

namespace striatum {

inline constexpr uint32_t no_row = 0xFFFFFFFF;
inline constexpr uint64_t last_tick = INT64_MAX;

// Saturations that one member of a crew saw in a phase. The last is the one with the largest index,
// so that it is the same whoever saw it.
struct Tally {
  std::array<u32, saturation_kinds> count{};
  std::array<u32, saturation_kinds> last{};

  void add(Saturation kind, size_t index, u32 times = 1) {
    count[static_cast<size_t>(kind)] += times;
    u32& greatest = last[static_cast<size_t>(kind)];
    if (index > greatest) greatest = static_cast<u32>(index);
  }
  void add(const Tally& other);
};

// A neuron's last spikes in recent_spike, and what stands for a spike that was never.
inline constexpr size_t recent_spikes = 16;
inline constexpr uint32_t long_ago_ticks = uint32_t{1} << 30;

struct State {
#define X(format, name, count, unit, phase, kept) std::span<format> name;
  STRIATUM_STATE_ARRAYS(X)
#undef X

  std::span<std::byte> kept;  // all kept arrays

  // Points the spans into the arena, which must have state_bytes(model) bytes, aligned to 8.
  static State place(const Model& model, std::byte* arena);

  // Every neuron at rest, every weight as compiled, learning on, nothing on its way.
  void zero(const Model& model, uint64_t seed);

  uint64_t hash() const;

  // Counts a saturation and remembers where. Not an error: the value was held at its format's end.
  void count(Saturation kind, size_t index) {
    status_count[static_cast<size_t>(kind)]++;
    status_last[static_cast<size_t>(kind)] = static_cast<u32>(index);
  }

  // The same of all that was tallied in one phase.
  void count(const Tally& tally);
};

// Bytes of the arena, and of a frozen state, for this model.
size_t state_bytes(const Model& model);
size_t frozen_bytes(const Model& model);

// Copies the kept arrays out, with a header that names the model; out has frozen_bytes().
void freeze(const Model& model, const State& state, std::span<std::byte> out);

// Copies them back after checking all of it; on refusal the state is as it was.
Status thaw(const Model& model, std::span<const std::byte> frozen, State& state);

// Where an array lies in the arena, for views from outside.
struct FieldPlace {
  const char* name;
  const char* format;
  size_t offset_bytes;
  size_t count;
};
inline constexpr size_t state_fields = 0
#define X(format, name, count, unit, phase, kept) +1
    STRIATUM_STATE_ARRAYS(X)
#undef X
    ;
FieldPlace field_place(const Model& model, size_t field);

}  // namespace striatum
