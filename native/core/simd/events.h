// Events of a block, read once for each path: they are written only where a value was held.

// Keeps what was held of neurons k to k + count of the block; `held` is what was held before. The
// answer is what was held by now.
STRIATUM_INLINE i32 keep_events(Block& block, size_t k, size_t count, Word events, i32 held) {
  if (!any(events)) return held;
  if (held == 0) __builtin_memset(block.events, 0, sizeof(block.events));
  store(block.events + k, count, events);
  return held | all_bits(events);
}
