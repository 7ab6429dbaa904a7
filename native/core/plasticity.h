// Plasticity: three factors, a presynaptic trace x, what the target did r, and a modulator's
// teaching d, meet at a synapse. Tick by tick it would be
//
//   on arrival   e -= (a_minus + a_slow z) y   (y is the target's trace, where a rule has one)
//                x += 1, z += 1        (or 1 in nearest mode, which y follows too)
//   every tick   e += a_plus x r       (r = S for pair STDP, else an outcome: outcome.h)
//                w += rate e d         (held in [w_min, w_max])
//                e *= keep, x *= lambda, z *= keep_slow, y = y * keep_post + S
//
// but a synapse is touched only when its row arrives, and seldom once more until what it remembers
// has faded, never every tick. What is missed meanwhile is caught up with pairing.h (pair STDP) or
// kernel.h (policy gradient).
//
// How far that is from the sums above, per synapse (LSB is 2^-24; see docs/FIXED_POINT.md):
//   - pairings are rounded or cut three times a tick, so the eligibility is off by at most
//     2.6 LSB times |r| for each tick in which x is not 0, decaying with keep, and 2.1 a settling;
//   - x is cut once a settling and by its table: 2 LSB, which pairings inherit times a_plus;
//   - y is cut once a tick: 1 / (1 - keep_post) LSB, which depression inherits times a_minus;
//   - the weight is rounded at most twice a settling, 1.1 LSB, and earns rate * |d| * the
//     eligibility's error in every tick; kernels have 31 bits, so a term is within 2^-29 of the
//     largest, and sums of teaching 30, on one scale a rule;
//   - the trace is cut after the window, where it is x0 * lambda^window: at most x0 LSB where the
//     window is as long as the trace, which is up to 61 ticks of tau, and 1 % of x0 at 222;
//   - an eligibility that has had no arrival for 30 epochs (21 time constants) counts as 0;
//   - the range is enforced when a synapse is settled, not every tick: between two settlings a
//     weight that would have been held and have come back again is not. Each settling adds at most
//     what the weight moved back from a bound since the one before.
// native/test/plasticity.test.cc measures all of it against a double, tick by tick.
#pragma once

#include "crew.h"

namespace striatum {

// Settles and delivers every plastic row that arrives in this tick, then closes and puts to sleep
// the rows whose time has come. Rows of pair STDP are shared; those of policy gradient are the
// leader's.
void deliver_plastic(const Model& model, State& state, Member& member);

// Settles every row of a lane where it is; begin_settling() was called in this tick.
void settle_lane(const Model& model, State& state, size_t lane);

// Settles every row where it is. A sweep: only for the tick in which learning stops.
void settle_rows(const Model& model, State& state);

// Writes every weight as of now into out and changes nothing else, so that looking at weights never
// changes a run.
void settle(const Model& model, State& state, std::span<q7_24> out);

// One synapse as of now.
struct SynapseNow {
  q7_24 weight;
  q7_24 eligibility;
};

// Changes nothing, like settle().
SynapseNow look_at(const Model& model, State& state, size_t synapse);

// A hash of every weight as of now.
uint64_t weights_hash(const Model& model, State& state);

}  // namespace striatum
