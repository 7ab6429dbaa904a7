// The kernel of conductances that decay; conductance.h has the equations.
#ifndef STRIATUM_PATH

#include "calm.h"
#include "kernels.h"

#define STRIATUM_KERNEL "../receptors/conductance.cc"
#include "../simd/each_path.h"

namespace striatum {

const Receive conductance_receive[paths] = {
#define X(path) conductance_kernel::path::receive_block,
    STRIATUM_PATHS(X)
#undef X
};

i32 conductance_calm(const i32* parameter, size_t count) {
  return calm_coming(parameter + 1 * count, parameter + 2 * count, count);
}

}  // namespace striatum

#else

namespace striatum::conductance_kernel::STRIATUM_PATH {

#include "../simd/conductance.h"

struct Own {
  Word keep;
  Word gain;
  Word reversal;
};

STRIATUM_INLINE Own own(const Port& p, Reader at) {
  const i32* const words = p.parameter;
  const size_t n = p.count;
  return {read(words, at), read(words + n, at), read(words + 2 * n, at)};
}

STRIATUM_INLINE Word lift(const Port& p, const Own& own, size_t i, size_t count, Sums& sums) {
  const Word come = arrived(p, i, count, sums);
  const Word coming = decay(p, 0, own.keep, come, i, count, sums);
  const Word share = share_of(coming, own.gain, sums);
  return toward(own.reversal, load(p.potential + i, count), share, sums);
}

constexpr size_t state_words = 1;
constexpr int arriving_shift = q10_21::fraction - q15_16::fraction;
constexpr bool sees_potential = true;

#include "../simd/receive.h"

}  // namespace striatum::conductance_kernel::STRIATUM_PATH

#endif
