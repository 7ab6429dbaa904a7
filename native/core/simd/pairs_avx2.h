// The third pass of pairing.cc, and what a tick works out once, with AVX2: four synapses or ticks
// at a time, in 64 bits, to the same bits. Read once, within the namespace of that path.

STRIATUM_INLINE __m256i each(i64 value) {
  return _mm256_set1_epi64x(value);
}

// Shifts that keep the sign, which AVX2 has not for 64 bits.
STRIATUM_INLINE __m256i shift_right(__m256i a, __m128i shift) {
  const __m256i sign = each(INT64_MIN);
  return _mm256_sub_epi64(_mm256_srl_epi64(_mm256_xor_si256(a, sign), shift),
                          _mm256_srl_epi64(sign, shift));
}

STRIATUM_INLINE __m256i widen(const i32* four) {
  return _mm256_cvtepi32_epi64(_mm_loadu_si128((const __m128i*)four));
}

STRIATUM_INLINE void narrow(i32* four, __m256i values) {
  const __m256i low =
      _mm256_permutevar8x32_epi32(values, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6));
  _mm_storeu_si128((__m128i*)four, _mm256_castsi256_si128(low));
}

STRIATUM_INLINE __m256i times(__m256i a, i32 b) {
  return _mm256_mul_epi32(a, each(b));
}

STRIATUM_INLINE __m256i hold(__m256i a, i64 low, i64 high) {
  const __m256i least = each(low);
  const __m256i most = each(high);
  const __m256i below = _mm256_blendv_epi8(a, most, _mm256_cmpgt_epi64(a, most));
  return _mm256_blendv_epi8(below, least, _mm256_cmpgt_epi64(least, below));
}

// What four synapses' targets did.
struct Did {
  __m256i eligibility;
  __m256i weight;
};

STRIATUM_INLINE Did did(const Earnings* sums) {
  const __m256i low = _mm256_loadu_si256((const __m256i*)sums);
  const __m256i high = _mm256_loadu_si256((const __m256i*)(sums + 2));
  return {_mm256_permute4x64_epi64(_mm256_unpacklo_epi64(low, high), 0xD8),
          _mm256_permute4x64_epi64(_mm256_unpackhi_epi64(low, high), 0xD8)};
}

// What a spike before the arrival takes away, of four.
STRIATUM_INLINE __m256i losses_of(const PairRule& r, const Visit& v, const u32* target) {
  const __m128i neuron = _mm_sub_epi32(_mm_loadu_si128((const __m128i*)target),
                                       _mm_set1_epi32(static_cast<i32>(v.slot_shift)));
  const __m256i trace = _mm256_cvtepi32_epi64(_mm_i32gather_epi32(r.post_trace, neuron, 4));
  return shift_right(_mm256_add_epi64(times(trace, r.a_minus), each(1 << 23)),
                     _mm_cvtsi32_si128(24));
}

STRIATUM_INLINE void settle_four(const PairRule& r, Batch& b, const Visit& v, u32 i) {
  const size_t synapse = size_t{v.start} + i;
  const Did sums = did(&b.sums[v.place + i]);
  const __m256i eligible = widen(r.eligibility + synapse);
  const __m256i total = _mm256_add_epi64(
      shift_right(times(eligible, v.teach), _mm_cvtsi32_si128(pair_cut)), sums.weight);
  const __m256i change = shift_right(_mm256_add_epi64(total, each(i64{1} << (v.shift - 1))),
                                     _mm_cvtsi32_si128(v.shift));
  const __m256i weight = hold(_mm256_add_epi64(widen(r.weight + synapse), change), r.low, r.high);
  narrow(r.weight_out + (synapse - r.out_first), weight);
  if (r.looks) return;

  const __m256i product = times(eligible, v.keep);
  // cut toward zero
  const __m256i below = _mm256_srli_epi64(_mm256_cmpgt_epi64(_mm256_setzero_si256(), product), 33);
  __m256i left = _mm256_add_epi64(
      shift_right(_mm256_add_epi64(product, below), _mm_cvtsi32_si128(31)), sums.eligibility);
  if (v.arrives) {
    left = _mm256_sub_epi64(left, losses_of(r, v, r.target + synapse));
    alignas(32) i64 weights[4];
    _mm256_store_si256((__m256i*)weights, weight);
    for (u32 k = 0; k < 4; k++) deliver(r, r.target[synapse + k], static_cast<i32>(weights[k]));
  }
  const __m256i fits = hold(left, INT32_MIN, INT32_MAX);
  const __m256i same = _mm256_cmpeq_epi64(fits, left);
  const auto over = 0xF & ~static_cast<u32>(_mm256_movemask_pd(_mm256_castsi256_pd(same)));
  if (over != 0) {
    b.held += static_cast<u32>(__builtin_popcount(over));
    const u32 last = static_cast<u32>(synapse) + 31 - static_cast<u32>(__builtin_clz(over));
    if (last > b.held_last) b.held_last = last;
  }
  narrow(r.eligibility + synapse, fits);
}

// Only the low half of a number counts once it is cut, so that no sign need be kept.
STRIATUM_INLINE void earn_four(const EarnedRun& run, size_t k, i64 top) {
  const __m256i taught = _mm256_loadu_si256((const __m256i*)(run.taught + k));
  const __m256i mantissa =
      _mm256_srl_epi64(_mm256_sub_epi64(each(top), taught), _mm_cvtsi32_si128(run.cut));
  const __m256i scaled = _mm256_mul_epi32(mantissa, widen(run.scale + k));
  narrow(run.earned + k, _mm256_srli_epi64(_mm256_add_epi64(scaled, each(1 << 27)), 28));
}
