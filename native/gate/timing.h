// How long or how late, as counts in fixed buckets that others may read at any time: 32 to an
// octave, from a microsecond to about a minute.
#pragma once

#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace striatum::gate {

struct Timing {
  static constexpr size_t per_octave = 32;
  static constexpr size_t buckets = 26 * per_octave;

  std::atomic<uint64_t> count[buckets];
  std::atomic<uint64_t> missed;  // steps that were left out, because their time had passed
  std::atomic<uint64_t> max_ns;

  void add(double us) {
    // the octave and its part are the exponent and the leading bits of the number
    int exponent = 0;
    const double fraction = std::frexp(us < 1 ? 1 : us, &exponent);
    const auto part = static_cast<size_t>((fraction - 0.5) * 2 * per_octave);
    const size_t at = static_cast<size_t>(exponent - 1) * per_octave + part;
    count[at < buckets ? at : buckets - 1].fetch_add(1, std::memory_order_relaxed);
    const auto ns = static_cast<uint64_t>(us < 0 ? 0 : us * 1000);
    if (ns > max_ns.load(std::memory_order_relaxed)) max_ns.store(ns, std::memory_order_relaxed);
  }
};

}  // namespace striatum::gate
