// Integrating what arrived into synaptic currents:
// current = current * keep_synapse + gain_synapse * arriving.
#ifndef STRIATUM_PATH

#include "compartment.h"

#include <algorithm>

#include "kinds.h"
#include "simd/cells.h"
#include "simd/paths.h"

#define STRIATUM_KERNEL "../compartment.cc"
#include "simd/each_path.h"

namespace striatum {

namespace {

using Integrate = i32 (*)(const Synapses&, Block&, size_t, size_t);

constexpr Integrate integrate_block[paths] = {
#define X(path) compartment_kernel::path::integrate_block,
    STRIATUM_PATHS(X)
#undef X
};

}  // namespace

void integrate(const Model& model, State& state) {
  const Integrate integrate_some = integrate_block[static_cast<size_t>(path_in_use())];
  Block block;
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    if (model.population_kind[i] == static_cast<u8>(Kind::source)) continue;
    const Synapses synapses = synapses_of(model, state, i);
    for (size_t begin = 0; begin < synapses.count; begin += block_neurons) {
      const size_t count = std::min(block_neurons, synapses.count - begin);
      const i32 events = integrate_some(synapses, block, begin, count);
      if (events != 0) count_events(state, block, synapses.first + begin, count);
    }
  }
}

}  // namespace striatum

#else

namespace striatum::compartment_kernel::STRIATUM_PATH {

#include "simd/words.h"

STRIATUM_INLINE void integrate_words(const Synapses& s, Block& block, size_t i, size_t k,
                                     size_t count, Word keep, Word gain, bool careful) {
  const Wide arrived = add_half(product(load(s.arriving + i, count), gain), 24);
  const Word kept = decay_toward_zero(load(s.current + i, count), keep);
  Word current;
  if (careful) {
    Word events = splat(0);
    const Word input = cut_sat(arrived, 24, events, event_current_held);
    current = add_sat(kept, input, events, event_current_held);
    store(block.events + k, count, events);
  } else {
    current = add(kept, cut_low(arrived, 24));
  }
  store(s.current + i, count, current);
  store(s.arriving + i, count, splat(0));
}

STRIATUM_INLINE void integrate_all(const Synapses& synapses, Block& block, size_t begin,
                                   size_t count, bool uniform, bool careful) {
  const Synapses s = synapses;
  constexpr size_t lanes = STRIATUM_LANES;
  const Reader one = {begin, 1, true};
  const Word keep = read(s.keep, one);
  const Word gain = read(s.gain, one);
  size_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const Reader at = {begin + k, lanes, false};
    integrate_words(s, block, begin + k, k, lanes, uniform ? keep : read(s.keep, at),
                    uniform ? gain : read(s.gain, at), careful);
  }
  if (k < count) {
    const Reader at = {begin + k, count - k, false};
    integrate_words(s, block, begin + k, k, count - k, read(s.keep, at), read(s.gain, at), careful);
  }
}

// What a block needs: nothing if nothing flows or arrives, care if a sum might overflow.
struct Need {
  bool quiet;
  bool careful;
};

STRIATUM_INLINE void look(const Synapses& s, size_t i, size_t count, Word& some, Word& wild) {
  const Word arriving = load(s.arriving + i, count);
  const Word current = load(s.current + i, count);
  some |= arriving | current;
  wild |= beyond(arriving, 32 << 16) | beyond(current, 128 << 23);
}

STRIATUM_INLINE Need need_of(const Synapses& synapses, size_t begin, size_t count) {
  const Synapses s = synapses;
  Word some = splat(0);
  Word wild = splat(0);
  size_t k = 0;
  for (; k + STRIATUM_LANES <= count; k += STRIATUM_LANES) {
    look(s, begin + k, STRIATUM_LANES, some, wild);
  }
  if (k < count) look(s, begin + k, count - k, some, wild);
  return {!any(some), any(wild)};
}

static i32 integrate_block(const Synapses& s, Block& block, size_t begin, size_t count) {
  const Need need = need_of(s, begin, count);
  if (need.quiet) return 0;
  if (!need.careful) {
    if (s.uniform) {
      integrate_all(s, block, begin, count, true, false);
    } else {
      integrate_all(s, block, begin, count, false, false);
    }
    return 0;
  }
  integrate_all(s, block, begin, count, false, true);
  i32 any_event = 0;
  for (size_t k = 0; k < count; k++) any_event |= block.events[k];
  return any_event;
}

}  // namespace striatum::compartment_kernel::STRIATUM_PATH

#endif
