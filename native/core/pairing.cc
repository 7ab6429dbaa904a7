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
#define X(path) \
  {pairing_kernel::path::settle, pairing_kernel::path::earn, pairing_kernel::path::decay},
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

#if STRIATUM_LANES == 16
#include "simd/pairs.h"
#endif

// ---- the first pass: targets that spiked since

STRIATUM_INLINE u32 find_some(const PairRule& r, PairList& list, const Visit& v, u32 i, u32 n) {
  const u32 neuron = r.target[v.start + i] - v.slot_shift;
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
    for (; i < v.count; i += 8) n = find_eight(r, b.list, v, i, n);
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
STRIATUM_INLINE u32 pair_and_keep(const PairRule& r, Batch& b, const u32* earlier, u32 n,
                                  u32 kept) {
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
      const __mmask8 there = first_of(count - n);
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
    left -= (i64{r.post_trace[target - v.slot_shift]} * r.a_minus + (1 << 23)) >> 24;
    deliver(r, target, static_cast<i32>(weight));
  }
  const i64 fits = left < INT32_MIN ? INT32_MIN : left > INT32_MAX ? INT32_MAX : left;
  if (fits != left) {
    b.held++;
    if (synapse > b.held_last) b.held_last = static_cast<u32>(synapse);
  }
  r.eligibility[synapse] = static_cast<i32>(fits);
}

#if STRIATUM_LANES == 8
#include "simd/pairs_avx2.h"
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
      for (; i < v.count; i += 8) settle_eight(r, b, v, i);
    }
#elif STRIATUM_LANES == 8
    if (v.shift >= 1 && v.shift <= 62) {
      for (; i + 4 <= v.count; i += 4) settle_four(r, b, v, i);
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
  for (; k + 8 <= run.count; k += 8) earn_eight(run, k, top);
#elif STRIATUM_LANES == 8
  for (; k + 4 <= run.count; k += 4) earn_four(run, k, top);
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
    store(traces + i, STRIATUM_LANES,
          scale_low((UnsignedWord)load(traces + i, STRIATUM_LANES), kept, 31));
  }
  if (i < count)
    store(traces + i, count - i, scale_low((UnsignedWord)load(traces + i, count - i), kept, 31));
}

}  // namespace striatum::pairing_kernel::STRIATUM_PATH

#endif
