// Chance without state: random(seed, tick, index) is 32 even bits that depend on those three alone,
// so the order of loops and the number of threads cannot change a run. Integers only; the work
// per index is 32-bit, so that it vectorises and costs little on a 32-bit board.
#pragma once

#include <cstdint>

namespace striatum {

// What one tick's draws have in common: mixed once a tick in 64 bits.
struct TickKey {
  uint32_t first;
  uint32_t second;
};

// The finalizer of SplitMix64: every bit of the input reaches every bit of the output.
constexpr uint64_t mix64(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

// Chris Wellons' lowbias32: the least biased two-multiply permutation of 32 bits that he found.
constexpr uint32_t mix32(uint32_t x) {
  x = (x ^ (x >> 16)) * 0x7FEB352D;
  x = (x ^ (x >> 15)) * 0x846CA68B;
  return x ^ (x >> 16);
}

constexpr TickKey tick_key(uint64_t seed, uint64_t tick) {
  const uint64_t mixed = mix64(mix64(seed + 0x9E3779B97F4A7C15) ^ tick);
  return {static_cast<uint32_t>(mixed), static_cast<uint32_t>(mixed >> 32)};
}

// Two keyed rounds: one alone would map the indices of every tick through one permutation.
constexpr uint32_t random(TickKey key, uint32_t index) {
  return mix32(mix32(index + key.first) ^ key.second);
}

constexpr uint32_t random(uint64_t seed, uint64_t tick, uint32_t index) {
  return random(tick_key(seed, tick), index);
}

}  // namespace striatum
