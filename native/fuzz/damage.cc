// The kinds of damage.
#include "damage.h"

#include <cstdio>
#include <cstring>

namespace striatum::fuzz {

namespace {

constexpr size_t model_bytes_most = size_t{1} << 22;

std::string said(const char* what, u64 at, i64 value) {
  char text[120];
  std::snprintf(text, sizeof text, "%s at %llu: %lld", what, static_cast<unsigned long long>(at),
                static_cast<long long>(value));
  return text;
}

std::string said(const Array& array, size_t index, i64 value, i64 before) {
  char text[120];
  std::snprintf(text, sizeof text, "%s[%zu] = %lld, was %lld", array.name, index,
                static_cast<long long>(value), static_cast<long long>(before));
  return text;
}

i64 get(const Patient& p, const Array& array, size_t index) {
  u64 value = 0;
  std::memcpy(&value, p.bytes.data() + array.offset + index * array.item_bytes, array.item_bytes);
  const int unused = 64 - 8 * static_cast<int>(array.item_bytes);
  return static_cast<i64>(value << unused) >> unused;
}

void put(Patient& p, const Array& array, size_t index, i64 value) {
  std::memcpy(p.bytes.data() + array.offset + index * array.item_bytes, &value, array.item_bytes);
}

u32 any_count(const Patient& p, Draw& draw) {
  u32 counts[counts_in_model];
  std::memcpy(counts, &p.counts, sizeof counts);
  return counts[draw.below(counts_in_model)];
}

// What an item should not be, or could be just so.
i64 bad_value(const Patient& p, Draw& draw, const Array& array, i64 before) {
  const auto most = static_cast<i64>(~u64{0} >> (65 - 8 * array.item_bytes));
  switch (draw.below(10)) {
    case 0:
      return draw.between(0, 3);
    case 1:
      return -draw.between(1, 2);
    case 2:
      return most - draw.between(0, 1);
    case 3:
      return -most - draw.between(0, 1);
    case 4:
      return i64{any_count(p, draw)} + draw.between(-1, 1);
    case 5:
      return get(p, array, draw.below(array.count));
    case 6:
      return draw.of_any_size();
    case 7:
      return static_cast<i64>(draw.wide()) >> draw.below(64);
    case 8:
      return i64(u64(before) + u64(draw.between(-2, 2)));
    default:
      return before ^ (i64{1} << draw.below(8 * array.item_bytes));
  }
}

// An array that is there and lies within the bytes; null if none was found.
const Array* any_array(const Patient& p, Draw& draw) {
  for (int tries = 0; tries < 50; tries++) {
    const Array& array = p.arrays[draw.below(p.arrays.size())];
    if (array.count != 0 && array.end() <= p.bytes.size()) return &array;
  }
  return nullptr;
}

std::string set_item(Patient& p, Draw& draw) {
  const Array* const array = any_array(p, draw);
  if (array == nullptr) return "";
  const size_t index = draw.one_in(4) ? array->count - 1 : draw.below(array->count);
  const i64 before = get(p, *array, index);
  const i64 value = bad_value(p, draw, *array, before);
  put(p, *array, index, value);
  return said(*array, index, value, before);
}

std::string set_items(Patient& p, Draw& draw) {
  const Array* const array = any_array(p, draw);
  if (array == nullptr) return "";
  const size_t first = draw.below(array->count);
  const size_t count = 1 + draw.below(array->count - first);
  const i64 before = get(p, *array, first);
  const i64 value = bad_value(p, draw, *array, before);
  for (size_t i = first; i < first + count; i++) put(p, *array, i, value);
  return said(*array, first, value, before) + ", and " + std::to_string(count - 1) + " after it";
}

std::string swap_items(Patient& p, Draw& draw) {
  const Array* const array = any_array(p, draw);
  if (array == nullptr) return "";
  const size_t a = draw.below(array->count);
  const size_t b = draw.below(array->count);
  const i64 value = get(p, *array, a);
  const i64 other = get(p, *array, b);
  put(p, *array, a, other);
  put(p, *array, b, value);
  return said(*array, a, other, value) + ", swapped with " + std::to_string(b);
}

std::string flip(Patient& p, Draw& draw) {
  if (p.bytes.empty()) return "";
  const size_t at = draw.below(p.bytes.size());
  p.bytes[at] ^= std::byte{1} << draw.below(8);
  return said("flipped a bit", at, i64(p.bytes[at]));
}

std::string fill(Patient& p, Draw& draw) {
  if (p.bytes.empty()) return "";
  const size_t at = draw.below(p.bytes.size());
  const size_t left = p.bytes.size() - at;
  const size_t count = 1 + draw.below(left < 64 ? left : draw.one_in(4) ? left : 64);
  static constexpr u32 values[] = {0, 0xFF, 0x80, 0x7F};
  const size_t which = draw.below(5);
  for (size_t i = at; i < at + count; i++) {
    p.bytes[i] = static_cast<std::byte>(which < 4 ? values[which] : draw.bits() >> 24);
  }
  return said("overwrote bytes", at, i64(count));
}

std::string move(Patient& p, Draw& draw) {
  if (p.bytes.empty()) return "";
  const size_t from = draw.below(p.bytes.size());
  const size_t to = draw.below(p.bytes.size());
  const size_t past = from < to ? to : from;
  const size_t count = 1 + draw.below(p.bytes.size() - past);
  std::memmove(p.bytes.data() + to, p.bytes.data() + from, count);
  return said("copied bytes", from, i64(to)) + " for " + std::to_string(count);
}

std::string resize(Patient& p, Draw& draw) {
  const size_t before = p.bytes.size();
  const bool grow = draw.one_in(3);
  p.bytes.resize(grow ? before + 1 + draw.below(300) : draw.below(before + 1));
  return said("resized", before, i64(p.bytes.size()));
}

// Another count, and at times the arrays to fit it, so that the length does not give it away.
std::string recount(Patient& p, Draw& draw) {
  if (!p.is_model) return set_item(p, draw);
  u32 counts[counts_in_model];
  std::memcpy(counts, &p.counts, sizeof counts);
  const size_t which = draw.below(counts_in_model);
  const u32 before = counts[which];
  switch (draw.below(6)) {
    case 0:
      counts[which] = 0;
      break;
    case 1:
      counts[which] *= 2;
      break;
    case 2:
      counts[which] /= 2;
      break;
    case 3:
      counts[which] = draw.bits() >> draw.below(32);
      break;
    default:
      counts[which] += static_cast<u32>(draw.between(-1, 1));
      break;
  }
  std::memcpy(&p.counts, counts, sizeof counts);
  const bool fits = model_bytes(p.counts) <= model_bytes_most && draw.one_in(2);
  if (fits)
    p.bytes = with_counts(p.bytes, p.counts);
  else if (p.bytes.size() >= model_preamble_bytes + sizeof counts) {
    std::memcpy(p.bytes.data() + model_preamble_bytes, counts, sizeof counts);
  }
  if (fits) p.arrays = arrays_of_model(p.counts);
  return said(name_of_count(which), before, i64(counts[which])) + (fits ? ", arrays too" : "");
}

}  // namespace

Patient patient_of_model(std::vector<std::byte> model) {
  const Counts counts = counts_of(model);
  return {std::move(model), arrays_of_model(counts), counts, true};
}

Patient patient_of_state(std::vector<std::byte> frozen, const Counts& counts) {
  std::vector<Array> arrays = arrays_of_state(counts);
  for (Array& array : arrays) array.offset += frozen_header_bytes;
  return {std::move(frozen), std::move(arrays), counts, false};
}

std::string damage(Patient& patient, Draw draw) {
  switch (draw.below(20)) {
    case 0:
      return flip(patient, draw);
    case 1:
      return fill(patient, draw);
    case 2:
      return draw.one_in(4) ? resize(patient, draw) : move(patient, draw);
    case 3:
    case 4:
      return recount(patient, draw);
    case 5:
    case 6:
    case 7:
      return set_items(patient, draw);
    case 8:
    case 9:
    case 10:
      return swap_items(patient, draw);
    default:
      return set_item(patient, draw);
  }
}

}  // namespace striatum::fuzz
