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

// Neurons i to i + count, which are k and so on of the block.
STRIATUM_INLINE void receive_words(const Port& p, Block& block, size_t i, size_t k, size_t count,
                                   const Own& own, bool careful) {
  Sums sums = {careful, splat(0)};
  Word lifted = lift(p, own, i, count, sums);
  if (!p.fresh) lifted = sums.add(load(p.input + i, count), lifted, event_current_held);
  store(p.input + i, count, lifted);
  store(p.arriving + i, count, splat(0));
  if (careful) store(block.events + k, count, sums.held);
}

STRIATUM_INLINE void receive_all(const Port& port, Block& block, size_t begin, size_t count,
                                 bool uniform, bool careful) {
  const Port p = port;
  constexpr size_t lanes = STRIATUM_LANES;
  const Own same = own(p, {begin, 1, true});
  size_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const size_t i = begin + k;
    receive_words(p, block, i, k, lanes, uniform ? same : own(p, {i, lanes, false}), careful);
  }
  if (k < count) {
    const size_t i = begin + k;
    const Own last = uniform ? same : own(p, {i, count - k, false});
    receive_words(p, block, i, k, count - k, last, careful);
  }
}

// What a block needs: nothing if nothing flows or arrives, care if a sum might overflow.
struct Need {
  bool quiet;
  bool careful;
};

STRIATUM_INLINE void look(const Port& p, size_t i, size_t count, Word& some, Word& wild) {
  const Word arriving = load(p.arriving + i, count);
  some |= arriving;
  wild |= beyond(arriving, p.calm >> arriving_shift);
  for (size_t word = 0; word < state_words; word++) {
    const Word flowing = load(p.state + word * p.count + i, count);
    some |= flowing;
    wild |= beyond(flowing, p.calm);
  }
  if (sees_potential) wild |= beyond(load(p.potential + i, count), calm_potential);
  if (!p.fresh) wild |= beyond(load(p.input + i, count), calm_lift);
}

STRIATUM_INLINE Need need_of(const Port& port, size_t begin, size_t count) {
  const Port p = port;
  Word some = splat(0);
  Word wild = splat(0);
  size_t k = 0;
  for (; k + STRIATUM_LANES <= count; k += STRIATUM_LANES) {
    look(p, begin + k, STRIATUM_LANES, some, wild);
  }
  if (k < count) look(p, begin + k, count - k, some, wild);
  return {!any(some), p.calm == 0 || any(wild)};
}

static i32 receive_block(const Port& p, Block& block, size_t begin, size_t count) {
  const Need need = need_of(p, begin, count);
  if (need.quiet) {
    if (p.fresh) __builtin_memset(p.input + begin, 0, count * sizeof(i32));
    return 0;
  }
  if (!need.careful) {
    if (p.uniform) {
      receive_all(p, block, begin, count, true, false);
    } else {
      receive_all(p, block, begin, count, false, false);
    }
    return 0;
  }
  receive_all(p, block, begin, count, false, true);
  i32 any_event = 0;
  for (size_t k = 0; k < count; k++) any_event |= block.events[k];
  return any_event;
}
