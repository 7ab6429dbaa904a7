// The passes of pairing.cc with AVX-512, which can gather, pick and hold 64 bits: eight synapses or
// spikes at a time, to the same bits. Read once, within the namespace of that path.

// The first so many of eight.
STRIATUM_INLINE __mmask8 first_of(u32 count) {
  return static_cast<__mmask8>(count >= 8 ? 0xFF : (1 << count) - 1);
}

STRIATUM_INLINE __m512i widen(__m256i a) {
  return _mm512_maskz_cvtepu32_epi64(0xFF, a);
}

STRIATUM_INLINE __m512i times(__m512i a, __m512i b) {
  return _mm512_maskz_mul_epi32(0xFF, a, b);
}

STRIATUM_INLINE __m256i column(const void* values, u32 n) {
  return _mm256_maskz_loadu_epi32(0xFF, static_cast<const i32*>(values) + n);
}

STRIATUM_INLINE void add_sums(Earnings& sums, __m128i terms, bool first_round) {
  __m128i* const both = reinterpret_cast<__m128i*>(&sums);
  _mm_store_si128(both, first_round ? terms : _mm_add_epi64(_mm_load_si128(both), terms));
}

// Adds the terms of eight synapses; those that are not there have the place behind all others.
STRIATUM_INLINE void add_eight(Batch& b, u32 n, __m512i eligible, __m512i earns, bool first_round) {
  const u32* const place = b.list.place.data() + n;
  Earnings* const sums = b.sums.data();
  const __m512i even = _mm512_maskz_unpacklo_epi64(0xFF, eligible, earns);
  const __m512i odd = _mm512_maskz_unpackhi_epi64(0xFF, eligible, earns);
  add_sums(sums[place[0]], _mm512_maskz_extracti64x2_epi64(3, even, 0), first_round);
  add_sums(sums[place[1]], _mm512_maskz_extracti64x2_epi64(3, odd, 0), first_round);
  add_sums(sums[place[2]], _mm512_maskz_extracti64x2_epi64(3, even, 1), first_round);
  add_sums(sums[place[3]], _mm512_maskz_extracti64x2_epi64(3, odd, 1), first_round);
  add_sums(sums[place[4]], _mm512_maskz_extracti64x2_epi64(3, even, 2), first_round);
  add_sums(sums[place[5]], _mm512_maskz_extracti64x2_epi64(3, odd, 2), first_round);
  add_sums(sums[place[6]], _mm512_maskz_extracti64x2_epi64(3, even, 3), first_round);
  add_sums(sums[place[7]], _mm512_maskz_extracti64x2_epi64(3, odd, 3), first_round);
}

struct Terms {
  __m512i eligible;
  __m512i earns;
};

// What eight spikes are worth; where none is, nothing.
STRIATUM_INLINE Terms terms_of(const PairRule& r, __mmask8 there, __m256i age, __m256i spike_age,
                               __m256i first) {
  const __m256i since = _mm256_sub_epi32(age, spike_age);
  const __m256i slot =
      _mm256_and_si256(_mm256_sub_epi32(_mm256_set1_epi32(static_cast<i32>(r.now)), spike_age),
                       _mm256_set1_epi32(static_cast<i32>(r.slots - 1)));
  const __m256i zero = __m256i{};
  const __m256i trace = _mm256_mmask_i32gather_epi32(zero, there, since, r.trace_power, 4);
  const __m256i keep = _mm256_mmask_i32gather_epi32(zero, there, spike_age, r.keep_power, 4);
  const __m256i earned = _mm256_mmask_i32gather_epi32(zero, there, slot, r.earned, 4);
  const __m512i halves = _mm512_set1_epi64(half);
  const __m512i pairing = _mm512_maskz_srai_epi64(
      0xFF, _mm512_add_epi64(times(widen(first), widen(trace)), halves), 31);
  return {_mm512_maskz_srai_epi64(0xFF, _mm512_add_epi64(times(pairing, widen(keep)), halves), 31),
          _mm512_maskz_srai_epi64(0xFF, times(pairing, widen(earned)), pair_cut)};
}

STRIATUM_INLINE __m256i age_of(const PairRule& r, __mmask8 there, const u32* ticks,
                               __m256i neuron) {
  const __m256i tick = _mm256_mmask_i32gather_epi32(__m256i{}, there, neuron, ticks, 4);
  return _mm256_sub_epi32(_mm256_set1_epi32(static_cast<i32>(r.now)), tick);
}

STRIATUM_INLINE void keep_some(void* place, __mmask8 some, __m256i values) {
  _mm256_storeu_si256((__m256i*)place, _mm256_maskz_compress_epi32(some, values));
}

STRIATUM_INLINE __m256i neurons_of(const PairRule& r, const Visit& v, size_t synapse,
                                   __mmask8 there) {
  return _mm256_sub_epi32(_mm256_maskz_loadu_epi32(there, r.target + synapse),
                          _mm256_set1_epi32(static_cast<i32>(v.slot_shift)));
}

// Targets of eight synapses that spiked since: appended to the list, which is then this long.
STRIATUM_INLINE u32 find_eight(const PairRule& r, PairList& list, const Visit& v, u32 i, u32 n) {
  const __mmask8 there = first_of(v.count - i);
  const __m256i ages = _mm256_set1_epi32(static_cast<i32>(v.age));
  const __m256i neuron = neurons_of(r, v, size_t{v.start} + i, there);
  const __m256i age = age_of(r, there, r.recent, neuron);
  const __mmask8 hit = _mm256_mask_cmple_epu32_mask(there, age, ages);
  const __m256i place = _mm256_add_epi32(_mm256_set1_epi32(static_cast<i32>(v.place + i)),
                                         _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
  keep_some(list.spike_age.data() + n, hit, age);
  keep_some(list.neuron.data() + n, hit, neuron);
  keep_some(list.place.data() + n, hit, place);
  _mm256_storeu_si256((__m256i*)(list.age.data() + n), ages);
  _mm256_storeu_si256((__m256i*)(list.first.data() + n), _mm256_set1_epi32(v.first));
  return n + static_cast<u32>(__builtin_popcount(hit));
}

// Pairs eight entries, and keeps those of targets that have an earlier spike to pair.
STRIATUM_INLINE u32 pair_eight(const PairRule& r, Batch& b, const u32* earlier, u32 n, u32 kept,
                               __mmask8 there, bool first_round) {
  const __m256i spike_age = column(b.list.spike_age.data(), n);
  const __m256i age = column(b.list.age.data(), n);
  const __m256i first = column(b.list.first.data(), n);
  const __m256i neuron = column(b.list.neuron.data(), n);
  const __m256i place = column(b.list.place.data(), n);
  const Terms terms = terms_of(r, there, age, spike_age, first);
  add_eight(b, n, terms.eligible, terms.earns, first_round);
  const __m256i next = age_of(r, there, earlier, neuron);
  const __mmask8 more = _mm256_mask_cmple_epu32_mask(there, next, age);
  keep_some(b.list.spike_age.data() + kept, more, next);
  keep_some(b.list.age.data() + kept, more, age);
  keep_some(b.list.first.data() + kept, more, first);
  keep_some(b.list.neuron.data() + kept, more, neuron);
  keep_some(b.list.place.data() + kept, more, place);
  return kept + static_cast<u32>(__builtin_popcount(more));
}

// Pairs eight entries with all their spikes that recent_spike tells, from number k on; which of
// them may have more.
STRIATUM_INLINE __mmask8 pair_out(const PairRule& r, Batch& b, u32 k, u32 n, __mmask8 there) {
  const __m256i age = column(b.list.age.data(), n);
  const __m256i first = column(b.list.first.data(), n);
  const __m256i neuron = column(b.list.neuron.data(), n);
  __m256i spike_age = column(b.list.spike_age.data(), n);
  Terms sum = {__m512i{}, __m512i{}};
  while (true) {
    const Terms terms = terms_of(r, there, age, spike_age, first);
    sum.eligible = _mm512_add_epi64(sum.eligible, terms.eligible);
    sum.earns = _mm512_add_epi64(sum.earns, terms.earns);
    _mm256_mask_storeu_epi32(b.list.spike_age.data() + n, there, spike_age);
    if (k == recent_spikes) break;
    spike_age = age_of(r, there, r.recent + k++ * r.neurons, neuron);
    there = _mm256_mask_cmple_epu32_mask(there, spike_age, age);
    if (there == 0) break;
  }
  add_eight(b, n, sum.eligible, sum.earns, false);
  return there;
}

// What eight synapses' targets did, as two words each.
struct Did {
  __m512i low;
  __m512i high;
};

STRIATUM_INLINE Did did(const Batch& b, u32 place) {
  return {_mm512_maskz_loadu_epi64(0xFF, &b.sums[place]),
          _mm512_maskz_loadu_epi64(0xFF, &b.sums[place + 4])};
}

STRIATUM_INLINE __m512i weights_of(const PairRule& r, const Visit& v, size_t synapse,
                                   __mmask8 there, __m512i eligible, Did did) {
  const __m512i odd = _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15);
  const __m512i total = _mm512_add_epi64(
      _mm512_maskz_srai_epi64(0xFF, times(eligible, _mm512_set1_epi64(v.teach)), pair_cut),
      _mm512_maskz_permutex2var_epi64(0xFF, did.low, odd, did.high));
  const __m512i round = _mm512_set1_epi64(i64{1} << (v.shift - 1));
  const __m512i change =
      _mm512_maskz_srav_epi64(0xFF, _mm512_add_epi64(total, round), _mm512_set1_epi64(v.shift));
  const __m512i before =
      _mm512_maskz_cvtepi32_epi64(0xFF, _mm256_maskz_loadu_epi32(there, r.weight + synapse));
  const __m512i after =
      _mm512_maskz_min_epi64(0xFF, _mm512_add_epi64(before, change), _mm512_set1_epi64(r.high));
  return _mm512_maskz_max_epi64(0xFF, after, _mm512_set1_epi64(r.low));
}

// What a spike before the arrival takes away, of eight.
STRIATUM_INLINE __m512i losses_of(const PairRule& r, const Visit& v, size_t synapse,
                                  __mmask8 there) {
  const __m256i neuron = neurons_of(r, v, synapse, there);
  const __m512i trace =
      widen(_mm256_mmask_i32gather_epi32(__m256i{}, there, neuron, r.post_trace, 4));
  const __m512i loss = times(trace, _mm512_set1_epi64(r.a_minus));
  return _mm512_maskz_srai_epi64(0xFF, _mm512_add_epi64(loss, _mm512_set1_epi64(1 << 23)), 24);
}

STRIATUM_INLINE void deliver_eight(const PairRule& r, size_t synapse, u32 count, __m512i weight) {
  const __m512i round = _mm512_add_epi64(weight, _mm512_set1_epi64(128));
  alignas(32) i32 rounded[8];
  _mm256_store_si256((__m256i*)rounded,
                     _mm512_maskz_cvtepi64_epi32(0xFF, _mm512_maskz_srai_epi64(0xFF, round, 8)));
  // two may have one target
  for (u32 k = 0; k < (count < 8 ? count : 8); k++) {
    i32& sum = r.arriving[r.target[synapse + k]];
    sum = static_cast<i32>(static_cast<u32>(sum) + static_cast<u32>(rounded[k]));
  }
}

STRIATUM_INLINE void settle_eight(const PairRule& r, Batch& b, const Visit& v, u32 i) {
  const __mmask8 there = first_of(v.count - i);
  const size_t synapse = size_t{v.start} + i;
  const Did sums = did(b, v.place + i);
  const __m512i eligible = widen(_mm256_maskz_loadu_epi32(there, r.eligibility + synapse));
  const __m512i weight = weights_of(r, v, synapse, there, eligible, sums);
  _mm512_mask_cvtepi64_storeu_epi32(r.weight_out + (synapse - r.out_first), there, weight);
  if (r.looks) return;

  const __m512i product = times(eligible, _mm512_set1_epi64(v.keep));
  // cut toward zero
  const __m512i below =
      _mm512_maskz_srli_epi64(0xFF, _mm512_maskz_srai_epi64(0xFF, product, 63), 33);
  const __m512i kept = _mm512_maskz_srai_epi64(0xFF, _mm512_add_epi64(product, below), 31);
  const __m512i even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
  __m512i left =
      _mm512_add_epi64(kept, _mm512_maskz_permutex2var_epi64(0xFF, sums.low, even, sums.high));
  if (v.arrives) {
    left = _mm512_sub_epi64(left, losses_of(r, v, synapse, there));
    deliver_eight(r, synapse, v.count - i, weight);
  }
  const __m512i low = _mm512_set1_epi64(INT32_MIN);
  const __m512i high = _mm512_set1_epi64(INT32_MAX);
  const auto over = static_cast<__mmask8>(
      there & (_mm512_cmplt_epi64_mask(left, low) | _mm512_cmpgt_epi64_mask(left, high)));
  if (over != 0) {
    b.held += static_cast<u32>(__builtin_popcount(over));
    const u32 last = static_cast<u32>(synapse) + 31 - static_cast<u32>(__builtin_clz(over));
    if (last > b.held_last) b.held_last = last;
    left = _mm512_maskz_max_epi64(0xFF, _mm512_maskz_min_epi64(0xFF, left, high), low);
  }
  _mm512_mask_cvtepi64_storeu_epi32(r.eligibility + synapse, there, left);
}

STRIATUM_INLINE void earn_eight(const EarnedRun& run, size_t k, i64 top) {
  const __m512i taught = _mm512_maskz_loadu_epi64(0xFF, run.taught + k);
  const __m512i back = _mm512_sub_epi64(_mm512_set1_epi64(top), taught);
  const __m512i mantissa = _mm512_maskz_srav_epi64(0xFF, back, _mm512_set1_epi64(run.cut));
  const __m512i scaled = times(mantissa, widen(column(run.scale, static_cast<u32>(k))));
  const __m512i rounded = _mm512_add_epi64(scaled, _mm512_set1_epi64(1 << 27));
  _mm256_storeu_si256(
      (__m256i*)(run.earned + k),
      _mm512_maskz_cvtepi64_epi32(0xFF, _mm512_maskz_srli_epi64(0xFF, rounded, 28)));
}
