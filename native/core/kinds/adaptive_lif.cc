// The kernel of adaptive integrate-and-fire neurons; adaptive_lif.h has the equations.
#ifndef STRIATUM_PATH

#include "kernels.h"

#define STRIATUM_KERNEL "../kinds/adaptive_lif.cc"
#include "../simd/each_path.h"

namespace striatum {

const Advance adaptive_lif_advance[paths] = {
#define X(path) adaptive_lif_kernel::path::advance_adaptive_lif,
    STRIATUM_PATHS(X)
#undef X
};

// Potentials below 128 mV, inputs below 96 in all, adaptation below 32: their sum is below 256. So
// is theta or w with a jump.
bool adaptive_lif_is_calm(const i32* parameter, size_t count) {
  return are_within(parameter + 2 * count, count, calm_potential) &&
         are_within(parameter + 4 * count, count, calm_potential);
}

}  // namespace striatum

#else

namespace striatum::adaptive_lif_kernel::STRIATUM_PATH {

#include "../simd/shared.h"

struct Own {
  Word keep;
  Word keep_threshold;
  Word threshold_jump;
  Word keep_adaptation;
  Word adaptation_jump;
};

STRIATUM_INLINE Own own(const Cells& c, Reader at) {
  const i32* const p = c.parameter;
  const size_t n = c.count;
  return {read(p, at), read(p + n, at), read(p + 2 * n, at), read(p + 3 * n, at),
          read(p + 4 * n, at)};
}

struct Words {
  Word v;
  Word lift;
  Word adaptation;
};

STRIATUM_INLINE Words load_words(const Cells& c, size_t i, size_t count) {
  return {load(c.potential + i, count), load(c.cell_state + i, count),
          load(c.cell_state + c.count + i, count)};
}

STRIATUM_INLINE void store_words(const Cells& c, size_t i, size_t count, const Words& w) {
  store(c.potential + i, count, w.v);
  store(c.cell_state + i, count, w.lift);
  store(c.cell_state + c.count + i, count, w.adaptation);
}

STRIATUM_INLINE Word advance(const Shared& s, const Own& o, Words& w, Word input, Truth rests,
                             Steps, Sums& sums) {
  w.lift = decay_toward_zero(w.lift, o.keep_threshold);
  w.adaptation = decay_toward_zero(w.adaptation, o.keep_adaptation);
  const Word leaked = decay_toward(w.v, s.rest, o.keep, sums.careful);
  const Word left = sums.sub(input, w.adaptation, event_potential_held);
  const Word v = sums.add(leaked, left, event_potential_held);
  w.v = choose(rests, w.v, v);
  return sums.add(s.threshold, w.lift, event_cell_held);
}

STRIATUM_INLINE void spike(const Own& o, Words& w, Truth spiked, Sums& sums) {
  w.lift = sums.add(w.lift, spiked & o.threshold_jump, event_cell_held);
  w.adaptation = sums.add(w.adaptation, spiked & o.adaptation_jump, event_cell_held);
}

STRIATUM_INLINE void look(const Words& w, Near& inputs) {
  inputs.look(w.lift, calm_input);
  inputs.look(w.adaptation, calm_input);
}

constexpr bool holds = false;

#include "../simd/loop.h"

static i32 advance_adaptive_lif(const Cells& c, Block& block, size_t begin, size_t count) {
  return advance_block(c, block, begin, count, {1, 1});
}

}  // namespace striatum::adaptive_lif_kernel::STRIATUM_PATH

#endif
