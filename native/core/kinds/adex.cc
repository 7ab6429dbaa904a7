// The kernel of adaptive exponential membranes; adex.h has the equations.
#ifndef STRIATUM_PATH

#include <cstdlib>

#include "../exponential.h"
#include "kernels.h"

#define STRIATUM_KERNEL "../kinds/adex.cc"
#include "../simd/each_path.h"

namespace striatum {

const Advance adex_advance[paths] = {
#define X(path) adex_kernel::path::advance_adex,
    STRIATUM_PATHS(X)
#undef X
};

// A change of adaptation is below 128 mV since 512 |gain| + 32 |loss| is, and a jump is below 64.
bool adex_is_calm(const i32* parameter, size_t count) {
  const i32* const gain = parameter + 3 * count;
  const i32* const loss = parameter + 4 * count;
  bool calm = are_within(parameter + 5 * count, count, 64 << 23);
  for (size_t i = 0; i < count; i++) {
    const double change_mv = 512 * (std::abs(gain[i]) / 0x1p32) + 32 * (std::abs(loss[i]) / 0x1p31);
    calm = calm && change_mv < 128;
  }
  return calm;
}

}  // namespace striatum

#else

namespace striatum::adex_kernel::STRIATUM_PATH {

#include "../simd/shared.h"

struct Own {
  Word leak;
  Word slope;
  Word start;
  Word gain;
  Word loss;
  Word jump;
};

STRIATUM_INLINE Own own(const Cells& c, Reader at) {
  const i32* const p = c.parameter;
  const size_t n = c.count;
  return {read(p, at),         read(p + n, at),     read(p + 2 * n, at),
          read(p + 3 * n, at), read(p + 4 * n, at), read(p + 5 * n, at)};
}

struct Words {
  Word v;
  Word adaptation;
};

STRIATUM_INLINE Words load_words(const Cells& c, size_t i, size_t count) {
  return {load(c.potential + i, count), load(c.cell_state + i, count)};
}

STRIATUM_INLINE void store_words(const Cells& c, size_t i, size_t count, const Words& w) {
  store(c.potential + i, count, w.v);
  store(c.cell_state + i, count, w.adaptation);
}

// 2^x mV as q8_23, x with 21 fraction bits; from 128 mV on it is the format's end.
STRIATUM_INLINE Word exponential(Word x) {
  constexpr int part_bits = 21 - exponential_steps_log2;
  const Word point = (x >> part_bits) & ((1 << exponential_steps_log2) - 1);
  const Word part = x & ((1 << part_bits) - 1);
  const auto [low, high] = gather_pair(exponential_values.data(), point);
  const UnsignedWord rise = (UnsignedWord)sub(high, low) * (UnsignedWord)part;
  const Word mantissa = add(low, (Word)(rise >> part_bits));  // 1 to 2, with 30 fraction bits
  // 2^(x - 6) of it, rounded: shifted by one less, then by one
  const Word whole = x >> 21;
  const Word shift = sub(splat(6), whole);
  const Word shifted = shift_right(mantissa, choose(mask(shift > 31), splat(31), shift & 31));
  const Word rounded = add(shifted, splat(1)) >> 1;
  return choose(mask(shift < 0), splat(INT32_MAX), rounded);
}

STRIATUM_INLINE Word advance(const Shared& s, const Own& o, Words& w, Word input, Truth rests,
                             Steps steps, Sums& sums) {
  const Word lift = part_of(input, steps);
  const Word below = sub(s.rest >> 1, w.v >> 1);
  const Wide leaked = product(o.leak, below);  // 53 fraction bits, so its high word has 21
  const Word power = add(round_low(product(o.slope, w.v), 30), o.start);
  const Word rise = exponential(power);
  const Word sum = add(sub(add(w.v, lift), w.adaptation), add(round_low(leaked, 30), rise));
  const Word coarse =
      add(sub(add(w.v >> 5, lift >> 5), w.adaptation >> 5), add(high_word(leaked) >> 3, rise >> 5));
  Truth bottom;
  Truth top;
  const Word v = hold(sum, coarse, 5, bottom, top);
  sums.held |= bottom & splat(event_potential_held);
  // both products have 54 fraction bits; check() saw to it that their difference fits
  const Wide change =
      difference(product(o.gain, sub(splat(0), below)), product(o.loss, w.adaptation));
  w.adaptation = sums.add(w.adaptation, round_low(change, 31), event_cell_held);
  w.v = choose(rests, w.v, v);
  return s.threshold;
}

STRIATUM_INLINE void spike(const Own& o, Words& w, Truth spiked, Sums& sums) {
  w.adaptation = sums.add(w.adaptation, spiked & o.jump, event_cell_held);
}

STRIATUM_INLINE void look(const Words& w, Near& inputs) {
  inputs.look(w.adaptation, calm_input);
}

constexpr bool holds = true;

#include "../simd/loop.h"

static i32 advance_adex(const Cells& c, Block& block, size_t begin, size_t count) {
  const i32 steps = c.parameter[6 * c.count];
  if (steps > 1) return advance_block(c, block, begin, count, {1, steps});
  return advance_block(c, block, begin, count, {1, 1});
}

}  // namespace striatum::adex_kernel::STRIATUM_PATH

#endif
