// The passes of pair STDP, for each path.
#ifndef STRIATUM_PATH

#include "pairing.h"

#include "simd/cells.h"
#include "simd/paths.h"

namespace striatum {

namespace {

// What a visit earns where its shift is none that a vector has.
i64 moved_by_any(i64 total, int shift) {
  return shift_right_round(total, shift);
}

}  // namespace

}  // namespace striatum

#define STRIATUM_KERNEL "../pairing.cc"
#include "simd/each_path.h"

namespace striatum {

const PairKernels& pair_kernels() {
  static constexpr PairKernels kernels[paths] = {
#define X(path) {pairing_kernel::path::settle, pairing_kernel::path::earn, pairing_kernel::path::decay},
      STRIATUM_PATHS(X)
#undef X
  };
  return kernels[static_cast<size_t>(path_in_use())];
}

}  // namespace striatum

#else

namespace striatum::pairing_kernel::STRIATUM_PATH {

#include "simd/words.h"

constexpr i64 half = i64{1} << 30;

// ---- the first pass: targets that spiked since

STRIATUM_INLINE u32 find_some(const PairRule& r, PairList& list, const Visit& v, u32 i, u32 n) {
  const u32 neuron = r.target[v.start + i];
  const u32 age = r.now - r.recent[neuron];
  list.spike_age[n] = age;
  list.age[n] = v.age;
  list.first[n] = v.first;
  list.neuron[n] = neuron;
  list.place[n] = v.place + i;
  return n + (age <= v.age);
}

static u32 find(Batch& b) {
  const PairRule r = b.rule;
  u32 n = 0;
  for (u32 k = 0; k < b.visits; k++) {
    const Visit& v = b.visit[k];
    if (v.age == 0) continue;
    u32 i = 0;
#if STRIATUM_LANES == 16
    const __m256i now = _mm256_set1_epi32(static_cast<i32>(r.now));
    const __m256i ages = _mm256_set1_epi32(static_cast<i32>(v.age));
    const __m256i firsts = _mm256_set1_epi32(v.first);
    const __m256i count_up = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    for (; i < v.count; i += 8) {
      const __mmask8 there = static_cast<__mmask8>(v.count - i >= 8 ? 0xFF : (1 << (v.count - i)) - 1);
      const __m256i neuron = _mm256_maskz_loadu_epi32(there, r.target + v.start + i);
      const __m256i tick = _mm256_mmask_i32gather_epi32(__m256i{}, there, neuron, r.recent, 4);
      const __m256i age = _mm256_sub_epi32(now, tick);
      const __mmask8 hit = _mm256_mask_cmple_epu32_mask(there, age, ages);
      const __m256i place = _mm256_add_epi32(_mm256_set1_epi32(static_cast<i32>(v.place + i)), count_up);
      _mm256_storeu_si256((__m256i*)(b.list.spike_age.data() + n), _mm256_maskz_compress_epi32(hit, age));
      _mm256_storeu_si256((__m256i*)(b.list.neuron.data() + n), _mm256_maskz_compress_epi32(hit, neuron));
      _mm256_storeu_si256((__m256i*)(b.list.place.data() + n), _mm256_maskz_compress_epi32(hit, place));
      _mm256_storeu_si256((__m256i*)(b.list.age.data() + n), ages);
      _mm256_storeu_si256((__m256i*)(b.list.first.data() + n), firsts);
      n += static_cast<u32>(__builtin_popcount(hit));
    }
#endif
    for (; i < v.count; i++) n = find_some(r, b.list, v, i, n);
  }
  return n;
}

// ---- the second: what each of their spikes is worth

STRIATUM_INLINE void pair_one(const PairRule& r, Batch& b, u32 n, u32 spike_age) {
  const u32 slot = (r.now - spike_age) & (r.slots - 1);
  const i64 pairing =
      (i64{b.list.first[n]} * r.trace_power[b.list.age[n] - spike_age] + half) >> 31;
  Earnings& sums = b.sums[b.list.place[n]];
  sums.eligibility += (pairing * r.keep_power[spike_age] + half) >> 31;
  sums.weight += (pairing * r.earned[slot]) >> pair_cut;
}

// Pairs the entry, and keeps it as entry kept if the target has an earlier spike to pair.
STRIATUM_INLINE u32 pair_and_keep(const PairRule& r, Batch& b, const u32* earlier, u32 n, u32 kept) {
  pair_one(r, b, n, b.list.spike_age[n]);
  const u32 age = b.list.age[n];
  const u32 next = r.now - earlier[b.list.neuron[n]];
  b.list.spike_age[kept] = next;
  b.list.age[kept] = age;
  b.list.first[kept] = b.list.first[n];
  b.list.neuron[kept] = b.list.neuron[n];
  b.list.place[kept] = b.list.place[n];
  return kept + (next <= age);
}

#if STRIATUM_LANES == 16

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
  add_sums(sums[place[0]], _mm512_castsi512_si128(even), first_round);
  add_sums(sums[place[1]], _mm512_castsi512_si128(odd), first_round);
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
  return {_mm512_maskz_srai_epi64(
              0xFF, _mm512_add_epi64(times(pairing, widen(keep)), halves), 31),
          _mm512_maskz_srai_epi64(0xFF, times(pairing, widen(earned)), pair_cut)};
}

STRIATUM_INLINE __m256i age_of(const PairRule& r, __mmask8 there, const u32* ticks, __m256i neuron) {
  const __m256i tick = _mm256_mmask_i32gather_epi32(__m256i{}, there, neuron, ticks, 4);
  return _mm256_sub_epi32(_mm256_set1_epi32(static_cast<i32>(r.now)), tick);
}

STRIATUM_INLINE void keep_some(void* place, __mmask8 some, __m256i values) {
  _mm256_storeu_si256((__m256i*)place, _mm256_maskz_compress_epi32(some, values));
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

#endif

// A target that spiked more often than recent_spike tells: its older spikes, from the ring of bits.
static void pair_older(const PairRule& r, Batch& b, u32 n) {
  const u32 more = b.list.age[n] - b.list.spike_age[n];
  u32 left = more < r.window ? more : r.window;
  for (u32 tick = r.now - b.list.age[n]; left != 0;) {
    const u32 slot = tick & (r.slots - 1);
    u32 bits = r.spike_bits[slot / 32 * r.neurons + b.list.neuron[n]] >> slot % 32;
    const u32 span = left < 32 - slot % 32 ? left : 32 - slot % 32;
    if (span < 32) bits &= (u32{1} << span) - 1;
    for (; bits != 0; bits &= bits - 1) {
      pair_one(r, b, n, r.now - (tick + static_cast<u32>(__builtin_ctz(bits))));
    }
    tick += span;
    left -= span;
  }
}

// Few entries are paired to their end, for a round costs as much with few as with many.
constexpr u32 few = 16;

static void pair(Batch& b, u32 count) {
  const PairRule r = b.rule;
  for (u32 k = 1; count != 0; k++) {
    u32 kept = 0;
    u32 n = 0;
#if STRIATUM_LANES == 16
    _mm256_storeu_si256((__m256i*)(b.list.place.data() + count), _mm256_set1_epi32(batch_synapses));
    const bool last = k != 1 && count <= few;
    for (; n < count; n += 8) {
      const u32 left = count - n;
      const auto there = static_cast<__mmask8>(left >= 8 ? 0xFF : (1 << left) - 1);
      const u32* const earlier = r.recent + k * r.neurons;
      if (last || k == recent_spikes) {
        u32 more = pair_out(r, b, k, n, there);
        for (; more != 0; more &= more - 1) {
          pair_older(r, b, n + static_cast<u32>(__builtin_ctz(more)));
        }
      } else if (k == 1) {
        kept = pair_eight(r, b, earlier, n, kept, there, true);
      } else {
        kept = pair_eight(r, b, earlier, n, kept, there, false);
      }
    }
#endif
    for (; n < count; n++) {
      if (k == recent_spikes) {
        pair_one(r, b, n, b.list.spike_age[n]);
        pair_older(r, b, n);
      } else {
        kept = pair_and_keep(r, b, r.recent + k * r.neurons, n, kept);
      }
    }
    count = kept;
  }
}

// ---- the third: settle, depress and deliver

STRIATUM_INLINE i64 moved(i64 total, i32 shift) {
  if (shift < 1 || shift > 62) return moved_by_any(total, shift);
  return (total + (i64{1} << (shift - 1))) >> shift;
}

STRIATUM_INLINE void deliver(const PairRule& r, u32 target, i32 weight) {
  // check() proved that the sum fits; unsigned, so that no bits from outside make it undefined
  const u32 rounded = static_cast<u32>(static_cast<i32>((i64{weight} + 128) >> 8));
  r.arriving[target] = static_cast<i32>(static_cast<u32>(r.arriving[target]) + rounded);
}

STRIATUM_INLINE void settle_one(const PairRule& r, Batch& b, const Visit& v, u32 i) {
  const size_t synapse = size_t{v.start} + i;
  const i64 eligible = r.eligibility[synapse];
  const i64 total = ((eligible * v.teach) >> pair_cut) + b.sums[v.place + i].weight;
  i64 weight = r.weight[synapse] + moved(total, v.shift);
  weight = weight < r.low ? r.low : weight > r.high ? r.high : weight;
  r.weight_out[synapse - r.out_first] = static_cast<i32>(weight);
  if (r.looks) return;

  // cut toward zero
  const i64 product = eligible * v.keep;
  i64 left = (product + (product >> 63 & 0x7FFFFFFF)) >> 31;
  left += b.sums[v.place + i].eligibility;
  const u32 target = r.target[synapse];
  if (v.arrives) {
    left -= (i64{r.post_trace[target]} * r.a_minus + (1 << 23)) >> 24;
    deliver(r, target, static_cast<i32>(weight));
  }
  const i64 fits = left < INT32_MIN ? INT32_MIN : left > INT32_MAX ? INT32_MAX : left;
  if (fits != left) {
    b.held++;
    b.held_last = static_cast<u32>(synapse);
  }
  r.eligibility[synapse] = static_cast<i32>(fits);
}

#if STRIATUM_LANES == 16

STRIATUM_INLINE void settle_eight(const PairRule& r, Batch& b, const Visit& v, u32 i, __mmask8 there) {
  const size_t synapse = size_t{v.start} + i;
  const __m512i even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);
  const __m512i odd = _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15);
  const __m512i low_sums = _mm512_maskz_loadu_epi64(0xFF, &b.sums[v.place + i]);
  const __m512i high_sums = _mm512_maskz_loadu_epi64(0xFF, &b.sums[v.place + i + 4]);
  const __m512i eligible = widen(_mm256_maskz_loadu_epi32(there, r.eligibility + synapse));
  const __m512i total = _mm512_add_epi64(
      _mm512_maskz_srai_epi64(0xFF, times(eligible, _mm512_set1_epi64(v.teach)), pair_cut),
      _mm512_maskz_permutex2var_epi64(0xFF, low_sums, odd, high_sums));
  const __m512i round = _mm512_set1_epi64(i64{1} << (v.shift - 1));
  const __m512i change = _mm512_maskz_sra_epi64(0xFF, _mm512_add_epi64(total, round),
                                                _mm_cvtsi32_si128(v.shift));
  const __m512i before = _mm512_maskz_cvtepi32_epi64(
      0xFF, _mm256_maskz_loadu_epi32(there, r.weight + synapse));
  const __m512i weight = _mm512_maskz_max_epi64(
      0xFF, _mm512_maskz_min_epi64(0xFF, _mm512_add_epi64(before, change), _mm512_set1_epi64(r.high)),
      _mm512_set1_epi64(r.low));
  _mm512_mask_cvtepi64_storeu_epi32(r.weight_out + (synapse - r.out_first), there, weight);
  if (r.looks) return;

  const __m512i product = times(eligible, _mm512_set1_epi64(v.keep));
  const __m512i below = _mm512_maskz_srai_epi64(0xFF, product, 63);
  __m512i left = _mm512_maskz_srai_epi64(
      0xFF, _mm512_add_epi64(product, _mm512_maskz_srli_epi64(0xFF, below, 33)), 31);
  left = _mm512_add_epi64(left, _mm512_maskz_permutex2var_epi64(0xFF, low_sums, even, high_sums));
  if (v.arrives) {
    const __m256i target = _mm256_maskz_loadu_epi32(there, r.target + synapse);
    const __m512i trace = widen(_mm256_mmask_i32gather_epi32(__m256i{}, there, target, r.post_trace, 4));
    const __m512i loss = times(trace, _mm512_set1_epi64(r.a_minus));
    left = _mm512_sub_epi64(left, _mm512_maskz_srai_epi64(
                                      0xFF, _mm512_add_epi64(loss, _mm512_set1_epi64(1 << 23)), 24));
    alignas(32) i32 rounded[8];
    _mm256_store_si256(
        (__m256i*)rounded,
        _mm512_maskz_cvtepi64_epi32(0xFF, _mm512_maskz_srai_epi64(
                                              0xFF, _mm512_add_epi64(weight, _mm512_set1_epi64(128)), 8)));
    const u32 count = v.count - i < 8 ? v.count - i : 8;
    for (u32 k = 0; k < count; k++) {
      i32& sum = r.arriving[r.target[synapse + k]];
      sum = static_cast<i32>(static_cast<u32>(sum) + static_cast<u32>(rounded[k]));
    }
  }
  const __m512i low = _mm512_set1_epi64(INT32_MIN);
  const __m512i high = _mm512_set1_epi64(INT32_MAX);
  const __mmask8 over = static_cast<__mmask8>(
      there & (_mm512_cmplt_epi64_mask(left, low) | _mm512_cmpgt_epi64_mask(left, high)));
  if (over != 0) {
    b.held += static_cast<u32>(__builtin_popcount(over));
    b.held_last = static_cast<u32>(synapse) + 31 - static_cast<u32>(__builtin_clz(over));
    left = _mm512_maskz_max_epi64(0xFF, _mm512_maskz_min_epi64(0xFF, left, high), low);
  }
  _mm512_mask_cvtepi64_storeu_epi32(r.eligibility + synapse, there, left);
}

#endif

static void settle(Batch& b) {
  __builtin_memset(b.sums.data(), 0, b.synapses * sizeof(Earnings));
  pair(b, find(b));
  const PairRule r = b.rule;
  for (u32 k = 0; k < b.visits; k++) {
    const Visit& v = b.visit[k];
    u32 i = 0;
#if STRIATUM_LANES == 16
    if (v.shift >= 1 && v.shift <= 62) {
      for (; i < v.count; i += 8) {
        const u32 left = v.count - i;
        settle_eight(r, b, v, i, static_cast<__mmask8>(left >= 8 ? 0xFF : (1 << left) - 1));
      }
    }
#endif
    for (; i < v.count; i++) settle_one(r, b, v, i);
  }
}

// ---- what a tick works out once for all rows of a rule

static void earn(const EarnedRun& run) {
  const i64 top = run.top + ((i64{1} << run.cut) >> 1);
  size_t k = 0;
#if STRIATUM_LANES == 16
  const __m512i tops = _mm512_set1_epi64(top);
  const __m512i quarter = _mm512_set1_epi64(1 << 27);
  const __m128i cut = _mm_cvtsi32_si128(run.cut);
  for (; k + 8 <= run.count; k += 8) {
    const __m512i taught = _mm512_maskz_loadu_epi64(0xFF, run.taught + k);
    const __m512i mantissa = _mm512_maskz_sra_epi64(0xFF, _mm512_sub_epi64(tops, taught), cut);
    const __m512i scale = widen(column(run.scale, static_cast<u32>(k)));
    const __m512i earned = _mm512_maskz_srli_epi64(
        0xFF, _mm512_add_epi64(times(mantissa, scale), quarter), 28);
    _mm256_storeu_si256((__m256i*)(run.earned + k), _mm512_maskz_cvtepi64_epi32(0xFF, earned));
  }
#endif
  for (; k < run.count; k++) {
    const i64 mantissa = static_cast<i32>((top - run.taught[k]) >> run.cut);
    run.earned[k] = static_cast<i32>((mantissa * run.scale[k] + (i64{1} << 27)) >> 28);
  }
}

static void decay(i32* traces, size_t count, i32 keep) {
  size_t i = 0;
  const UnsignedWord kept = (UnsignedWord)splat(keep);
  for (; i + STRIATUM_LANES <= count; i += STRIATUM_LANES) {
    store(traces + i, STRIATUM_LANES, scale_low((UnsignedWord)load(traces + i, STRIATUM_LANES), kept, 31));
  }
  if (i < count) store(traces + i, count - i, scale_low((UnsignedWord)load(traces + i, count - i), kept, 31));
}

}  // namespace striatum::pairing_kernel::STRIATUM_PATH

#endif
