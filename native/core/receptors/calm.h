// How much may be still to come at receptors that open a conductance.
#pragma once

#include "../fixed.h"
#include "kernels.h"

namespace striatum {

// The largest power of two, raw q10.21, below which no sum of such a kernel can overflow while the
// potential is calm; 0 if there is none. With so much in each state word and arriving, four times
// as much opens less than half; 128 mV are then left of 256, of which the compartment has 64.
inline i32 calm_coming(const i32* gain, const i32* reversal, size_t count) {
  if (!are_within(reversal, count, calm_potential)) return 0;
  i32 largest = 1;
  for (size_t i = 0; i < count; i++) largest = gain[i] > largest ? gain[i] : largest;
  // 2^30 is half of a share of 1; a product of raw words has 24 bits more
  i32 calm = 256 << q10_21::fraction;
  while (calm > 32 && i64{4} * calm > (i64{1} << 54) / largest) calm /= 2;
  return calm > 32 ? calm : 0;
}

}  // namespace striatum
