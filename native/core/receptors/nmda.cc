// The kernel of NMDA receptors; nmda.h has the equations.
#ifndef STRIATUM_PATH

#include "calm.h"
#include "kernels.h"

#define STRIATUM_KERNEL "../receptors/nmda.cc"
#include "../simd/each_path.h"

namespace striatum {

const Receive nmda_receive[paths] = {
#define X(path) nmda_kernel::path::receive_block,
    STRIATUM_PATHS(X)
#undef X
};

i32 nmda_calm(const i32* parameter, size_t count) {
  return calm_coming(parameter + 2 * count, parameter + 3 * count, count);
}

}  // namespace striatum

#else

namespace striatum::nmda_kernel::STRIATUM_PATH {

#include "../simd/conductance.h"
#include "../simd/chance.h"

struct Own {
  Word keep;
  Word keep_rise;
  Word gain;
  Word reversal;
  Word half;
  Word slope;
};

STRIATUM_INLINE Own own(const Port& p, Reader at) {
  const i32* const words = p.parameter;
  const size_t n = p.count;
  return {read(words, at),         read(words + n, at),     read(words + 2 * n, at),
          read(words + 3 * n, at), read(words + 4 * n, at), read(words + 5 * n, at)};
}

STRIATUM_INLINE Word lift(const Port& p, const Own& own, size_t i, size_t count, Sums& sums) {
  const Word come = arrived(p, i, count, sums);
  const Word coming = decay(p, 0, own.keep, come, i, count, sums);
  const Word waiting = decay(p, 1, own.keep_rise, come, i, count, sums);
  const Word open = sums.sub(coming, waiting, event_current_held);
  const Word share = share_of(open, own.gain, sums);
  const Word potential = load(p.potential + i, count);
  // with 30 fraction bits, so that 1 is held
  const Word unblocked = (Word)((UnsignedWord)chance_of(potential, own.half, own.slope) >> 1);
  const Word let = round_low(product(share, unblocked), 30);
  return toward(own.reversal, potential, let, sums);
}

constexpr size_t state_words = 2;
constexpr int arriving_shift = q10_21::fraction - q15_16::fraction;
constexpr bool sees_potential = true;

#include "../simd/receive.h"

}  // namespace striatum::nmda_kernel::STRIATUM_PATH

#endif
