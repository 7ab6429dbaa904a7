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

// Below 64 mV a tick, with 64 mV arriving and 64 in the compartment: their sum is below 256.
i32 current_calm(const i32*, size_t) {
  return 64 << q8_23::fraction;
}

}  // namespace striatum

#else

namespace striatum::current_kernel::STRIATUM_PATH {

#include "../simd/words.h"

struct Own {
  Word keep;
  Word gain;
};

STRIATUM_INLINE Own own(const Port& p, Reader at) {
  return {read(p.parameter, at), read(p.parameter + p.count, at)};
}

STRIATUM_INLINE Word lift(const Port& p, const Own& own, size_t i, size_t count, Sums& sums) {
  constexpr int shift = q15_16::fraction + q0_31::fraction - q8_23::fraction;
  const Word arriving = load(p.arriving + i, count);
  const Word kept = decay_toward_zero(load(p.state + i, count), own.keep);
  // below 64 mV it has room for 8 more bits, and a shift by 32 costs nothing
  const Word input = sums.careful
                         ? cut_sat(add_half(product(arriving, own.gain), shift), shift, sums.held,
                                   event_current_held)
                         : round_low(product_by_positive(arriving << (32 - shift), own.gain), 32);
  const Word current = sums.add(kept, input, event_current_held);
  store(p.state + i, count, current);
  return current;
}

constexpr size_t state_words = 1;
constexpr int arriving_shift = q8_23::fraction - q15_16::fraction;
constexpr bool sees_potential = false;

#include "../simd/receive.h"

}  // namespace striatum::current_kernel::STRIATUM_PATH

#endif
