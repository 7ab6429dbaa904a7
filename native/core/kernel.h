// The kernel of a row of a rule by outcomes: what all its synapses share when they are settled
// from tick t0 to now. A synapse then costs one product with what it remembers, and one with its
// target's history r:
//
//   eligibility  <-  e0 * keep + sum over k of kernel_eligibility[k] * r[t0 + k]
//   weight       <-  w + e0 * teach + sum over k of kernel_weight[k] * r[t0 + k]
//
// with kernel_eligibility[k] = a_plus x0 lambda^k keep^(now - t0 - k), and kernel_weight[k] =
// rate a_plus x0 lambda^k H(t0 + k, now). Weight kernels are 31-bit mantissas with one shift a row.
#pragma once

#include "limits.h"
#include "model.h"
#include "state.h"

namespace striatum {

// What a row's synapses earn by what they remember and by what their targets did.
struct Taught {
  bool teaches = false;  // false if nothing can move
  i32 teach = 0;         // weight += e0 * teach / 2^teach_shift
  int teach_shift = 0;
  int pair_shift = 0;  // weight += sum / 2^pair_shift
};

struct RowKernel : Taught {
  size_t terms = 0;        // ticks to pair with; 0 once the row is closed
  size_t slot = 0;         // where the first of them is in the pairing rings
  u32 target_shift = 0;    // a target's neuron is so much less than it
  power keep = power_one;  // of the eligibility
  bool held = false;       // its first pairing was held at the end of its format
  bool twofold = false;    // its weights have two components
  Taught slow;             // what of it is slow
  u32 fast_left = 0;       // of what was fast, of 2^-31
  u32 fast_moved = 0;      // what of it is slow, of 2^-31
};

// For a row within its window, whose trace was row_trace at row_tick. Fills the kernels in state.
RowKernel open_kernel(const Model& model, State& state, u32 rule, size_t row);

// For a row after its window; of pair STDP too.
RowKernel closed_kernel(const Model& model, const State& state, u32 rule, size_t row);

// Where settled numbers of a row's synapses go: the state's own, or others when it is looked at.
struct Destination {
  q7_24* weight;
  q7_24* eligibility;  // nullptr if only weights are wanted
  bool looks = false;  // what saturates is not counted
};

// Brings synapses start to end, all of one row, to now. Weights are held in their rule's range;
// an eligibility that saturates is counted, unless it is only looked at.
void settle_synapses(const Model& model, State& state, const RowKernel& kernel, u32 rule,
                     size_t start, size_t end, Destination out);

}  // namespace striatum
