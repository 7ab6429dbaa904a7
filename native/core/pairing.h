// Pairing: the arithmetic of pair STDP for many rows at once, in three passes that have no branch
// on what a target did: find the targets that spiked since their row was settled, add up what each
// spike is worth, newest first, then settle and deliver every synapse. With t0 the row's last
// settling and s a spike of the target,
//
//   pairing     p = a_plus x0 lambda^(s - t0)
//   eligibility <- e0 keep^(now - t0) + sum over s of p keep^(now - s) - a_minus y
//   weight      <- w + (e0 earned(t0) + sum over s of p earned(s)) / 2^shift
//
// where earned(s) = rate H(s, now) is a number of the rule, the same for every row of a tick.
#pragma once

#include <array>

#include "model.h"
#include "state.h"

namespace striatum {

// Synapses start to start + count, all of one row.
struct Visit {
  u32 start;
  u32 count;
  u32 place;  // of the first in the sums
  u32 age;    // ticks since the settling; 0 if no spike counts
  i32 first;  // raw q7.24: what a spike in the tick of the settling makes eligible
  i32 keep;   // raw q0.31, of the eligibility
  i32 teach;  // weight += e0 * teach / 2^(shift + pair_cut)
  i32 shift;
  u32 since;       // ticks since the settling, to find teach by; 0 if it is known
  u32 slot_shift;  // a target less this is its neuron
  bool arrives;
};

// Low bits that a product loses before it is summed, so that a sum over the ring cannot overflow.
inline constexpr int pair_cut = 10;

inline constexpr size_t batch_synapses = 512;
inline constexpr size_t batch_visits = 128;
inline constexpr size_t batch_slack = 16;  // what a vector may write past the end

// What the spikes of a synapse's target add to its eligibility and, by earning, to its weight.
struct alignas(16) Earnings {
  i64 eligibility;
  i64 weight;
};

// A list of spikes to pair, one of each synapse at most.
struct PairList {
  template <class T>
  using Column = std::array<T, batch_synapses + batch_slack>;
  alignas(64) Column<u32> spike_age;
  alignas(64) Column<u32> age;
  alignas(64) Column<i32> first;
  alignas(64) Column<u32> neuron;
  alignas(64) Column<u32> place;
};

// What the visits of a batch share, raw.
struct PairRule {
  // of the model and the rule
  const u32* target;
  const i32* trace_power;  // by ticks since the settling
  u32 neurons;
  u32 slots;   // of the ring of spikes
  u32 window;  // ticks until the trace is cut
  i32 low;
  i32 high;
  i32 a_minus;

  // of the state
  u32 now;
  const i32* keep_power;  // by age
  const i32* earned;      // by slot
  const u32* recent;      // recent_spike
  const u32* spike_bits;
  const i32* post_trace;
  const i32* weight;
  i32* eligibility;
  i32* arriving;

  // where weights go; eligibilities are not written if they are only looked at
  i32* weight_out;
  size_t out_first;  // the synapse that weight_out begins with
  bool looks;
};

// Visits of one rule that are settled together.
struct Batch {
  PairRule rule;
  u32 visits;
  u32 synapses;
  u32 held;  // eligibilities held at an end of their format, and the last of them
  u32 held_last;
  std::array<Visit, batch_visits> visit;
  alignas(64) std::array<Earnings, batch_synapses + batch_slack> sums;
  PairList list;
};

// Ticks of an epoch, and what an eligibility of 1 that was held since each has earned.
struct EarnedRun {
  const i64* taught;  // prefix before each tick
  const i32* scale;   // raw q3.28
  i32* earned;
  size_t count;
  i64 top;  // the prefix that is looked back from
  int cut;
};

// The kernels of the path in use.
struct PairKernels {
  // Settles the visits of a batch.
  void (*settle)(Batch& batch);
  void (*earn)(const EarnedRun& run);
  // Traces that are not negative, by a q0.31, toward zero.
  void (*decay)(i32* traces, size_t count, i32 keep);
};
const PairKernels& pair_kernels();

}  // namespace striatum
