// A model: everything about a network that a tick does not change. It is opened from the bytes that
// src/network compiled; open() refuses bad bytes by code and index before anything is used, and
// derives the tables that the bytes do not carry. After that it is constant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "dendrites.h"
#include "fields.h"
#include "fixed.h"
#include "kinds.h"
#include "receptors.h"
#include "status.h"

namespace striatum {

template <class Int>
struct CountsOf {
#define X(name, meaning) Int name;
  STRIATUM_MODEL_COUNTS(X)
#undef X
};

using Counts = CountsOf<uint32_t>;

// For products of counts, which may pass 32 bits before a limit refuses them.
constexpr CountsOf<uint64_t> widen(const Counts& counts) {
  return {
#define X(name, meaning) counts.name,
      STRIATUM_MODEL_COUNTS(X)
#undef X
  };
}

constexpr uint64_t align_up(uint64_t offset) {
  return (offset + array_alignment_bytes - 1) / array_alignment_bytes * array_alignment_bytes;
}

enum class RuleKind : uint8_t { pair_stdp = 0, by_outcome = 1 };
enum class TraceMode : uint8_t { all_to_all = 0, nearest = 1 };

// Traits of a population, as bits.
inline constexpr uint8_t trait_uniform = 1;  // every parameter is the same for all its neurons
inline constexpr uint8_t trait_rests = 2;    // some neuron has refractory ticks
inline constexpr uint8_t trait_noisy = 4;    // some neuron has escape noise
inline constexpr uint8_t trait_calm = 8;     // where state and input are calm, no sum can overflow
inline constexpr uint8_t trait_moves = 16;   // its parameters move
inline constexpr uint8_t trait_plateaus = 32;  // dendrites with plateaus move reset and jump

// Traits of a port: trait_uniform, and this.
inline constexpr uint8_t trait_fresh = 1 << 1;  // it is the first of its compartment

struct Release {
  void operator()(std::byte* bytes) const;
};

struct Model {
  Counts counts{};
  uint32_t checksum = 0;

#define X(format, name, count, unit) std::span<const format> name;
  STRIATUM_MODEL_ARRAYS(X)
#undef X
// only derive() writes these
#define X(format, name, count) std::span<format> name;
  STRIATUM_DERIVED_ARRAYS(X)
#undef X

  std::unique_ptr<std::byte, Release> memory;

  // Copies the bytes, checks them and derives the tables. On refusal the model is left as it was.
  static Status open(std::span<const std::byte> bytes, Model& model);
};

// One kind's lanes and rows, so that static and plastic synapses share their code.
struct Lanes {
  std::span<const u8> delay;
  std::span<const u32> pre_first;
  std::span<const u32> pre_count;
  std::span<const u32> row_first;
  std::span<const u32> row_start;
  std::span<const u32> target;
  std::span<u32> population;
};

Lanes static_lanes(const Model& model);
Lanes plastic_lanes(const Model& model);

// Where the bytes of a model with these counts end.
uint64_t model_bytes(const Counts& counts);

// The population that holds this range of neurons, or counts.populations if none holds it whole.
uint32_t population_of(const Model& model, uint32_t first, uint32_t count);

// The checks behind open(): of the counts alone, of every array, and of what was derived.
Status check_counts(const Counts& counts);
Status check_arrays(const Model& model);
Status check_sums(const Model& model);

// Whether a tick could have left what the dendrites have in these state words.
bool dendrites_are_sound(const Model& model, std::span<const i32> cell_state);

// Fills the derived tables of a model whose arrays have been checked.
void derive(Model& model);

}  // namespace striatum
