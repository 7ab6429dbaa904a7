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
// Up to 64 neurons are looked at first. Where nothing flows or arrives they are passed over; where
// a sum of one might overflow, each word is looked at. Such words, and the last neurons where they
// fill none, go with every sum checked.

#include "events.h"

STRIATUM_INLINE void receive_words(const Port& p, size_t i, size_t count, const Own& own,
                                   bool fresh, Sums& sums) {
  Word lifted = lift(p, own, i, count, sums);
  if (!fresh) lifted = sums.add(load(p.input + i, count), lifted, event_current_held);
  store(p.input + i, count, lifted);
  store(p.arriving + i, count, splat(0));
}

STRIATUM_INLINE bool is_quiet(const Port& p, size_t i, size_t words) {
  Word some = splat(0);
  for (const size_t end = i + words * STRIATUM_LANES; i < end; i += STRIATUM_LANES) {
    some |= load(p.arriving + i, STRIATUM_LANES);
    for (size_t word = 0; word < state_words; word++) {
      some |= load(p.state + word * p.count + i, STRIATUM_LANES);
    }
  }
  return !any(some);
}

enum class Need { nothing, little, care };

// What whole words from neuron i on need.
STRIATUM_INLINE Need need_of(const Port& p, size_t i, size_t words, bool fresh) {
  constexpr size_t lanes = STRIATUM_LANES;
  const i32 calm_arriving = p.calm >> arriving_shift;
  Near arriving = {splat(0)};
  Near flowing = {splat(0)};
  Near potential = {splat(0)};
  Near input = {splat(0)};
  for (const size_t end = i + words * lanes; i < end; i += lanes) {
    arriving.look(load(p.arriving + i, lanes), calm_arriving);
    for (size_t word = 0; word < state_words; word++) {
      flowing.look(load(p.state + word * p.count + i, lanes), p.calm);
    }
    if (sees_potential) potential.look(load(p.potential + i, lanes), calm_potential);
    if (!fresh) input.look(load(p.input + i, lanes), calm_lift);
  }
  Word rough = arriving.beyond(calm_arriving) | flowing.beyond(p.calm);
  if (sees_potential) rough |= potential.beyond(calm_potential);
  if (!fresh) rough |= input.beyond(calm_lift);
  if (__builtin_expect(any(rough), 0)) return Need::care;
  const Word some = (arriving.bits ^ calm_arriving) | (flowing.bits ^ p.calm);
  return any(some) ? Need::little : Need::nothing;
}

// Neurons i to i + count, which are k and so on of the block, a word after another.
[[gnu::noinline]] static i32 receive_each(const Port& p, Block& block, size_t i, size_t k,
                                          size_t count, i32 held) {
  constexpr size_t lanes = STRIATUM_LANES;
  for (const size_t end = k + count; k < end; k += lanes, i += lanes) {
    const size_t there = k + lanes < end ? lanes : end - k;
    const bool calm = p.calm != 0 && there == lanes && need_of(p, i, 1, p.fresh) != Need::care;
    const Own each = own(p, {i, there, false});
    Sums sums = {!calm, splat(0)};
    if (calm) {
      receive_words(p, i, lanes, each, p.fresh, sums);
    } else {
      receive_words(p, i, there, each, p.fresh, sums);
      held = keep_events(block, k, there, sums.held, held);
    }
  }
  return held;
}

STRIATUM_INLINE i32 receive_all(const Port& port, Block& block, size_t begin, size_t count,
                                bool uniform, bool fresh) {
  const Port p = port;  // its address goes nowhere, so that pointers stay in registers
  constexpr size_t lanes = STRIATUM_LANES;
  const Own same = own(p, {begin, 1, true});
  i32 held = 0;
  for (size_t k = 0; k < count; k += 64) {
    const size_t there = k + 64 < count ? 64 : count - k;
    const size_t i = begin + k;
    const size_t words = there / lanes;
    const size_t end = i + words * lanes;
    const Need need = need_of(p, i, words, fresh);
    size_t j = i;
    if (need == Need::nothing && is_quiet(p, i, words)) {
      for (; j < end; j += lanes) {
        if (fresh) store(p.input + j, lanes, splat(0));
      }
    } else if (need != Need::care) {
      for (; j < end; j += lanes) {
        Sums sums = {false, splat(0)};
        receive_words(p, j, lanes, uniform ? same : own(p, {j, lanes, false}), fresh, sums);
      }
    }
    const size_t done = j - i;
    if (done < there) held = receive_each(port, block, j, k + done, there - done, held);
  }
  return held;
}

static i32 receive_block(const Port& p, Block& block, size_t begin, size_t count) {
  if (p.calm == 0) return receive_each(p, block, begin, 0, count, 0);
  if (p.uniform && p.fresh) return receive_all(p, block, begin, count, true, true);
  if (p.uniform) return receive_all(p, block, begin, count, true, false);
  if (p.fresh) return receive_all(p, block, begin, count, false, true);
  return receive_all(p, block, begin, count, false, false);
}
