// The kernel of linear branches; linear.h has the equations.
#ifndef STRIATUM_PATH

#include "kernels.h"

#define STRIATUM_KERNEL "../dendrites/linear.cc"
#include "../simd/each_path.h"

namespace striatum {

const Grow linear_grow[paths] = {
#define X(path) linear_kernel::path::grow_block,
    STRIATUM_PATHS(X)
#undef X
};

}  // namespace striatum

#else

namespace striatum::linear_kernel::STRIATUM_PATH {

#include "../simd/words.h"

struct Own {
  Word keep;
  Word gain;
};

STRIATUM_INLINE Own own(const Branch& b, Reader at) {
  return {read(b.parameter, at), read(b.parameter + b.count, at)};
}

struct Words {
  Word v;
};

STRIATUM_INLINE Words load_words(const Branch& b, size_t i, size_t count) {
  return {load(b.state + i, count)};
}

STRIATUM_INLINE void store_words(const Branch& b, size_t i, size_t count, const Words& w) {
  store(b.state + i, count, w.v);
}

STRIATUM_INLINE Word advance(const Own& o, Words& w, Word input, Word, Sums& sums) {
  w.v = sums.add(decay_toward_zero(w.v, o.keep), input, event_dendrite_held);
  return cut_sat(add_half(product(w.v, o.gain), 28), 28, sums.held, event_dendrite_held);
}

STRIATUM_INLINE void move(const Branch&, size_t, size_t, const Own&, const Words&) {}

constexpr size_t state_words = 1;
constexpr bool sleeps = true;
constexpr bool calms = false;

STRIATUM_INLINE bool is_calm(const Branch&, size_t, const Own&) {
  return false;
}

#include "loop.h"

}  // namespace striatum::linear_kernel::STRIATUM_PATH

#endif
