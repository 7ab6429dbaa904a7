// The kernel of quadratic membranes; izhikevich.h has the equations.
#ifndef STRIATUM_PATH

#include <cstdlib>

#include "kernels.h"

#define STRIATUM_KERNEL "../kinds/izhikevich.cc"
#include "../simd/each_path.h"

namespace striatum {

const Advance izhikevich_advance[paths] = {
#define X(path) izhikevich_kernel::path::advance_izhikevich,
    STRIATUM_PATHS(X)
#undef X
};

// constant is below 192 mV and recovery below 32, so that their difference is below 256. An
// overshoot is at most 4864 mV and recovery_rest 512: a change of recovery is below 128 mV if
// 5376 |gain| + 32 |loss| is. A jump is below 64. The parabola's lowest point, less 128 mV of
// recovery and input, is above -255 mV, so that only overshoots are held. What recovery is
// multiplied by is not negative, which saves the signs of these products.
bool izhikevich_is_calm(const i32* parameter, size_t count) {
  const i32* const gain = parameter + 3 * count;
  const i32* const loss = parameter + 4 * count;
  bool calm = are_within(parameter + 2 * count, count, 192 << 23) &&
              are_within(parameter + 6 * count, count, 64 << 23);
  for (size_t i = 0; i < count; i++) {
    const double driven_mv = 5376 * (std::abs(gain[i]) / 0x1p32);
    const double change_mv = driven_mv + 32 * (std::abs(loss[i]) / 0x1p31);
    const double square = parameter[i] / 0x1p34;
    const double slope = 1 + parameter[count + i] / 0x1p27;
    const double constant_mv = parameter[2 * count + i] / 0x1p23;
    const double lowest_mv = constant_mv - slope * slope / 4 / square - 128;
    calm =
        calm && change_mv < 128 && square > 0 && lowest_mv > -255 && gain[i] >= 0 && loss[i] >= 0;
  }
  return calm;
}

}  // namespace striatum

#else

namespace striatum::izhikevich_kernel::STRIATUM_PATH {

#include "../simd/shared.h"

struct Own {
  Word square;
  Word slope;
  Word constant;
  Word gain;
  Word loss;
  Word rest;
  Word jump;
};

STRIATUM_INLINE Own own(const Cells& c, Reader at) {
  const i32* const p = c.parameter;
  const size_t n = c.count;
  return {read(p, at),         read(p + n, at),     read(p + 2 * n, at), read(p + 3 * n, at),
          read(p + 4 * n, at), read(p + 5 * n, at), read(p + 6 * n, at)};
}

struct Words {
  Word v;
  Word recovery;
};

STRIATUM_INLINE Words load_words(const Cells& c, size_t i, size_t count) {
  return {load(c.potential + i, count), load(c.cell_state + i, count)};
}

STRIATUM_INLINE void store_words(const Cells& c, size_t i, size_t count, const Words& w) {
  store(c.potential + i, count, w.v);
  store(c.cell_state + i, count, w.recovery);
}

// A potential as q8_23, whether it was held there, and as it is, with 18 fraction bits.
struct Risen {
  Word v;
  Truth top;
  Word coarse;
};

// v + v (square v + slope) + steady. The parenthesis is q4_27, so the product has 50 fraction bits
// and its high word 18. What is above the format is an overshoot that the reset ends.
STRIATUM_INLINE Risen quadratic(const Own& o, Word v, Word steady, Word coarse, Sums& sums) {
  const Wide rise = sums.careful ? product(v, add(round_low(product(o.square, v), 30), o.slope))
                                 : product_with_line(v, o.square, o.slope);
  const Word sum = add(add(v, steady), round_low(rise, 27));
  const Word coarse_sum = add(add(v >> 5, coarse), high_word(rise));
  if (!sums.careful) {
    const Truth top = less(splat(coarse_end(5)), coarse_sum);
    return {choose(top, splat(INT32_MAX), sum), top, coarse_sum};
  }
  Truth bottom;
  Truth top;
  const Word held = hold(sum, coarse_sum, 5, bottom, top);
  sums.held |= bottom & splat(event_potential_held);
  return {held, top, coarse_sum};
}

STRIATUM_INLINE Word advance(const Shared& s, const Own& o, Words& w, Word input, Truth rests,
                             Steps steps, Sums& sums) {
  const Word share = part_of(input, steps);
  const Word lift = steps.within == 2 ? share >> 1 : share;
  const Word pull = sums.sub(o.constant, w.recovery, event_potential_held);
  const Word steady = add(pull, lift);
  const Word coarse = add(pull >> 5, lift >> 5);
  Risen risen = quadratic(o, w.v, steady, coarse, sums);
  if (steps.within == 2) risen = quadratic(o, risen.v, steady, coarse, sums);
  w.v = choose(rests, w.v, risen.v);
  // 22 fraction bits, or 18 and the gain shifted, so that both products have 54; check() saw to it
  // that their difference fits
  const Truth top = risen.top & ~rests;
  const Word above = choose(top, sub(risen.coarse, o.rest >> 4), sub(w.v >> 1, o.rest));
  const Word gain = choose(top, o.gain << 4, o.gain);
  const Wide change = sums.careful ? difference(product(above, gain), product(w.recovery, o.loss))
                                   : difference(product_by_positive(above, gain),
                                                product_by_positive(w.recovery, o.loss));
  w.recovery = sums.add(w.recovery, round_low(change, 31), event_cell_held);
  return s.threshold;
}

STRIATUM_INLINE void spike(const Own& o, Words& w, Truth spiked, Sums& sums) {
  w.recovery = sums.add(w.recovery, spiked & o.jump, event_cell_held);
}

STRIATUM_INLINE void look(const Words& w, Near& inputs) {
  inputs.look(w.recovery, calm_input);
}

constexpr bool holds = false;

#include "../simd/loop.h"

static i32 advance_izhikevich(const Cells& c, Block& block, size_t begin, size_t count) {
  const i32 steps = c.parameter[7 * c.count];
  const i32 rounds = c.parameter[8 * c.count];
  if (rounds > 1) return advance_block(c, block, begin, count, {steps, rounds});
  if (steps == 2) return advance_block(c, block, begin, count, {2, 1});
  return advance_block(c, block, begin, count, {1, 1});
}

}  // namespace striatum::izhikevich_kernel::STRIATUM_PATH

#endif
