// Products of words, twice as wide, and what is cut out of them, for paths that have vectors; read
// once for each of them by words.h.

#if defined(__x86_64__)

// The products of the even words, and those of the odd ones.
struct Wide {
  WideWord even;
  WideWord odd;
#if STRIATUM_LANES == 4
  Word excess;  // how many times 2^32 they are too large, for SSE2 multiplies without signs
#endif
};

// Products of the words at even places.
STRIATUM_INLINE WideWord even_unsigned(WideWord a, WideWord b) {
#if STRIATUM_LANES == 16
  return (WideWord)_mm512_maskz_mul_epu32(0xFF, (__m512i)a, (__m512i)b);
#elif STRIATUM_LANES == 8
  return (WideWord)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#else
  return (WideWord)_mm_mul_epu32((__m128i)a, (__m128i)b);
#endif
}

#if STRIATUM_LANES > 4
STRIATUM_INLINE WideWord even_signed(WideWord a, WideWord b) {
#if STRIATUM_LANES == 16
  return (WideWord)_mm512_maskz_mul_epi32(0xFF, (__m512i)a, (__m512i)b);
#else
  return (WideWord)_mm256_mul_epi32((__m256i)a, (__m256i)b);
#endif
}
#endif

STRIATUM_INLINE Wide product(Word a, Word b) {
  const WideWord wide_a = (WideWord)a;
  const WideWord wide_b = (WideWord)b;
#if STRIATUM_LANES > 4
  return {even_signed(wide_a, wide_b), even_signed(wide_a >> 32, wide_b >> 32)};
#else
  // read without their signs, a negative a makes the product 2^32 b too large, and so does b
  return {even_unsigned(wide_a, wide_b), even_unsigned(wide_a >> 32, wide_b >> 32),
          (Word)((UnsignedWord)((a >> 31) & b) + (UnsignedWord)((b >> 31) & a))};
#endif
}

// The same where b is not negative.
STRIATUM_INLINE Wide product_by_positive(Word a, Word b) {
#if STRIATUM_LANES == 4
  const WideWord wide_a = (WideWord)a;
  const WideWord wide_b = (WideWord)b;
  return {even_unsigned(wide_a, wide_b), even_unsigned(wide_a >> 32, wide_b >> 32), (a >> 31) & b};
#else
  return product(a, b);
#endif
}

STRIATUM_INLINE Wide difference(Wide a, Wide b) {
#if STRIATUM_LANES == 4
  return {a.even - b.even, a.odd - b.odd, (Word)((UnsignedWord)a.excess - (UnsignedWord)b.excess)};
#else
  return {a.even - b.even, a.odd - b.odd};
#endif
}

STRIATUM_INLINE Wide add_half(Wide p, int shift) {
  const u64 half = u64{1} << (shift - 1);
  p.even += half;
  p.odd += half;
  return p;
}

// The low halves of both, shifted right by shift, in turn.
STRIATUM_INLINE Word low_halves(WideWord even, WideWord odd, int shift) {
#if STRIATUM_LANES == 16
  return (Word)_mm512_mask_blend_epi32(0xAAAA, (__m512i)(even >> shift),
                                       (__m512i)(odd << (32 - shift)));
#elif STRIATUM_LANES == 8
  return (Word)_mm256_blend_epi32((__m256i)(even >> shift), (__m256i)(odd << (32 - shift)), 0xAA);
#else
  const __m128 apart = _mm_shuffle_ps((__m128)(even >> shift), (__m128)(odd >> shift), 0x88);
  return (Word)_mm_shuffle_epi32((__m128i)apart, 0xD8);
#endif
}

// The high halves of both, in turn.
STRIATUM_INLINE Word high_halves(WideWord even, WideWord odd) {
#if STRIATUM_LANES == 16
  const Word places = {1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31};
  return (Word)_mm512_permutex2var_epi32((__m512i)even, (__m512i)places, (__m512i)odd);
#elif STRIATUM_LANES == 8
  return (Word)_mm256_blend_epi32((__m256i)(even >> 32), (__m256i)odd, 0xAA);
#else
  const __m128 apart = _mm_shuffle_ps((__m128)even, (__m128)odd, 0xDD);
  return (Word)_mm_shuffle_epi32((__m128i)apart, 0xD8);
#endif
}

STRIATUM_INLINE Word high_word(Wide p) {
#if STRIATUM_LANES == 4
  return (Word)((UnsignedWord)high_halves(p.even, p.odd) - (UnsignedWord)p.excess);
#else
  return high_halves(p.even, p.odd);
#endif
}

STRIATUM_INLINE Word cut_low(Wide p, int shift) {
  if (shift == 32) return high_word(p);
#if STRIATUM_LANES == 4
  return (Word)((UnsignedWord)low_halves(p.even, p.odd, shift) -
                ((UnsignedWord)p.excess << (32 - shift)));
#else
  return low_halves(p.even, p.odd, shift);
#endif
}

STRIATUM_INLINE Word scale_low(UnsignedWord a, UnsignedWord b, int shift) {
  const WideWord wide_a = (WideWord)a;
  const WideWord wide_b = (WideWord)b;
  return low_halves(even_unsigned(wide_a, wide_b), even_unsigned(wide_a >> 32, wide_b >> 32),
                    shift);
}

STRIATUM_INLINE Word scale_high(UnsignedWord a, UnsignedWord b) {
  const WideWord wide_a = (WideWord)a;
  const WideWord wide_b = (WideWord)b;
  return high_halves(even_unsigned(wide_a, wide_b), even_unsigned(wide_a >> 32, wide_b >> 32));
}

// v times the sum of slope and v square / 2^30, which is rounded; square is positive.
STRIATUM_INLINE Wide product_with_line(Word v, Word square, Word slope) {
#if STRIATUM_LANES == 4
  const Wide curved = add_half(product_by_positive(v, square), 30);
  const Word bent = low_halves(curved.even, curved.odd, 30);
  return product(
      v, (Word)((UnsignedWord)bent + (UnsignedWord)slope - ((UnsignedWord)curved.excess << 2)));
#else
  const Wide curved = product(v, square);
  const Wide straight = add_half(product(slope, splat(1 << 30)), 30);
  const Wide line = {(curved.even + straight.even) >> 30, (curved.odd + straight.odd) >> 30};
  const WideWord wide_v = (WideWord)v;
  return {even_signed(wide_v, line.even), even_signed(wide_v >> 32, line.odd)};
#endif
}

#else  // NEON

// The products of the lower two words, and those of the upper two.
struct Wide {
  WideWord low;
  WideWord high;
};

STRIATUM_INLINE Wide product(Word a, Word b) {
  return {(WideWord)vmull_s32(vget_low_s32((int32x4_t)a), vget_low_s32((int32x4_t)b)),
          (WideWord)vmull_high_s32((int32x4_t)a, (int32x4_t)b)};
}

STRIATUM_INLINE Wide difference(Wide a, Wide b) {
  return {a.low - b.low, a.high - b.high};
}

STRIATUM_INLINE Wide product_by_positive(Word a, Word b) {
  return product(a, b);
}

STRIATUM_INLINE Word narrow(WideWord low, WideWord high) {
  return (Word)vcombine_u32(vmovn_u64((uint64x2_t)low), vmovn_u64((uint64x2_t)high));
}

STRIATUM_INLINE Wide add_half(Wide p, int shift) {
  const u64 half = u64{1} << (shift - 1);
  return {p.low + half, p.high + half};
}

STRIATUM_INLINE Word cut_low(Wide p, int shift) {
  return narrow(p.low >> shift, p.high >> shift);
}

STRIATUM_INLINE Word high_word(Wide p) {
  return narrow(p.low >> 32, p.high >> 32);
}

STRIATUM_INLINE Wide product_with_line(Word v, Word square, Word slope) {
  return product(
      v, (Word)((UnsignedWord)cut_low(add_half(product(v, square), 30), 30) + (UnsignedWord)slope));
}

STRIATUM_INLINE Word scale_low(UnsignedWord a, UnsignedWord b, int shift) {
  const uint32x4_t x = (uint32x4_t)a;
  const uint32x4_t y = (uint32x4_t)b;
  return narrow((WideWord)vmull_u32(vget_low_u32(x), vget_low_u32(y)) >> shift,
                (WideWord)vmull_high_u32(x, y) >> shift);
}

STRIATUM_INLINE Word scale_high(UnsignedWord a, UnsignedWord b) {
  return scale_low(a, b, 32);
}

#endif
