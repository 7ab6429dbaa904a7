// The kernel of leaky integrate-and-fire neurons; lif.h has the equations.
#ifndef STRIATUM_PATH

#include "kernels.h"

#define STRIATUM_KERNEL "../kinds/lif.cc"
#include "../simd/each_path.h"

namespace striatum {

const Advance lif_advance[paths] = {
#define X(path) lif_kernel::path::advance_lif,
    STRIATUM_PATHS(X)
#undef X
};

// Potentials below 128 mV and inputs below 96 in all: their sum is below 256.
bool lif_is_calm(const i32*, size_t) {
  return true;
}

}  // namespace striatum

#else

namespace striatum::lif_kernel::STRIATUM_PATH {

#include "../simd/shared.h"

struct Own {
  Word keep;
};

STRIATUM_INLINE Own own(const Cells& c, Reader at) {
  return {read(c.parameter, at)};
}

struct Words {
  Word v;
};

STRIATUM_INLINE Words load_words(const Cells& c, size_t i, size_t count) {
  return {load(c.potential + i, count)};
}

STRIATUM_INLINE void store_words(const Cells& c, size_t i, size_t count, const Words& w) {
  store(c.potential + i, count, w.v);
}

STRIATUM_INLINE Word advance(const Shared& s, const Own& o, Words& w, Word input, Truth rests,
                             Steps, Sums& sums) {
  const Word leaked = decay_toward(w.v, s.rest, o.keep, sums.careful);
  const Word v = sums.add(leaked, input, event_potential_held);
  w.v = choose(rests, w.v, v);
  return s.threshold;
}

STRIATUM_INLINE void spike(const Own&, Words&, Word, Sums&) {}

STRIATUM_INLINE void look(const Words&, Near&) {}

constexpr bool holds = false;

#include "../simd/loop.h"

static i32 advance_lif(const Cells& c, Block& block, size_t begin, size_t count) {
  return advance_block(c, block, begin, count, {1, 1});
}

}  // namespace striatum::lif_kernel::STRIATUM_PATH

#endif
