// Two digests of bytes: CRC-32 guards what is stored, and a 64-bit hash says whether two states
// are equal. Neither is for secrets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "random.h"

namespace striatum {

// A hash of so many bytes that come as 64-bit words. One multiply a word: 1 GB/s or so, with no
// 128-bit product.
class Hash64 {
 public:
  explicit Hash64(uint64_t bytes) : hash_(0x9E3779B97F4A7C15 ^ bytes) {}

  void add(uint64_t word) {
    hash_ = (hash_ ^ word) * 0xD6E8FEB86659FD93;
    hash_ ^= hash_ >> 32;
  }

  uint64_t value() const { return mix64(hash_); }

 private:
  uint64_t hash_;
};

// A state's hash; every array is padded to 64 bytes with zeros, so bytes is always a multiple of 8.
inline uint64_t hash64(std::span<const std::byte> bytes) {
  Hash64 hash(bytes.size());
  for (size_t offset = 0; offset + 8 <= bytes.size(); offset += 8) {
    uint64_t word;
    std::memcpy(&word, bytes.data() + offset, 8);
    hash.add(word);
  }
  return hash.value();
}

namespace detail {

consteval std::array<uint32_t, 256> crc32_table() {
  std::array<uint32_t, 256> table{};
  for (uint32_t byte = 0; byte < 256; byte++) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    table[byte] = crc;
  }
  return table;
}

}  // namespace detail

// CRC-32 as zlib, PNG and gzip have it: reflected polynomial EDB88320, inverted at both ends.
inline uint32_t crc32(std::span<const std::byte> bytes) {
  static constexpr std::array<uint32_t, 256> table = detail::crc32_table();
  uint32_t crc = 0xFFFFFFFF;
  for (const std::byte byte : bytes) {
    crc = (crc >> 8) ^ table[(crc ^ static_cast<uint32_t>(byte)) & 0xFF];
  }
  return ~crc;
}

}  // namespace striatum
