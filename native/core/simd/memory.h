// Words from memory and back, read once for each path at the end of words.h. Where the last
// neurons of a population fill no word, `count` says how many there are; nothing behind them is
// touched.

// The first count words at place, the rest 0; all of a Word if count is STRIATUM_LANES.
STRIATUM_INLINE Word load(const i32* place, size_t count) {
  Word word{};
  if (count == STRIATUM_LANES) {
    __builtin_memcpy(&word, place, sizeof(word));
    return word;
  }
#if STRIATUM_LANES == 16
  const auto first = static_cast<__mmask16>((1U << count) - 1);
  word = (Word)_mm512_maskz_loadu_epi32(first, place);
#elif STRIATUM_LANES == 8
  const Word first = counting() < static_cast<i32>(count);
  word = (Word)_mm256_maskload_epi32(place, (__m256i)first);
#elif STRIATUM_LANES == 4
  word[0] = place[0];
  if (count > 1) word[1] = place[1];
  if (count > 2) word[2] = place[2];
#endif
  return word;
}

STRIATUM_INLINE void store(i32* place, size_t count, Word word) {
  if (count == STRIATUM_LANES) {
    __builtin_memcpy(place, &word, sizeof(word));
    return;
  }
#if STRIATUM_LANES == 16
  const auto first = static_cast<__mmask16>((1U << count) - 1);
  _mm512_mask_storeu_epi32(place, first, (__m512i)word);
#elif STRIATUM_LANES == 8
  const Word first = counting() < static_cast<i32>(count);
  _mm256_maskstore_epi32(place, (__m256i)first, (__m256i)word);
#elif STRIATUM_LANES == 4
  place[0] = word[0];
  if (count > 1) place[1] = word[1];
  if (count > 2) place[2] = word[2];
#endif
}

// Bytes as words.
STRIATUM_INLINE Word load_bytes(const u8* place, size_t count) {
  u8 few[STRIATUM_LANES] = {};
  if (count != STRIATUM_LANES) {
    for (size_t k = 0; k < count; k++) few[k] = place[k];
    place = few;
  }
#if STRIATUM_LANES == 16
  __m128i bytes;
  __builtin_memcpy(&bytes, place, sizeof(bytes));
  return (Word)_mm512_maskz_cvtepu8_epi32(0xFFFF, bytes);
#elif STRIATUM_LANES == 8
  __m128i bytes{};
  __builtin_memcpy(&bytes, place, 8);
  return (Word)_mm256_cvtepu8_epi32(bytes);
#elif STRIATUM_LANES == 1
  return *place;
#else
  u32 bytes;
  __builtin_memcpy(&bytes, place, sizeof(bytes));
#if defined(__x86_64__)
  const __m128i none{};
  const __m128i halves = _mm_unpacklo_epi8(_mm_cvtsi32_si128(static_cast<i32>(bytes)), none);
  return (Word)_mm_unpacklo_epi16(halves, none);
#else
  return (Word)vmovl_u16(vget_low_u16(vmovl_u8(vcreate_u8(bytes))));
#endif
#endif
}

// A byte of 0 or 1 for each of the lowest bits, 1 to 64.
STRIATUM_INLINE void store_bits(u8* place, size_t count, u64 bits) {
  size_t k = 0;
#if STRIATUM_LANES == 16
  const __mmask64 first = ~u64{0} >> (64 - count);
  _mm512_mask_storeu_epi8(place, first, _mm512_maskz_set1_epi8(bits, 1));
  k = count;
#elif STRIATUM_LANES == 8
  const __m256i each = _mm256_set1_epi64x(static_cast<i64>(0x8040201008040201));
  const __m256i places =
      _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  for (; k + 32 <= count; k += 32) {
    const __m256i all = _mm256_set1_epi32(static_cast<i32>(bits >> k));
    const __m256i own = _mm256_and_si256(_mm256_shuffle_epi8(all, places), each);
    const __m256i bytes = _mm256_min_epu8(own, _mm256_set1_epi8(1));
    __builtin_memcpy(place + k, &bytes, sizeof(bytes));
  }
#elif STRIATUM_LANES == 4 && defined(__x86_64__)
  const __m128i each = _mm_set1_epi64x(static_cast<i64>(0x8040201008040201));
  for (; k + 16 <= count; k += 16) {
    const __m128i two = _mm_cvtsi32_si128(static_cast<i32>(bits >> k));
    const __m128i four = _mm_shufflelo_epi16(_mm_unpacklo_epi8(two, two), 0x50);
    const __m128i own = _mm_and_si128(_mm_shuffle_epi32(four, 0x50), each);
    const __m128i bytes = _mm_min_epu8(own, _mm_set1_epi8(1));
    __builtin_memcpy(place + k, &bytes, sizeof(bytes));
  }
#endif
  for (; k < count; k++) place[k] = (bits >> k) & 1;
}
