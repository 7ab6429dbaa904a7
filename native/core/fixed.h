// Number formats as types, and the operations on them, whose names are their policies. A value is
// raw / 2^Fraction; the sign bit is not counted in a format's name, so q8_23 is 1 + 8 + 23 bits.
// Every operation says what it means in real numbers, in which range, and what overflow does.
// There is no plain operator on state: pick the policy by name.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace striatum {

static_assert(std::endian::native == std::endian::little, "blobs and hashes are little-endian");

// Never defined: a constant outside its format calls it, and so does not compile.
int64_t constant_out_of_range();

template <class Storage, int Fraction>
struct Fixed {
  using Raw = Storage;
  static constexpr int fraction = Fraction;

  Raw raw;

  // Meaning: the nearest value. Range: that of the format. Overflow: does not compile.
  static consteval Fixed of(double real) {
    const double scaled = real * static_cast<double>(uint64_t{1} << Fraction);
    constexpr double low = static_cast<double>(std::numeric_limits<Raw>::min());
    constexpr double high = static_cast<double>(std::numeric_limits<Raw>::max());
    if (scaled < low || scaled > high) return {static_cast<Raw>(constant_out_of_range())};
    return {static_cast<Raw>(static_cast<int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5)))};
  }

  friend constexpr bool operator==(Fixed, Fixed) = default;
  friend constexpr auto operator<=>(Fixed, Fixed) = default;
};

using u8 = uint8_t;
using u32 = uint32_t;
using i32 = int32_t;
using u64 = uint64_t;
using i64 = int64_t;
using q0_15 = Fixed<int16_t, 15>;
using qm3_34 = Fixed<int32_t, 34>;
using qm1_32 = Fixed<int32_t, 32>;
using q0_31 = Fixed<int32_t, 31>;
using q3_28 = Fixed<int32_t, 28>;
using q4_27 = Fixed<int32_t, 27>;
using q7_24 = Fixed<int32_t, 24>;
using q8_23 = Fixed<int32_t, 23>;
using q9_22 = Fixed<int32_t, 22>;
using q10_21 = Fixed<int32_t, 21>;
using q15_16 = Fixed<int32_t, 16>;
using q16_15 = Fixed<int32_t, 15>;
using q23_40 = Fixed<int64_t, 40>;
using power = Fixed<uint32_t, 31>;  // powers of a keep factor and probabilities: 0 to 1, both held

inline constexpr power power_one = {uint32_t{1} << 31};

// Meaning: the power, 1 held as the largest below it, in the format of decay factors.
constexpr q0_31 below_one(power value) {
  return {static_cast<int32_t>(value.raw - (value.raw >> 31))};
}

// Meaning: the value of wide, in F. Range: all. Overflow: saturates and sets hit.
template <class F>
constexpr F saturate(int64_t wide, bool& hit) {
  using Raw = typename F::Raw;
  constexpr int64_t low = std::numeric_limits<Raw>::min();
  constexpr int64_t high = std::numeric_limits<Raw>::max();
  hit |= wide < low || wide > high;
  return {static_cast<Raw>(wide < low ? low : wide > high ? high : wide)};
}

// Meaning: a + b. Range: all. Overflow: saturates and sets hit.
template <class F>
constexpr F add_sat(F a, F b, bool& hit) {
  return saturate<F>(int64_t{a.raw} + b.raw, hit);
}

// Meaning: a - b. Range: all. Overflow: saturates and sets hit.
template <class F>
constexpr F sub_sat(F a, F b, bool& hit) {
  return saturate<F>(int64_t{a.raw} - b.raw, hit);
}

// Meaning: value / 2^shift to the nearest, ties up. Range: |value| up to 2^62, any shift; a
// negative one multiplies. Overflow: saturates at 2^62, which every format then saturates.
constexpr int64_t shift_right_round(int64_t value, int shift) {
  constexpr int64_t ceiling = int64_t{1} << 60;
  if (shift > 62) return 0;
  if (shift > 0) return (value + (int64_t{1} << (shift - 1))) >> shift;
  if (shift == 0 || value == 0) return value;
  if (shift < -60 || value > (ceiling >> -shift) || value < -(ceiling >> -shift)) {
    return value < 0 ? -ceiling : ceiling;
  }
  return value * (int64_t{1} << -shift);
}

// Meaning: a * b to the nearest of To, ties up. Range: all. Overflow: saturates and sets hit.
template <class To, class A, class B>
constexpr To mul_round_sat(A a, B b, bool& hit) {
  static_assert(sizeof(A) <= 4 && sizeof(B) <= 4, "the product must fit 64 bits");
  constexpr int shift = A::fraction + B::fraction - To::fraction;
  return saturate<To>(shift_right_round(int64_t{a.raw} * b.raw, shift), hit);
}

// Meaning: the value of a to the nearest of To, ties up. Range: all. Overflow: saturates, sets hit.
template <class To, class From>
constexpr To convert_round_sat(From a, bool& hit) {
  return saturate<To>(shift_right_round(a.raw, From::fraction - To::fraction), hit);
}

// Meaning: value * keep, cut toward zero, so that a decay always reaches zero (rounding to nearest
// stalls). Range: |value| up to 2^32, keep 0 up to 1. Overflow: none, the magnitude never grows.
constexpr int64_t decay_toward_zero(int64_t value, q0_31 keep) {
  return value * keep.raw / (int64_t{1} << 31);
}

template <class F>
constexpr F decay_toward_zero(F a, q0_31 keep) {
  return {static_cast<typename F::Raw>(decay_toward_zero(int64_t{a.raw}, keep))};
}

// The same by a power of keep, which may be 1.
template <class F>
constexpr F decay_toward_zero(F a, power keep) {
  static_assert(sizeof(F) <= 4, "wider values go by scale_toward_zero");
  return {static_cast<typename F::Raw>(int64_t{a.raw} * keep.raw / (int64_t{1} << 31))};
}

// Meaning: value * factor / 2^shift, cut toward zero, without a 128-bit product. Range: shift 1 to
// 32, and a result below 2^63 in magnitude, which the caller owes. Overflow: wraps.
constexpr int64_t scale_toward_zero(int64_t value, uint32_t factor, int shift) {
  const uint64_t bits = static_cast<uint64_t>(value);
  const uint64_t magnitude = value < 0 ? 0 - bits : bits;
  const uint64_t high = (magnitude >> 32) * factor;
  const uint64_t low = (magnitude & 0xFFFFFFFF) * factor;
  const uint64_t scaled = (high << (32 - shift)) + (low >> shift);
  return static_cast<int64_t>(value < 0 ? 0 - scaled : scaled);
}

// Meaning: value * keep, cut toward zero. Range: all. Overflow: none.
constexpr int64_t decay_toward_zero(int64_t value, power keep) {
  return scale_toward_zero(value, keep.raw, 31);
}

}  // namespace striatum
