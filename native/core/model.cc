// Opening a model: preamble, counts and length first, then the checksum, then every array.
#include "model.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

#include <cstdlib>
#include <cstring>

#include "hash.h"
#include "limits.h"

namespace striatum {

namespace {

struct Preamble {
  uint32_t magic;
  uint32_t version;
  uint32_t byte_length;
  uint32_t checksum;
};
static_assert(sizeof(Preamble) == model_preamble_bytes);

uint64_t derived_bytes(const Counts& counts) {
  const CountsOf<uint64_t> c = widen(counts);
  uint64_t bytes = 0;
#define X(format, name, count) bytes = align_up(bytes + sizeof(format) * (count));
  STRIATUM_DERIVED_ARRAYS(X)
#undef X
  return bytes;
}

// Everything that can be said of the bytes before they are copied.
Status check_bytes(std::span<const std::byte> bytes, Preamble& preamble, Counts& counts) {
  const auto length = static_cast<int64_t>(bytes.size());
  if (bytes.size() < sizeof preamble + sizeof counts) return {Code::model_truncated, 0, length};
  std::memcpy(&preamble, bytes.data(), sizeof preamble);
  std::memcpy(&counts, bytes.data() + sizeof preamble, sizeof counts);

  if (preamble.magic != model_magic) return {Code::model_magic, 0, preamble.magic};
  if (preamble.version != format_version) return {Code::model_version, 0, preamble.version};
  if (preamble.byte_length != bytes.size()) return {Code::model_length, 0, length};
  if (const Status status = check_counts(counts); !status.ok()) return status;
  if (model_bytes(counts) != bytes.size()) return {Code::model_length, 0, length};
  const uint32_t checksum = crc32(bytes.subspan(sizeof preamble));
  if (preamble.checksum != checksum) return {Code::model_checksum, 0, checksum};
  return {};
}

// Points every span at its place; false if a gap between arrays is not zero, at byte gap.
bool place(Model& model, std::byte* memory, uint64_t& gap) {
  const CountsOf<uint64_t> c = widen(model.counts);
  uint64_t end = sizeof(Preamble) + sizeof(Counts);
  bool clean = true;

  // the gap up to the next array, then the array
  const auto skip_gap = [&] {
    for (const uint64_t start = align_up(end); end < start; end++) {
      if (clean && memory[end] != std::byte{0}) clean = false, gap = end;
    }
  };
#define X(format, name, count, unit)                                                        \
  skip_gap();                                                                               \
  model.name = {reinterpret_cast<const format*>(memory + end), static_cast<size_t>(count)}; \
  end += sizeof(format) * (count);
  STRIATUM_MODEL_ARRAYS(X)
#undef X
  skip_gap();

#define X(format, name, count)                                                        \
  model.name = {reinterpret_cast<format*>(memory + end), static_cast<size_t>(count)}; \
  end = align_up(end + sizeof(format) * (count));
  STRIATUM_DERIVED_ARRAYS(X)
#undef X
  return clean;
}

}  // namespace

void Release::operator()(std::byte* bytes) const {
  std::free(bytes);
}

namespace {

// Rows lie anywhere in a model. Where it is large, large pages save most of a walk through the
// page tables for each.
std::byte* allocate(size_t bytes) {
  constexpr size_t large_page = size_t{1} << 21;
  const bool large = bytes >= 2 * large_page;
  const size_t alignment = large ? large_page : array_alignment_bytes;
  const size_t rounded = (bytes + alignment - 1) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
#ifdef __linux__
  if (large && memory != nullptr) madvise(memory, rounded, MADV_HUGEPAGE);
#endif
  return static_cast<std::byte*>(memory);
}

}  // namespace

Status Model::open(std::span<const std::byte> bytes, Model& model) {
  Preamble preamble;
  Model opened;
  if (const Status status = check_bytes(bytes, preamble, opened.counts); !status.ok()) {
    return status;
  }

  const uint64_t total = bytes.size() + derived_bytes(opened.counts);
  if (total > limits::state_bytes_max) return {Code::memory, 0, static_cast<int64_t>(total)};
  auto* memory = allocate(static_cast<size_t>(total));
  if (memory == nullptr) return {Code::memory, 0, static_cast<int64_t>(total)};
  opened.memory.reset(memory);
  std::memcpy(memory, bytes.data(), bytes.size());
  std::memset(memory + bytes.size(), 0, static_cast<size_t>(total) - bytes.size());

  uint64_t gap = 0;
  if (!place(opened, memory, gap)) {
    return {Code::model_padding, static_cast<uint32_t>(gap), static_cast<int64_t>(memory[gap])};
  }
  if (const Status status = check_arrays(opened); !status.ok()) return status;
  derive(opened);
  if (const Status status = check_sums(opened); !status.ok()) return status;
  opened.checksum = preamble.checksum;
  model = static_cast<Model&&>(opened);
  return {};
}

uint64_t model_bytes(const Counts& counts) {
  const CountsOf<uint64_t> c = widen(counts);
  uint64_t bytes = align_up(sizeof(Preamble) + sizeof(Counts));
#define X(format, name, count, unit) bytes = align_up(bytes + sizeof(format) * (count));
  STRIATUM_MODEL_ARRAYS(X)
#undef X
  return bytes;
}

uint32_t population_of(const Model& model, uint32_t first, uint32_t count) {
  for (uint32_t i = 0; i < model.counts.populations; i++) {
    const uint64_t end = uint64_t{model.population_first[i]} + model.population_count[i];
    if (first < end) return count <= end - first ? i : model.counts.populations;
  }
  return model.counts.populations;
}

Lanes static_lanes(const Model& model) {
  return {model.static_lane_delay,     model.static_lane_pre_first, model.static_lane_pre_count,
          model.static_lane_row_first, model.static_row_start,      model.static_target,
          model.static_lane_population};
}

Lanes plastic_lanes(const Model& model) {
  return {model.plastic_lane_delay,     model.plastic_lane_pre_first, model.plastic_lane_pre_count,
          model.plastic_lane_row_first, model.plastic_row_start,      model.plastic_target,
          model.plastic_lane_population};
}

}  // namespace striatum
