// What a fuzzer draws from: a stream of numbers that a seed and a place in the plan determine, with
// a liking for the ends of ranges, where defects live.
#pragma once

#include <cstddef>

#include "../core/fixed.h"
#include "../core/random.h"

namespace striatum::fuzz {

class Draw {
 public:
  // Streams of different places have nothing in common, so that leaving one out moves no other.
  Draw(u64 seed, u64 place) : key_(tick_key(seed, place)) {}

  u32 bits() { return random(key_, next_++); }
  u64 wide() { return u64{bits()} << 32 | bits(); }

  // 0 up to count - 1; count is not 0.
  size_t below(size_t count) { return static_cast<size_t>(u64{bits()} * count >> 32); }
  bool one_in(size_t count) { return below(count) == 0; }
  int between(int low, int high) { return low + static_cast<int>(below(size_t(high - low) + 1)); }
  double real(double low, double high) { return low + (high - low) * bits() / 4294967296.0; }

  // Of any magnitude: as likely below 16 as above 2^27.
  i32 of_any_size() {
    const auto value = static_cast<i32>(bits());
    return value >> below(32);
  }

  // Within the range, its ends and zero likely.
  i32 within(i32 low, i32 high) {
    switch (below(6)) {
      case 0:
        return low;
      case 1:
        return high;
      case 2:
        return held(0, low, high);
      case 3:
        return held(of_any_size(), low, high);
      default:
        return static_cast<i32>(low + i64(u64(i64{high} - low + 1) * bits() >> 32));
    }
  }

 private:
  static i32 held(i32 value, i32 low, i32 high) {
    return value < low ? low : value > high ? high : value;
  }

  TickKey key_;
  u32 next_ = 0;
};

}  // namespace striatum::fuzz
