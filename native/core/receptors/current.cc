// The kernel of currents; current.h has the equation.
#ifndef STRIATUM_PATH

#include "kernels.h"

#define STRIATUM_KERNEL "../receptors/current.cc"
#include "../simd/each_path.h"

namespace striatum {

const Receive current_receive[paths] = {
#define X(path) current_kernel::path::receive_block,
    STRIATUM_PATHS(X)
#undef X
};

}  // namespace striatum

#else

namespace striatum::current_kernel::STRIATUM_PATH {

#include "../simd/words.h"

// What is known when a loop is compiled.
struct Variant {
  bool uniform;  // parameters are the same for all neurons
  bool fresh;    // nothing is in the input yet
  bool careful;  // sums may overflow
};

STRIATUM_INLINE void receive_words(const Port& p, Block& block, size_t i, size_t k, size_t count,
                                   Word keep, Word gain, Variant variant) {
  Sums sums = {variant.careful, splat(0)};
  const Wide arrived = add_half(product(load(p.arriving + i, count), gain), 24);
  const Word kept = decay_toward_zero(load(p.state + i, count), keep);
  const Word input = variant.careful ? cut_sat(arrived, 24, sums.held, event_current_held)
                                     : cut_low(arrived, 24);
  const Word current = sums.add(kept, input, event_current_held);
  store(p.state + i, count, current);
  store(p.arriving + i, count, splat(0));
  if (variant.fresh) {
    store(p.input + i, count, current);
  } else {
    const Word before = load(p.input + i, count);
    store(p.input + i, count, sums.add(before, current, event_current_held));
  }
  if (variant.careful) store(block.events + k, count, sums.held);
}

STRIATUM_INLINE void receive_all(const Port& port, Block& block, size_t begin, size_t count,
                                 Variant variant) {
  const Port p = port;
  constexpr size_t lanes = STRIATUM_LANES;
  const i32* const gains = p.parameter + p.count;
  const Reader one = {begin, 1, true};
  const Word keep = read(p.parameter, one);
  const Word gain = read(gains, one);
  size_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const Reader at = {begin + k, lanes, false};
    receive_words(p, block, begin + k, k, lanes, variant.uniform ? keep : read(p.parameter, at),
                  variant.uniform ? gain : read(gains, at), variant);
  }
  if (k < count) {
    const Reader at = {begin + k, count - k, false};
    receive_words(p, block, begin + k, k, count - k, read(p.parameter, at), read(gains, at),
                  variant);
  }
}

// What a block needs: nothing if nothing flows or arrives, care if a sum might overflow.
struct Need {
  bool quiet;
  bool careful;
};

STRIATUM_INLINE void look(const Port& p, size_t i, size_t count, Word& some, Word& wild) {
  const Word arriving = load(p.arriving + i, count);
  const Word current = load(p.state + i, count);
  some |= arriving | current;
  wild |= beyond(arriving, 32 << 16) | beyond(current, 64 << 23);
  if (!p.fresh) wild |= beyond(load(p.input + i, count), 64 << 23);
}

STRIATUM_INLINE Need need_of(const Port& port, size_t begin, size_t count) {
  const Port p = port;
  Word some = splat(0);
  Word wild = splat(0);
  size_t k = 0;
  for (; k + STRIATUM_LANES <= count; k += STRIATUM_LANES) {
    look(p, begin + k, STRIATUM_LANES, some, wild);
  }
  if (k < count) look(p, begin + k, count - k, some, wild);
  return {!any(some), any(wild)};
}

static i32 receive_block(const Port& p, Block& block, size_t begin, size_t count) {
  const Need need = need_of(p, begin, count);
  if (need.quiet) {
    if (p.fresh) __builtin_memset(p.input + begin, 0, count * sizeof(i32));
    return 0;
  }
  if (!need.careful) {
    if (p.fresh && p.uniform) {
      receive_all(p, block, begin, count, {true, true, false});
    } else if (p.fresh) {
      receive_all(p, block, begin, count, {false, true, false});
    } else {
      receive_all(p, block, begin, count, {false, false, false});
    }
    return 0;
  }
  if (p.fresh) {
    receive_all(p, block, begin, count, {false, true, true});
  } else {
    receive_all(p, block, begin, count, {false, false, true});
  }
  i32 any_event = 0;
  for (size_t k = 0; k < count; k++) any_event |= block.events[k];
  return any_event;
}

}  // namespace striatum::current_kernel::STRIATUM_PATH

#endif
