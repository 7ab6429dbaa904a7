// The loop over the neurons of a block, for each kind of dendrite the same, read once for each path
// after the kind has said what it alone knows:
//
//   struct Own { ... };                                       its parameters
//   Own own(const Branch&, Reader);
//   struct Words { Word v; ... };                             its state words
//   Words load_words(const Branch&, size_t i, size_t count);
//   void store_words(const Branch&, size_t i, size_t count, const Words&);
//   Word advance(const Own&, Words&, Word input, Word spiked, Sums&);        lift of the soma
//   void move(const Branch&, size_t i, size_t count, const Own&, const Words&);
//                                                             parameters of the soma, or nothing
//   constexpr size_t state_words;
//   constexpr bool sleeps;      with no state, input and spike, it stays so and gives nothing
//   constexpr bool calms;       where is_calm() says so, none of its sums can overflow
//   bool is_calm(const Branch&, size_t i, const Own&);        of a whole word; only if it calms

#include "../simd/events.h"

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

// Neurons i to i + count, which are k and so on of the block; `held` is what was held before, the
// answer what was by now.
STRIATUM_INLINE i32 grow_words(const Branch& b, Block& block, size_t i, size_t k, size_t count,
                               const Own& o, bool careful, i32 held) {
  Sums sums = {careful, splat(0)};
  const Word input =
      sums.add(load(b.input + i, count), load(b.drive + i, count), event_dendrite_held);
  Words w = load_words(b, i, count);
  store(b.output + i, count, advance(o, w, input, load_truths(b.spiked + i, count), sums));
  move(b, i, count, o, w);
  store_words(b, i, count, w);
  return careful ? keep_events(block, k, count, sums.held, held) : held;
}

[[gnu::noinline]] static i32 grow_carefully(const Branch& b, Block& block, size_t i, size_t k,
                                            size_t count, i32 held) {
  return grow_words(b, block, i, k, count, own(b, {i, count, false}), true, held);
}

STRIATUM_INLINE i32 grow_all(const Branch& branch, Block& block, size_t begin, size_t count,
                             bool uniform) {
  const Branch b = branch;
  constexpr size_t lanes = STRIATUM_LANES;
  const Own same = own(b, {begin, 1, true});
  i32 held = 0;
  size_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const size_t i = begin + k;
    const Own o = uniform ? same : own(b, {i, lanes, false});
    if (!calms) {
      held = grow_words(b, block, i, k, lanes, o, true, held);
    } else if (is_calm(b, i, o)) {
      held = grow_words(b, block, i, k, lanes, o, false, held);
    } else {
      held = grow_carefully(branch, block, i, k, lanes, held);
    }
  }
  return k < count ? grow_carefully(branch, block, begin + k, k, count - k, held) : held;
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
