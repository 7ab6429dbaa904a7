// The loop over the neurons of a block, for each kind of dendrite the same, read once for each path
// after the kind has said what it alone knows:
//
//   struct Own { ... };                                       its parameters
//   Own own(const Branch&, Reader);
//   struct Words { Word v; ... };                             its state words
//   Words load_words(const Branch&, size_t i, size_t count);
//   void store_words(const Branch&, size_t i, size_t count, const Words&);
//   Word advance(const Own&, Words&, Word input, Word spiked, Word& held);   lift of the soma
//   void move(const Branch&, size_t i, size_t count, const Own&, const Words&);
//                                                             parameters of the soma, or nothing
//   constexpr size_t state_words;
//   constexpr bool sleeps;      with no state, input and spike, it stays so and gives nothing

// Words with all bits set where a byte is not 0.
STRIATUM_INLINE Word load_truths(const u8* place, size_t count) {
#if STRIATUM_LANES == 1
  (void)count;
  return mask(*place != 0);
#else
  typedef u8 Bytes __attribute__((vector_size(STRIATUM_LANES)));
  Bytes bytes{};
  __builtin_memcpy(&bytes, place, count);
  return __builtin_convertvector(bytes, Word) != 0;
#endif
}

// Neurons i to i + count. The answer is what was held of each.
STRIATUM_INLINE Word grow_words(const Branch& b, Block& block, size_t i, size_t k, size_t count,
                                const Own& o) {
  Word held = splat(0);
  const Word input =
      add_sat(load(b.input + i, count), load(b.drive + i, count), held, event_dendrite_held);
  Words w = load_words(b, i, count);
  store(b.output + i, count, advance(o, w, input, load_truths(b.spiked + i, count), held));
  move(b, i, count, o, w);
  store_words(b, i, count, w);
  store(block.events + k, count, held);
  return held;
}

STRIATUM_INLINE i32 grow_all(const Branch& branch, Block& block, size_t begin, size_t count,
                             bool uniform) {
  const Branch b = branch;
  Word held = splat(0);
  constexpr size_t lanes = STRIATUM_LANES;
  const Own same = own(b, {begin, 1, true});
  size_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const size_t i = begin + k;
    held |= grow_words(b, block, i, k, lanes, uniform ? same : own(b, {i, lanes, false}));
  }
  if (k < count) {
    const size_t i = begin + k;
    const Own each = uniform ? same : own(b, {i, count - k, false});
    held |= grow_words(b, block, i, k, count - k, each);
  }
  return all_bits(held);
}

STRIATUM_INLINE Word some_words(const Branch& b, size_t i, size_t count) {
  Word some =
      load(b.input + i, count) | load(b.drive + i, count) | load_truths(b.spiked + i, count);
  for (size_t word = 0; word < state_words; word++) {
    some |= load(b.state + word * b.count + i, count);
  }
  return some;
}

STRIATUM_INLINE bool is_asleep(const Branch& branch, size_t begin, size_t count) {
  const Branch b = branch;
  Word some = splat(0);
  size_t k = 0;
  for (; k + STRIATUM_LANES <= count; k += STRIATUM_LANES) {
    some |= some_words(b, begin + k, STRIATUM_LANES);
  }
  if (k < count) some |= some_words(b, begin + k, count - k);
  return !any(some);
}

static i32 grow_block(const Branch& b, Block& block, size_t begin, size_t count) {
  if (sleeps && is_asleep(b, begin, count)) {
    __builtin_memset(b.output + begin, 0, count * sizeof(i32));
    return 0;
  }
  return b.uniform ? grow_all(b, block, begin, count, true)
                   : grow_all(b, block, begin, count, false);
}
