// The kernel of resonate-and-fire neurons; resonate_and_fire.h has the equations.
#ifndef STRIATUM_PATH

#include "kernels.h"

#define STRIATUM_KERNEL "../kinds/resonate_and_fire.cc"
#include "../simd/each_path.h"

namespace striatum {

const Advance resonate_and_fire_advance[paths] = {
#define X(path) resonate_and_fire_kernel::path::advance_resonate_and_fire,
    STRIATUM_PATHS(X)
#undef X
};

// Swing and deviation are below 32 mV, input below 96 in all: where 128 keep_across + 32 keep_along
// is below 127, the new deviation is, and with a rest below 128 the potential is below 255.
bool resonate_and_fire_is_calm(const i32* parameter, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const i64 along = parameter[i];
    const i64 across = parameter[count + i];
    if (128 * across + 32 * along >= i64{127} << 31) return false;
  }
  return true;
}

}  // namespace striatum

#else

namespace striatum::resonate_and_fire_kernel::STRIATUM_PATH {

#include "../simd/shared.h"

struct Own {
  Word along;
  Word across;
  Word reset_above;
};

STRIATUM_INLINE Own own(const Cells& c, Reader at) {
  Word held = splat(0);  // not counted: a reset further than 256 mV from rest is a slip, not a run
  return {read(c.parameter, at), read(c.parameter + c.count, at),
          sub_sat(read(c.reset, at), read(c.rest, at), held, event_cell_held)};
}

struct Words {
  Word v;
  Word swing;
  Word deviation;
};

STRIATUM_INLINE Words load_words(const Cells& c, size_t i, size_t count) {
  return {load(c.potential + i, count), load(c.cell_state + i, count),
          load(c.cell_state + c.count + i, count)};
}

STRIATUM_INLINE void store_words(const Cells& c, size_t i, size_t count, const Words& w) {
  store(c.potential + i, count, w.v);
  store(c.cell_state + i, count, w.swing);
  store(c.cell_state + c.count + i, count, w.deviation);
}

STRIATUM_INLINE Word advance(const Shared& s, const Own& o, Words& w, Word input, Truth rests,
                             Steps, Sums& sums) {
  const Word x = sums.add(w.swing, input, event_cell_held);
  const Word y = w.deviation;
  w.swing =
      sums.sub(decay_toward_zero(x, o.along), decay_toward_zero(y, o.across), event_cell_held);
  const Word turned =
      sums.add(decay_toward_zero(x, o.across), decay_toward_zero(y, o.along), event_cell_held);
  const Word v = sums.add(s.rest, turned, event_potential_held);
  w.deviation = choose(rests, y, turned);
  w.v = choose(rests, w.v, v);
  return s.threshold;
}

STRIATUM_INLINE void spike(const Own& o, Words& w, Truth spiked, Sums&) {
  w.swing = choose(spiked, splat(0), w.swing);
  w.deviation = choose(spiked, o.reset_above, w.deviation);
}

STRIATUM_INLINE void look(const Words& w, Near& inputs) {
  inputs.look(w.swing, calm_input);
  inputs.look(w.deviation, calm_input);
}

constexpr bool holds = false;

#include "../simd/loop.h"

static i32 advance_resonate_and_fire(const Cells& c, Block& block, size_t begin, size_t count) {
  return advance_block(c, block, begin, count, {1, 1});
}

}  // namespace striatum::resonate_and_fire_kernel::STRIATUM_PATH

#endif
