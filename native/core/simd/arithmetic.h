// The arithmetic of words that is the same for one number and for many, read once for each path at
// the end of words.h.

#include "memory.h"

// Meaning: value / 2^shift to the nearest, ties up. Range: shift 1 to 32. Overflow: wraps.
STRIATUM_INLINE Word round_low(Wide value, int shift) {
  return cut_low(add_half(value, shift), shift);
}

// Where parameters are read: one for all neurons, or each neuron's own.
struct Reader {
  size_t index;
  size_t count;  // words to read there
  bool uniform;
};

STRIATUM_INLINE Word read(const i32* parameters, Reader at) {
  return at.uniform ? splat(parameters[0]) : load(parameters + at.index, at.count);
}

STRIATUM_INLINE Word choose(Word mask, Word a, Word b) {
#if STRIATUM_LANES == 1
  return mask != 0 ? a : b;
#else
  return mask ? a : b;
#endif
}

STRIATUM_INLINE Word add(Word a, Word b) {
  return (Word)((UnsignedWord)a + (UnsignedWord)b);
}

STRIATUM_INLINE Word sub(Word a, Word b) {
  return (Word)((UnsignedWord)a - (UnsignedWord)b);
}

// Meaning: a + b. Range: all. Overflow: saturates and sets bit of held.
STRIATUM_INLINE Word add_sat(Word a, Word b, Word& held, i32 bit) {
  const Word sum = add(a, b);
  const Word over = ((a ^ sum) & (b ^ sum)) >> 31;
  held |= over & bit;
  return choose(over, (a >> 31) ^ INT32_MAX, sum);
}

// Meaning: a - b. Range: all. Overflow: saturates and sets bit of held.
STRIATUM_INLINE Word sub_sat(Word a, Word b, Word& held, i32 bit) {
  const Word difference = sub(a, b);
  const Word over = ((a ^ b) & (a ^ difference)) >> 31;
  held |= over & bit;
  return choose(over, (a >> 31) ^ INT32_MAX, difference);
}

// The bits of all words together.
STRIATUM_INLINE i32 all_bits(Word word) {
  if (!any(word)) return 0;
  i32 each[STRIATUM_LANES];
  store(each, STRIATUM_LANES, word);
  i32 all = 0;
  for (const i32 bits : each) all |= bits;
  return all;
}

// Whether values of several words all lie within a limit, a power of two, of 0.
struct Near {
  Word bits;  // of every value plus the limit

  STRIATUM_MEMBER void look(Word value, i32 limit) { bits |= add(value, splat(limit)); }

  // Bits that are set where one does not.
  STRIATUM_MEMBER Word beyond(i32 limit) const { return bits & (-2 * limit); }
};

// How the sums of a block are made: the quick way where none can overflow, with the same bits.
struct Sums {
  bool careful;
  Word held;  // events of what was held

  // Meaning: a + b. Overflow: saturates and sets bit; without care there is none.
  STRIATUM_MEMBER Word add(Word a, Word b, i32 bit) {
    return careful ? add_sat(a, b, held, bit) : (Word)((UnsignedWord)a + (UnsignedWord)b);
  }

  // Meaning: a - b. Overflow: likewise.
  STRIATUM_MEMBER Word sub(Word a, Word b, i32 bit) {
    return careful ? sub_sat(a, b, held, bit) : (Word)((UnsignedWord)a - (UnsignedWord)b);
  }
};

// Meaning: value / 2^shift, cut down. Range: shift 1 to 32. Overflow: saturates, sets bit of held.
STRIATUM_INLINE Word cut_sat(Wide value, int shift, Word& held, i32 bit) {
  const i32 end = i32{1} << (shift - 1);
  const Word high = high_word(value);
  const Word above = mask(high >= end);
  const Word below = mask(high < -end);
  held |= (above | below) & bit;
  return choose(above, splat(INT32_MAX), choose(below, splat(INT32_MIN), cut_low(value, shift)));
}

// Meaning: value * keep / 2^31, cut toward zero. Range: keep 0 up to INT32_MAX. Overflow: none.
STRIATUM_INLINE Word decay_toward_zero(Word value, Word keep) {
  const Word size = magnitude(value);
  return with_sign(scale_high((UnsignedWord)size, (UnsignedWord)keep << 1), value);
}

// Meaning: end + (value - end) * keep / 2^31, the difference cut toward zero. Range: likewise.
// Overflow: none, the result lies between both; with care the difference may need 32 bits unsigned.
STRIATUM_INLINE Word decay_toward(Word value, Word end, Word keep, bool careful) {
  const Word above = sub(value, end);
  if (!careful) return add(end, decay_toward_zero(above, keep));
  const Word below = mask(value < end);
  const Word size = sub(above ^ below, below);
  const Word kept = scale_low((UnsignedWord)size, (UnsignedWord)keep, 31);
  return add(end, sub(kept ^ below, below));
}

// From where on hold() holds a coarse sum.
constexpr i32 coarse_end(int shift) {
  return (i32{1} << (31 - shift)) - 16;
}

// Meaning: low, a sum that wraps, where coarse, the same sum in units of 2^shift and up to 8 of
// them off, lies within 32 bits; else the end of the range that the sum left, or is within 16 units
// of. Overflow: saturates; bottom or top is true if that was the end.
STRIATUM_INLINE Word hold(Word low, Word coarse, int shift, Truth& bottom, Truth& top) {
  const i32 end = coarse_end(shift);
  bottom = less(coarse, splat(-end));
  top = less(splat(end), coarse);
  return choose(bottom, splat(-INT32_MAX), choose(top, splat(INT32_MAX), low));
}
