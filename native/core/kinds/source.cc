// Sources spike as they were told, and are then told no more.
#include <cstring>

#include "kernels.h"

namespace striatum {

namespace {

i32 advance_source(const Cells& c, Block& block, size_t begin, size_t count) {
  u8* const told = c.source_spike + begin;
  u8* const spike = c.spike + begin;
  for (size_t first = 0; first < count; first += 64) {
    const size_t past = first + 64 < count ? first + 64 : count;
    u64 bits = 0;
    for (size_t k = first; k < past; k++) {
      spike[k] = told[k] != 0;
      bits |= u64{spike[k]} << (k - first);
    }
    block.spikes[first / 64] = bits;
  }
  std::memset(told, 0, count);
  return 0;
}

}  // namespace

const Advance source_advance[paths] = {
#define X(path) advance_source,
    STRIATUM_PATHS(X)
#undef X
};

bool source_is_calm(const i32*, size_t) {
  return true;
}

}  // namespace striatum
