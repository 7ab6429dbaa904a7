// Where the arrays lie in the bytes of a model and of a frozen state, by name, from the tables of
// fields.h: damage aims at them, so an array that is added there is damaged without a word here.
#pragma once

#include <vector>

#include "../core/model.h"

namespace striatum::fuzz {

struct Array {
  const char* name;
  size_t item_bytes;
  size_t offset;
  size_t count;

  size_t end() const { return offset + item_bytes * count; }
};

inline constexpr size_t frozen_header_bytes = array_alignment_bytes;
inline constexpr size_t counts_in_model = sizeof(Counts) / sizeof(u32);

std::vector<Array> arrays_of_model(const Counts& counts);

// Of all that is frozen; offsets are from the end of the header.
std::vector<Array> arrays_of_state(const Counts& counts);

// The counts that the bytes of a model claim.
Counts counts_of(const std::vector<std::byte>& model);
const char* name_of_count(size_t index);

// The same model with other counts: each array is cut, or goes on with its last item.
std::vector<std::byte> with_counts(const std::vector<std::byte>& model, const Counts& counts);

// Makes magic, version, length and checksum fit the bytes, whatever they say.
void repair_model(std::vector<std::byte>& model);
void repair_state(std::vector<std::byte>& frozen);

}  // namespace striatum::fuzz
