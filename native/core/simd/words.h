// Words: as many raw int32 numbers as a vector of this path holds, one neuron each, and their
// arithmetic, read once for each path. The names are the policies of fixed.h and the results are
// the same to the bit on every path. There is no branch: a truth is a word with all bits set or
// none. Sums wrap as unsigned numbers do; where one may not, it is watched in a coarser sum.

#undef STRIATUM_INLINE
#define STRIATUM_INLINE [[gnu::always_inline]] static inline
#undef STRIATUM_MEMBER
#define STRIATUM_MEMBER [[gnu::always_inline]] inline

// ---- how many, and the product of two int32 as int64, which no vector notation has

#if STRIATUM_LANES == 1

typedef i32 Word;
typedef Word Truth;
typedef u32 UnsignedWord;
struct Wide {
  i64 all;
};

STRIATUM_INLINE Word splat(i32 value) {
  return value;
}

// 0 in the first word, 1 in the next.
STRIATUM_INLINE Word counting() {
  return 0;
}

STRIATUM_INLINE Word mask(bool truth) {
  return truth ? -1 : 0;
}

STRIATUM_INLINE Truth never() {
  return 0;
}

STRIATUM_INLINE Truth at_least(Word a, Word b) {
  return mask(a >= b);
}

STRIATUM_INLINE Truth less(Word a, Word b) {
  return mask(a < b);
}

STRIATUM_INLINE bool any(Word bits) {
  return bits != 0;
}

// The truths as bits, the first word's lowest.
STRIATUM_INLINE u64 bits_of(Truth truth) {
  return truth & 1;
}

// The magnitude, unsigned.
STRIATUM_INLINE Word magnitude(Word a) {
  return static_cast<i32>(a < 0 ? 0 - static_cast<u32>(a) : static_cast<u32>(a));
}

// a if sign is positive, -a if it is negative; where sign is 0, a is too.
STRIATUM_INLINE Word with_sign(Word a, Word sign) {
  return static_cast<i32>(sign < 0 ? 0 - static_cast<u32>(a) : static_cast<u32>(a));
}

STRIATUM_INLINE Wide product(Word a, Word b) {
  return {i64{a} * b};
}

// The same where b is not negative, which is cheaper on some paths.
STRIATUM_INLINE Wide product_by_positive(Word a, Word b) {
  return product(a, b);
}

STRIATUM_INLINE Wide difference(Wide a, Wide b) {
  return {a.all - b.all};
}

STRIATUM_INLINE Wide add_half(Wide p, int shift) {
  return {static_cast<i64>(static_cast<u64>(p.all) + (u64{1} << (shift - 1)))};
}

STRIATUM_INLINE Word cut_low(Wide p, int shift) {
  return static_cast<i32>(static_cast<u64>(p.all) >> shift);
}

STRIATUM_INLINE Word high_word(Wide p) {
  return static_cast<i32>(static_cast<u64>(p.all) >> 32);
}

// v times the sum of slope and v square / 2^30, which is rounded; square is positive.
STRIATUM_INLINE Wide product_with_line(Word v, Word square, Word slope) {
  return {v * i64{static_cast<i32>(slope + ((i64{v} * square + (1 << 29)) >> 30))}};
}

STRIATUM_INLINE Word scale_low(UnsignedWord a, UnsignedWord b, int shift) {
  return static_cast<i32>((u64{a} * b) >> shift);
}

// The same with shift 32, which is cheaper.
STRIATUM_INLINE Word scale_high(UnsignedWord a, UnsignedWord b) {
  return scale_low(a, b, 32);
}

// table[index]
STRIATUM_INLINE Word gather(const u32* table, Word index) {
  return static_cast<i32>(table[index]);
}

struct Pair {
  Word first;
  Word second;
};

// table[index] and what comes behind it
STRIATUM_INLINE Pair gather_pair(const u32* table, Word index) {
  return {gather(table, index), gather(table + 1, index)};
}

// Each word, without its sign, by its own number of bits, 0 to 31.
STRIATUM_INLINE Word shift_right(Word a, Word bits) {
  return static_cast<i32>(static_cast<u32>(a) >> bits);
}

#else

typedef i32 Word __attribute__((vector_size(4 * STRIATUM_LANES)));
typedef u32 UnsignedWord __attribute__((vector_size(4 * STRIATUM_LANES)));
typedef u64 WideWord __attribute__((vector_size(4 * STRIATUM_LANES)));

STRIATUM_INLINE Word splat(i32 value) {
  return value - Word{};
}

STRIATUM_INLINE Word counting() {
#if STRIATUM_LANES == 16
  return Word{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#elif STRIATUM_LANES == 8
  return Word{0, 1, 2, 3, 4, 5, 6, 7};
#else
  return Word{0, 1, 2, 3};
#endif
}

STRIATUM_INLINE Word mask(Word truth) {
  return truth;
}

#if STRIATUM_LANES == 16

// Truths that are kept as bits; as a Word where one is wanted.
struct Truth {
  __mmask16 bits;
  STRIATUM_MEMBER operator Word() const { return (Word)_mm512_movm_epi32(bits); }
};

STRIATUM_INLINE Truth never() {
  return {0};
}

STRIATUM_INLINE Truth at_least(Word a, Word b) {
  return {_mm512_cmpge_epi32_mask((__m512i)a, (__m512i)b)};
}

STRIATUM_INLINE Truth less(Word a, Word b) {
  return {_mm512_cmplt_epi32_mask((__m512i)a, (__m512i)b)};
}

STRIATUM_INLINE Truth operator|(Truth a, Truth b) {
  return {static_cast<__mmask16>(a.bits | b.bits)};
}

STRIATUM_INLINE Truth operator&(Truth a, Truth b) {
  return {static_cast<__mmask16>(a.bits & b.bits)};
}

STRIATUM_INLINE Truth operator~(Truth a) {
  return {static_cast<__mmask16>(~a.bits)};
}

STRIATUM_INLINE Word choose(Truth truth, Word a, Word b) {
  return (Word)_mm512_mask_blend_epi32(truth.bits, (__m512i)b, (__m512i)a);
}

STRIATUM_INLINE Word operator&(Truth truth, Word a) {
  return (Word)_mm512_maskz_mov_epi32(truth.bits, (__m512i)a);
}

STRIATUM_INLINE bool any(Truth truth) {
  return truth.bits != 0;
}

STRIATUM_INLINE u64 bits_of(Truth truth) {
  return truth.bits;
}

#else

typedef Word Truth;

STRIATUM_INLINE Truth never() {
  return Truth{};
}

STRIATUM_INLINE Truth at_least(Word a, Word b) {
  return a >= b;
}

STRIATUM_INLINE Truth less(Word a, Word b) {
  return a < b;
}

STRIATUM_INLINE u64 bits_of(Truth truth) {
#if STRIATUM_LANES == 8
  return static_cast<u32>(_mm256_movemask_ps((__m256)truth));
#elif defined(__x86_64__)
  return static_cast<u32>(_mm_movemask_ps((__m128)truth));
#else
  return vaddvq_u32((uint32x4_t)(truth & Word{1, 2, 4, 8}));
#endif
}

#endif

STRIATUM_INLINE bool any(Word bits) {
#if STRIATUM_LANES == 16
  return _mm512_test_epi32_mask((__m512i)bits, (__m512i)bits) != 0;
#elif STRIATUM_LANES == 8
  return _mm256_testz_si256((__m256i)bits, (__m256i)bits) == 0;
#elif defined(__x86_64__)
  return _mm_movemask_epi8((__m128i)(bits == 0)) != 0xFFFF;
#else
  return vmaxvq_u32((uint32x4_t)bits) != 0;
#endif
}

STRIATUM_INLINE Word magnitude(Word a) {
#if STRIATUM_LANES == 16
  return (Word)_mm512_maskz_abs_epi32(0xFFFF, (__m512i)a);
#elif STRIATUM_LANES == 8
  return (Word)_mm256_abs_epi32((__m256i)a);
#else
  const Word sign = a >> 31;
  return (Word)((UnsignedWord)(a ^ sign) - (UnsignedWord)sign);
#endif
}

STRIATUM_INLINE Word with_sign(Word a, Word sign) {
#if STRIATUM_LANES == 16
  return (Word)_mm512_mask_sub_epi32((__m512i)a, _mm512_movepi32_mask((__m512i)sign), __m512i{},
                                     (__m512i)a);
#elif STRIATUM_LANES == 8
  return (Word)_mm256_sign_epi32((__m256i)a, (__m256i)sign);
#else
  const Word all = sign >> 31;
  return (Word)((UnsignedWord)(a ^ all) - (UnsignedWord)all);
#endif
}

STRIATUM_INLINE Word gather(const u32* table, Word index) {
#if STRIATUM_LANES == 16
  return (Word)_mm512_mask_i32gather_epi32(__m512i{}, 0xFFFF, (__m512i)index, table, 4);
#elif STRIATUM_LANES == 8
  return (Word)_mm256_mask_i32gather_epi32(__m256i{}, reinterpret_cast<const int*>(table),
                                           (__m256i)index, (__m256i)splat(-1), 4);
#else
  return Word{(i32)table[index[0]], (i32)table[index[1]], (i32)table[index[2]],
              (i32)table[index[3]]};
#endif
}

struct Pair {
  Word first;
  Word second;
};

STRIATUM_INLINE Pair gather_pair(const u32* table, Word index) {
#if STRIATUM_LANES == 4 && defined(__x86_64__)
  __m128i pairs[4];
  for (int k = 0; k < 4; k++) pairs[k] = _mm_loadl_epi64((const __m128i_u*)(table + index[k]));
  const __m128i lower = _mm_unpacklo_epi32(pairs[0], pairs[1]);
  const __m128i upper = _mm_unpacklo_epi32(pairs[2], pairs[3]);
  return {(Word)_mm_unpacklo_epi64(lower, upper), (Word)_mm_unpackhi_epi64(lower, upper)};
#else
  return {gather(table, index), gather(table + 1, index)};
#endif
}

STRIATUM_INLINE Word shift_right(Word a, Word bits) {
  return (Word)((UnsignedWord)a >> (UnsignedWord)bits);
}

#include "products.h"
#endif

#include "arithmetic.h"
