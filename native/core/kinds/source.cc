// Sources spike as they were told, and are then told no more.
#include <cstring>

#include "kernels.h"

namespace striatum {

namespace {

i32 advance_source(const Cells& c, Block& block, size_t begin, size_t count) {
  u8* const told = c.source_spike + begin;
  u8* const spike = c.spike + begin;
  for (u64& bits : block.spikes) bits = 0;
  for (size_t k = 0; k < count; k++) {
    spike[k] = told[k] != 0;
    block.spikes[k / 64] |= u64{spike[k]} << (k % 64);
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
