// What receptors that open a conductance share, read once for each path. Their state is what has
// arrived and is still to come, in mV at 70 mV from the reversal potential (q10.21). A gain
// (qm3.34) makes of it the share of its distance by which the potential moves to the reversal
// potential in this tick, 0 to 1.

#include "words.h"

// What arrived, in the format of the state.
STRIATUM_INLINE Word arrived(const Port& p, size_t i, size_t count, Sums& sums) {
  constexpr int shift = q10_21::fraction - q15_16::fraction;
  const Word arriving = load(p.arriving + i, count);
  if (!sums.careful) return arriving << shift;
  // shifted up and then cut down, so that it can be held at the ends
  return cut_sat(product(arriving, splat(1 << 16)), 16 - shift, sums.held, event_current_held);
}

// One decaying word of the state.
STRIATUM_INLINE Word decay(const Port& p, size_t word, Word keep, Word arrived, size_t i,
                           size_t count, Sums& sums) {
  i32* const place = p.state + word * p.count + i;
  const Word coming =
      sums.add(decay_toward_zero(load(place, count), keep), arrived, event_current_held);
  store(place, count, coming);
  return coming;
}

// The share with 31 fraction bits. Below 0, where weights are negative, it is 0; 1 is held.
STRIATUM_INLINE Word share_of(Word coming, Word gain, Sums& sums) {
  constexpr int shift = q10_21::fraction + qm3_34::fraction - 31;
  const Wide wide = add_half(product(coming, gain), shift);
  const Word share =
      sums.careful ? cut_sat(wide, shift, sums.held, event_current_held) : cut_low(wide, shift);
  return share & ~(share >> 31);
}

// How far a share lifts a potential toward its reversal.
STRIATUM_INLINE Word toward(Word reversal, Word potential, Word share, Sums& sums) {
  const Word distance = sums.sub(reversal, potential, event_current_held);
  return round_low(product(distance, share), 31);
}
