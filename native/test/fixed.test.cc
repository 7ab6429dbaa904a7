// Each operation of fixed.h against double, with a tolerance that belongs to the operation: over
// every value for 16 bits, over edges and random pairs for 32.
#include "../core/fixed.h"

#include <cmath>
#include <vector>

#include "../core/hash.h"
#include "check.h"
#include "net.h"
#include "sigmoid.h"

using namespace striatum;
using namespace striatum::test;

namespace {

std::vector<int32_t> samples() {
  std::vector<int32_t> values = {0, 1, -1, 2, -2, INT32_MAX, INT32_MIN, INT32_MAX - 1, 1 << 24};
  for (uint32_t i = 0; i < 400; i++) {
    const auto bits = static_cast<int32_t>(random(3, 0, i));
    values.push_back(bits >> (i % 31));
  }
  return values;
}

double held(double value, double low, double high) {
  return std::fmin(std::fmax(value, low), high);
}

const double low_24 = to_double(q7_24{INT32_MIN});
const double high_24 = to_double(q7_24{INT32_MAX});

}  // namespace

TEST(constants, "constants are the nearest of their format") {
  static_assert(q7_24::of(1.0).raw == 1 << 24);
  static_assert(q7_24::of(-0.5).raw == -(1 << 23));
  static_assert(q0_15::of(0.999969482421875).raw == 32767);
  static_assert(q8_23::of(-256.0).raw == INT32_MIN);
  CHECK(q3_28::of(0.1).raw == std::lround(0.1 * 268435456));
}

TEST(sums, "add_sat and sub_sat equal double, held at the ends") {
  for (const int32_t a : samples()) {
    for (const int32_t b : samples()) {
      bool hit = false;
      const double sum = to_double(q7_24{a}) + to_double(q7_24{b});
      CHECK(to_double(add_sat(q7_24{a}, q7_24{b}, hit)) == held(sum, low_24, high_24));
      CHECK(hit == (sum < low_24 || sum > high_24));
      hit = false;
      const double difference = to_double(q7_24{a}) - to_double(q7_24{b});
      CHECK(to_double(sub_sat(q7_24{a}, q7_24{b}, hit)) == held(difference, low_24, high_24));
      CHECK(hit == (difference < low_24 || difference > high_24));
    }
  }
}

TEST(products, "mul_round_sat is within half a step") {
  for (const int32_t a : samples()) {
    for (const int32_t b : samples()) {
      bool hit = false;
      const double product = to_double(q15_16{a}) * to_double(q0_31{b});
      const q8_23 got = mul_round_sat<q8_23>(q15_16{a}, q0_31{b}, hit);
      const double step = std::ldexp(1, -23);
      CHECK_NEAR(to_double(got), held(product, -256, 256 - step), step / 2);
      CHECK(hit == (product < -256 - step / 2 || product >= 256 - step / 2));
    }
  }
}

TEST(shifts, "shift_right_round is within half a step for any shift") {
  for (int shift = -70; shift <= 70; shift++) {
    for (const int32_t a : samples()) {
      const double wanted = std::ldexp(a, -shift);
      const double ceiling = std::ldexp(1, 60);
      const auto got = static_cast<double>(shift_right_round(a, shift));
      CHECK_NEAR(got, held(wanted, -ceiling, ceiling), 0.5);
    }
  }
}

TEST(conversions, "every q0.15 becomes every other format and back") {
  for (int32_t raw = INT16_MIN; raw <= INT16_MAX; raw++) {
    const q0_15 value{static_cast<int16_t>(raw)};
    bool hit = false;
    CHECK(convert_round_sat<q0_15>(convert_round_sat<q3_28>(value, hit), hit) == value);
    CHECK(!hit);
    CHECK(to_double(convert_round_sat<q7_24>(value, hit)) == to_double(value));
  }
}

TEST(decays, "decays cut toward zero, are within a step, and always reach zero") {
  for (const int32_t a : samples()) {
    for (const int32_t b : samples()) {
      const q0_31 keep{b & INT32_MAX};
      const double wanted = static_cast<double>(a) * to_double(keep);
      const int32_t got = decay_toward_zero(q7_24{a}, keep).raw;
      CHECK(std::fabs(got) <= std::fabs(wanted) + 1e-6 && std::fabs(wanted - got) < 1.000001);
    }
  }
  for (const int32_t start : {1 << 24, -(1 << 24), INT32_MAX, INT32_MIN}) {
    const q0_31 keep = real<q0_31>(keep_of(1000));
    q7_24 value{start};
    for (int i = 0; i < 30000 && value.raw != 0; i++) value = decay_toward_zero(value, keep);
    CHECK(value.raw == 0);
  }
  CHECK(decay_toward_zero(q7_24{-5}, power_one).raw == -5);
}

TEST(scales, "scale_toward_zero equals a long double product, cut") {
  for (const int32_t a : samples()) {
    for (const int32_t b : samples()) {
      const int64_t value = int64_t{a} * (int64_t{1} << 29) + b;
      const auto factor = static_cast<uint32_t>(b & INT32_MAX);
      const long double exact = static_cast<long double>(value) * factor / 2147483648.0L;
      const int64_t got = scale_toward_zero(value, factor, 31);
      CHECK(std::fabs(static_cast<double>(exact - static_cast<long double>(got))) <= 1.0);
      CHECK((got < 0) <= (value < 0));
    }
  }
}

TEST(chances, "the sigmoid is within 3e-6 and never falls") {
  const q8_23 threshold = q8_23::of(1);
  double before = 0;
  for (int32_t i = -40000; i <= 40000; i++) {
    const double v = 1 + i / 10000.0;
    const double got = to_double(sigmoid(real<q8_23>(v), threshold, q8_23::of(5)));
    CHECK_NEAR(got, 1 / (1 + std::exp(-5 * (to_double(real<q8_23>(v)) - 1))), 3e-6);
    CHECK(got >= before);
    before = got;
  }
  CHECK(sigmoid({INT32_MIN}, {INT32_MAX}, {INT32_MAX}).raw == 0);
  CHECK(sigmoid({INT32_MAX}, {INT32_MIN}, {INT32_MAX}) == power_one);
}

TEST(checksums, "crc32 is zlib's") {
  const char text[] = "123456789";
  CHECK(crc32({reinterpret_cast<const std::byte*>(text), 9}) == 0xCBF43926);
}
