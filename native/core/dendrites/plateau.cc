// The kernel of branches with plateaus; plateau.h has the equations.
#ifndef STRIATUM_PATH

#include "kernels.h"

#define STRIATUM_KERNEL "../dendrites/plateau.cc"
#include "../simd/each_path.h"

namespace striatum {

const Grow plateau_grow[paths] = {
#define X(path) plateau_kernel::path::grow_block,
    STRIATUM_PATHS(X)
#undef X
};

}  // namespace striatum

#else

namespace striatum::plateau_kernel::STRIATUM_PATH {

#include "../simd/words.h"

struct Own {
  Word keep;
  Word gain;
  Word threshold;
  Word bap;
  Word ticks;
  Word lift;
  Word reset;
  Word jump;
};

STRIATUM_INLINE Own own(const Branch& b, Reader at) {
  const i32* const p = b.parameter;
  const size_t n = b.count;
  return {read(p, at),         read(p + n, at),     read(p + 2 * n, at), read(p + 3 * n, at),
          read(p + 4 * n, at), read(p + 5 * n, at), read(p + 6 * n, at), read(p + 7 * n, at)};
}

struct Words {
  Word v;
  Word left;
  Word up;  // in a plateau in this tick; no state
};

STRIATUM_INLINE Words load_words(const Branch& b, size_t i, size_t count) {
  return {load(b.state + i, count), load(b.state + b.count + i, count), splat(0)};
}

STRIATUM_INLINE void store_words(const Branch& b, size_t i, size_t count, const Words& w) {
  store(b.state + i, count, w.v);
  store(b.state + b.count + i, count, w.left);
}

STRIATUM_INLINE Word advance(const Own& o, Words& w, Word input, Word spiked, Sums& sums) {
  const Word kicked = sums.add(input, spiked & o.bap, event_dendrite_held);
  const Word v = sums.add(decay_toward_zero(w.v, o.keep), kicked, event_dendrite_held);
  const Word begins = mask(v >= o.threshold) & mask(w.left == 0);
  const Word left = choose(begins, o.ticks, w.left);
  w.v = v & ~begins;
  w.up = mask(left != 0);
  w.left = add(left, w.up);  // a truth is -1
  const Wide given = add_half(product(w.v, o.gain), 28);
  return choose(w.up, o.lift, cut_sat(given, 28, sums.held, event_dendrite_held));
}

STRIATUM_INLINE void move(const Branch& b, size_t i, size_t count, const Own& o, const Words& w) {
  store(b.moved_reset + i, count, choose(w.up, o.reset, load(b.moved_reset + i, count)));
  if (b.moved_jump == nullptr) return;
  store(b.moved_jump + i, count, choose(w.up, o.jump, load(b.moved_jump + i, count)));
}

constexpr size_t state_words = 2;
constexpr bool sleeps = true;
constexpr bool calms = false;

STRIATUM_INLINE bool is_calm(const Branch&, size_t, const Own&) {
  return false;
}

#include "loop.h"

}  // namespace striatum::plateau_kernel::STRIATUM_PATH

#endif
