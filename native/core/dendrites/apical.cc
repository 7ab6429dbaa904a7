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

#include "../simd/words.h"

#include "../simd/chance.h"

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
  Word left;
};

STRIATUM_INLINE Words load_words(const Branch& b, size_t i, size_t count) {
  return {load(b.state + i, count), load(b.state + b.count + i, count),
          load(b.state + 2 * b.count + i, count)};
}

STRIATUM_INLINE void store_words(const Branch& b, size_t i, size_t count, const Words& w) {
  store(b.state + i, count, w.v);
  store(b.state + b.count + i, count, w.adaptation);
  store(b.state + 2 * b.count + i, count, w.left);
}

// amount f(v), cut down.
STRIATUM_INLINE Word share(const Own& o, Word v, Word amount) {
  const Word open = chance_of(v, o.half, o.inv_slope);
  return scale_low((UnsignedWord)open, (UnsignedWord)amount, 31);
}

STRIATUM_INLINE Word advance(const Own& o, Words& w, Word input, Word spiked, Word& held) {
  const Word left = choose(spiked, o.bap_ticks, w.left);
  const Word boxed = mask(left != 0);
  w.left = add(left, boxed);  // a truth is -1
  const Word pulled = round_low(product(w.adaptation, o.adaptation), 31);
  const Word own_lift = share(o, w.v, o.regeneration);
  const Word kicked = add_sat(input, boxed & o.bap, held, event_dendrite_held);
  const Word lifted = add_sat(kicked, own_lift, held, event_dendrite_held);
  const Word pushed = sub_sat(lifted, pulled, held, event_dendrite_held);
  w.v = add_sat(decay_toward_zero(w.v, o.keep), pushed, held, event_dendrite_held);
  w.adaptation = decay_toward(w.adaptation, w.v, o.keep_adaptation, true);
  return share(o, w.v, o.lift);
}

STRIATUM_INLINE void move(const Branch&, size_t, size_t, const Own&, const Words&) {}

constexpr size_t state_words = 3;
constexpr bool sleeps = false;

#include "loop.h"

}  // namespace striatum::apical_kernel::STRIATUM_PATH

#endif
