// Reading the layout out of the tables, and writing envelopes that fit damaged bytes.
#include "layout.h"

#include <cstring>

#include "../core/hash.h"

namespace striatum::fuzz {

namespace {

void put(std::vector<std::byte>& bytes, size_t offset, u32 word) {
  if (offset + sizeof word <= bytes.size()) std::memcpy(bytes.data() + offset, &word, sizeof word);
}

// Both envelopes begin alike: magic, version, length, checksum of the rest.
void repair(std::vector<std::byte>& bytes, u32 magic) {
  put(bytes, 0, magic);
  put(bytes, 4, format_version);
  put(bytes, 8, static_cast<u32>(bytes.size()));
  if (bytes.size() >= model_preamble_bytes) {
    put(bytes, 12, crc32(std::span<const std::byte>(bytes).subspan(model_preamble_bytes)));
  }
}

}  // namespace

std::vector<Array> arrays_of_model(const Counts& counts) {
  const CountsOf<uint64_t> c = widen(counts);
  std::vector<Array> arrays;
  uint64_t end = align_up(model_preamble_bytes + sizeof counts);
#define X(format, name, count, unit)                                                  \
  arrays.push_back({#name, sizeof(format), size_t(end), static_cast<size_t>(count)}); \
  end = align_up(end + sizeof(format) * (count));
  STRIATUM_MODEL_ARRAYS(X)
#undef X
  return arrays;
}

std::vector<Array> arrays_of_state(const Counts& counts) {
  const CountsOf<uint64_t> c = widen(counts);
  std::vector<Array> arrays;
  uint64_t end = 0;
#define X(format, name, count, unit, phase, keeping)                                    \
  if (Keeping::keeping == Keeping::kept) {                                              \
    arrays.push_back({#name, sizeof(format), size_t(end), static_cast<size_t>(count)}); \
  }                                                                                     \
  end = align_up(end + sizeof(format) * (count));
  STRIATUM_STATE_ARRAYS(X)
#undef X
  return arrays;
}

Counts counts_of(const std::vector<std::byte>& model) {
  Counts counts{};
  if (model.size() >= model_preamble_bytes + sizeof counts) {
    std::memcpy(&counts, model.data() + model_preamble_bytes, sizeof counts);
  }
  return counts;
}

const char* name_of_count(size_t index) {
  static constexpr const char* names[] = {
#define X(name, meaning) #name,
      STRIATUM_MODEL_COUNTS(X)
#undef X
  };
  return names[index];
}

std::vector<std::byte> with_counts(const std::vector<std::byte>& model, const Counts& counts) {
  std::vector<std::byte> out(static_cast<size_t>(model_bytes(counts)));
  std::memcpy(out.data() + model_preamble_bytes, &counts, sizeof counts);
  const std::vector<Array> before = arrays_of_model(counts_of(model));
  const std::vector<Array> after = arrays_of_model(counts);
  for (size_t i = 0; i < after.size(); i++) {
    const size_t bytes = after[i].item_bytes;
    for (size_t k = 0; k < after[i].count && before[i].count > 0; k++) {
      const size_t from = k < before[i].count ? k : before[i].count - 1;
      const size_t offset = before[i].offset + from * bytes;
      if (offset + bytes > model.size()) break;
      std::memcpy(out.data() + after[i].offset + k * bytes, model.data() + offset, bytes);
    }
  }
  return out;
}

void repair_model(std::vector<std::byte>& model) {
  repair(model, model_magic);
}

void repair_state(std::vector<std::byte>& frozen) {
  repair(frozen, state_magic);
}

}  // namespace striatum::fuzz
