// Keyed chance: even, without visible relation between neighbours, and free of any order.
#include "../core/random.h"

#include <bit>

#include "check.h"
#include "net.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// Chi-square of the top byte against 255 degrees of freedom: mean 255, deviation 22.6.
template <class Draw>
double chi_square(Draw draw) {
  std::vector<int> buckets(256, 0);
  constexpr int draws = 256 * 1000;
  for (uint32_t i = 0; i < draws; i++) buckets[draw(i) >> 24]++;
  double sum = 0;
  for (const int count : buckets) sum += (count - 1000.0) * (count - 1000.0) / 1000.0;
  return sum;
}

}  // namespace

TEST(even, "draws are even over indices, over ticks and over seeds") {
  CHECK_NEAR(chi_square([](uint32_t i) { return random(1, 2, i); }), 255, 110);
  CHECK_NEAR(chi_square([](uint32_t i) { return random(1, i, 2); }), 255, 110);
  CHECK_NEAR(chi_square([](uint32_t i) { return random(i, 1, 2); }), 255, 110);
}

TEST(avalanche, "each bit of seed, tick and index flips half of the bits") {
  for (int bit = 0; bit < 64; bit++) {
    int by_seed = 0;
    int by_tick = 0;
    int by_index = 0;
    for (uint32_t i = 0; i < 2000; i++) {
      const uint32_t draw = random(7, i, 3);
      by_seed += std::popcount(draw ^ random(7 ^ (uint64_t{1} << bit), i, 3));
      by_tick += std::popcount(draw ^ random(7, i ^ (uint64_t{1} << bit), 3));
      by_index += std::popcount(draw ^ random(7, i, 3 ^ (1u << (bit % 32))));
    }
    // 64,000 bits each: half of them within 8 deviations of 126
    CHECK_NEAR(by_seed, 32000, 1012);
    CHECK_NEAR(by_tick, 32000, 1012);
    CHECK_NEAR(by_index, 32000, 1012);
  }
}

TEST(serial, "neighbouring ticks and neighbouring indices do not correlate") {
  double by_tick = 0;
  double by_index = 0;
  constexpr int draws = 100000;
  for (uint32_t i = 0; i < draws; i++) {
    const double here = to_double(random(5, i, 9), 32) - 0.5;
    by_tick += here * (to_double(random(5, i + 1, 9), 32) - 0.5);
    by_index += here * (to_double(random(5, i, 10), 32) - 0.5);
  }
  // a product of two such draws deviates by 1/12, so their sum by 26
  CHECK_NEAR(by_tick, 0, 130);
  CHECK_NEAR(by_index, 0, 130);
}

TEST(order, "a draw depends on its key alone") {
  const TickKey key = tick_key(11, 22);
  uint32_t forward[100];
  for (uint32_t i = 0; i < 100; i++) forward[i] = random(key, i);
  for (uint32_t i = 100; i-- > 0;) CHECK(random(11, 22, i) == forward[i]);
}
