// The kernel of apical dendrites that can spike; apical.h has the equations.
#ifndef STRIATUM_PATH

#include "kernels.h"

#define STRIATUM_KERNEL "../dendrites/apical.cc"
#include "../simd/each_path.h"

namespace striatum {

const Grow apical_grow[paths] = {
#define X(path) apical_kernel::path::grow_block,
    STRIATUM_PATHS(X)
#undef X
};

}  // namespace striatum

#else

namespace striatum::apical_kernel::STRIATUM_PATH {

// the second reads the first
// clang-format off
#include "../simd/words.h"
#include "../simd/chance.h"
// clang-format on

struct Own {
  Word keep;
  Word half;
  Word inv_slope;
  Word regeneration;
  Word adaptation;
  Word keep_adaptation;
  Word bap;
  Word bap_ticks;
  Word lift;
};

STRIATUM_INLINE Own own(const Branch& b, Reader at) {
  const i32* const p = b.parameter;
  const size_t n = b.count;
  return {read(p, at),         read(p + n, at),     read(p + 2 * n, at),
          read(p + 3 * n, at), read(p + 4 * n, at), read(p + 5 * n, at),
          read(p + 6 * n, at), read(p + 7 * n, at), read(p + 8 * n, at)};
}

struct Words {
  Word v;
  Word adaptation;
  Word open;
  Word left;
};

STRIATUM_INLINE Words load_words(const Branch& b, size_t i, size_t count) {
  return {load(b.state + i, count), load(b.state + b.count + i, count),
          load(b.state + 2 * b.count + i, count), load(b.state + 3 * b.count + i, count)};
}

STRIATUM_INLINE void store_words(const Branch& b, size_t i, size_t count, const Words& w) {
  store(b.state + i, count, w.v);
  store(b.state + b.count + i, count, w.adaptation);
  store(b.state + 2 * b.count + i, count, w.open);
  store(b.state + 3 * b.count + i, count, w.left);
}

// amount times a share with 31 fraction bits, cut down.
STRIATUM_INLINE Word share(Word open, Word amount) {
  return scale_low((UnsignedWord)open, (UnsignedWord)amount, 31);
}

// f(v) with 31 fraction bits; 1 is not held.
STRIATUM_INLINE Word opened(const Own& o, Word v) {
  const Word chance = chance_of(v, o.half, o.inv_slope);
  return sub(chance, (Word)((UnsignedWord)chance >> 31));
}

STRIATUM_INLINE Word advance(const Own& o, Words& w, Word input, Word spiked, Sums& sums) {
  const Word left = choose(spiked, o.bap_ticks, w.left);
  const Word boxed = mask(left != 0);
  w.left = add(left, boxed);  // a truth is -1
  const Word pulled = round_low(product(w.adaptation, o.adaptation), 31);
  const Word kicked = sums.add(input, boxed & o.bap, event_dendrite_held);
  const Word lifted = sums.add(kicked, share(w.open, o.regeneration), event_dendrite_held);
  const Word pushed = sums.sub(lifted, pulled, event_dendrite_held);
  w.v = sums.add(decay_toward_zero(w.v, o.keep), pushed, event_dendrite_held);
  w.adaptation = decay_toward(w.adaptation, w.v, o.keep_adaptation, sums.careful);
  w.open = opened(o, w.v);
  return share(w.open, o.lift);
}

STRIATUM_INLINE void move(const Branch&, size_t, size_t, const Own&, const Words&) {}

constexpr size_t state_words = 4;
constexpr bool sleeps = false;
constexpr bool calms = true;

// Input, drive, both pushes and adaptation are below 32 mV and the potential below 64: it stays
// below 224, and below 256 from adaptation. A share that is negative would count as more than 1.
STRIATUM_INLINE bool is_calm(const Branch& b, size_t i, const Own& o) {
  constexpr size_t lanes = STRIATUM_LANES;
  const Words w = load_words(b, i, lanes);
  Near pushes = {splat(0)};
  Near potential = {splat(0)};
  pushes.look(load(b.input + i, lanes), calm_input);
  pushes.look(load(b.drive + i, lanes), calm_input);
  pushes.look(o.bap, calm_input);
  pushes.look(o.regeneration, calm_input);
  pushes.look(w.adaptation, calm_input);
  potential.look(w.v, calm_lift);
  return !any(pushes.beyond(calm_input) | potential.beyond(calm_lift) | (w.open & INT32_MIN));
}

#include "loop.h"

}  // namespace striatum::apical_kernel::STRIATUM_PATH

#endif
