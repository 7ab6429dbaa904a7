// The loop over the neurons of a block at a port, for each receptor the same, read once for each
// path after the receptor has said what it alone knows:
//
//   struct Own { ... };                                 its parameters
//   Own own(const Port&, Reader);
//   Word lift(const Port&, const Own&, size_t i, size_t count, Sums&);
//                                                       advances its state; what it lifts by
//   constexpr size_t state_words;
//   constexpr int arriving_shift;                       bits of state below those of arriving
//   constexpr bool sees_potential;                      lift() reads it
//
// A word of neurons at which nothing flows or arrives is passed over; one where a sum might
// overflow, or that the neurons do not fill, goes with every sum checked.

#include "events.h"

STRIATUM_INLINE void receive_words(const Port& p, size_t i, size_t count, const Own& own,
                                   Sums& sums) {
  Word lifted = lift(p, own, i, count, sums);
  if (!p.fresh) lifted = sums.add(load(p.input + i, count), lifted, event_current_held);
  store(p.input + i, count, lifted);
  store(p.arriving + i, count, splat(0));
}

// Neurons i to i + count, which are k and so on of the block.
[[gnu::noinline]] static i32 receive_carefully(const Port& p, Block& block, size_t i, size_t k,
                                               size_t count, i32 held) {
  Sums sums = {true, splat(0)};
  receive_words(p, i, count, own(p, {i, count, false}), sums);
  return keep_events(block, k, count, sums.held, held);
}

// What is known of a word: whether anything flows or arrives, and bits where a sum might overflow.
struct Need {
  Word some;
  Word rough;
};

STRIATUM_INLINE Need need_of(const Port& p, size_t i) {
  constexpr size_t lanes = STRIATUM_LANES;
  const Word arriving = load(p.arriving + i, lanes);
  Word some = arriving;
  Word rough = beyond(arriving, p.calm >> arriving_shift);
  for (size_t word = 0; word < state_words; word++) {
    const Word flowing = load(p.state + word * p.count + i, lanes);
    some |= flowing;
    rough |= beyond(flowing, p.calm);
  }
  if (sees_potential) rough |= beyond(load(p.potential + i, lanes), calm_potential);
  if (!p.fresh) rough |= beyond(load(p.input + i, lanes), calm_lift);
  return {some, rough};
}

STRIATUM_INLINE i32 receive_all(const Port& port, Block& block, size_t begin, size_t count,
                                bool uniform) {
  const Port p = port;
  constexpr size_t lanes = STRIATUM_LANES;
  const Own same = own(p, {begin, 1, true});
  i32 held = 0;
  size_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const size_t i = begin + k;
    const Need need = need_of(p, i);
    if (__builtin_expect(any(need.rough), 0)) {
      held = receive_carefully(p, block, i, k, lanes, held);
    } else if (!any(need.some)) {
      if (p.fresh) store(p.input + i, lanes, splat(0));
    } else {
      Sums sums = {false, splat(0)};
      receive_words(p, i, lanes, uniform ? same : own(p, {i, lanes, false}), sums);
    }
  }
  if (k < count) held = receive_carefully(p, block, begin + k, k, count - k, held);
  return held;
}

[[gnu::noinline]] static i32 receive_carefully(const Port& p, Block& block, size_t begin,
                                               size_t count) {
  i32 held = 0;
  for (size_t k = 0; k < count; k += STRIATUM_LANES) {
    const size_t there = k + STRIATUM_LANES < count ? STRIATUM_LANES : count - k;
    held = receive_carefully(p, block, begin + k, k, there, held);
  }
  return held;
}

static i32 receive_block(const Port& p, Block& block, size_t begin, size_t count) {
  if (p.calm == 0) return receive_carefully(p, block, begin, count);
  if (p.uniform) return receive_all(p, block, begin, count, true);
  return receive_all(p, block, begin, count, false);
}
