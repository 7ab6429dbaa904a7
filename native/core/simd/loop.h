// The loop over the neurons of a block, for each kind the same, read once for each path after the
// kind has said what it alone knows:
//
//   struct Own { ... };                                 its parameters
//   Own own(const Cells&, Reader);
//   struct Words { Word v; ... };                       potentials and state words
//   Words load_words(const Cells&, size_t i, size_t count);
//   void store_words(const Cells&, size_t i, size_t count, const Words&);
//   Word advance(const Shared&, const Own&, Words&, Word input, Word rests, Steps, Sums&);
//                                                       to before the spike; the threshold
//   void spike(const Own&, Words&, Word spiked, Sums&);
//   constexpr size_t state_words;
//   constexpr bool holds_when_calm;                     advance() may hold a value in any case
//
// A resting neuron's potential stays; what else it has goes on.

#include "chance.h"

// What is known when a loop is compiled.
struct Variant {
  bool uniform;  // parameters are the same for all neurons
  bool rests;    // some neuron may be resting
  bool noisy;    // neurons spike by chance
  bool careful;  // sums may overflow
  Steps steps;
};

struct Both {
  Shared shared;
  Own own;
};

STRIATUM_INLINE Both both(const Cells& c, Reader at) {
  return {shared(c, at), own(c, at)};
}

// Which neurons spike in this round; by chance in the last alone.
STRIATUM_INLINE Word spikes_of(const Cells& c, Block& block, size_t i, size_t k, size_t count,
                               Word v, Word threshold, Word rests, Variant variant, int round) {
  if (!variant.noisy) return mask(v >= threshold) & ~rests;
  if (round + 1 < variant.steps.rounds) return splat(0);
  const u32 index = static_cast<u32>(c.first + i);
  const Draw drawn = draw(c.key, index, v, threshold, load(c.inv_beta + i, count), rests);
  store(block.residual + k, count, drawn.residual);
  return drawn.spiked;
}

// Neurons i to i + count, which are k and so on of the block. The answer is what was held of each.
STRIATUM_INLINE Word step_words(const Cells& c, Block& block, size_t i, size_t k, size_t count,
                                const Both& p, Variant variant, int round) {
  const Word left = variant.rests ? load(block.left + k, count) : splat(0);
  const Word rests = mask(left != 0);
  Sums sums = {variant.careful, splat(0)};
  const Word current = load(c.current + i, count);
  const Word driven = sums.add(current, load(c.drive + i, count), event_potential_held);
  const Word input = sums.add(driven, p.shared.bias, event_potential_held);
  Words w = load_words(c, i, count);
  const Word threshold = advance(p.shared, p.own, w, input, rests, variant.steps, sums);
  const Word spiked = spikes_of(c, block, i, k, count, w.v, threshold, rests, variant, round);
  w.v = choose(spiked, p.shared.reset, w.v);
  spike(p.own, w, spiked, sums);
  const u64 there = (u64{1} << count) - 1;  // a word may be longer than the block
  block.spikes[k / 64] |= (bits_of(spiked) & there) << (k % 64);
  store_truths(c.spike + i, count, spiked);
  store_words(c, i, count, w);
  if (!variant.careful && !holds_when_calm) return splat(0);
  const Word held = round == 0 ? sums.held : sums.held | load(block.events + k, count);
  store(block.events + k, count, held);
  return held;
}

// What was held of any neuron.
STRIATUM_INLINE i32 step(const Cells& cells, Block& block, size_t begin, size_t count,
                         Variant variant, int round) {
  const Cells c = cells;
  Word held = splat(0);
  constexpr size_t lanes = STRIATUM_LANES;
  const Both same = both(c, {begin, 1, true});
  size_t k = 0;
  for (; k + lanes <= count; k += lanes) {
    const size_t i = begin + k;
    const Both p = variant.uniform ? same : both(c, {i, lanes, false});
    held |= step_words(c, block, i, k, lanes, p, variant, round);
  }
  if (k < count) {
    const size_t i = begin + k;
    const Both p = variant.uniform ? same : both(c, {i, count - k, false});
    held |= step_words(c, block, i, k, count - k, p, variant, round);
  }
  return all_bits(held);
}

// Bits that are set where a neuron is not calm.
STRIATUM_INLINE Word wild(const Cells& c, size_t i, size_t count) {
  Word bits = beyond(load(c.potential + i, count), calm_potential) |
              beyond(load(c.current + i, count), calm_input) |
              beyond(load(c.drive + i, count), calm_input);
  for (size_t word = 0; word < state_words; word++) {
    bits |= beyond(load(c.cell_state + word * c.count + i, count), calm_input);
  }
  return bits;
}

// Whether no sum of this block can overflow.
STRIATUM_INLINE bool is_calm(const Cells& cells, size_t begin, size_t count) {
  const Cells c = cells;
  if (!c.calm) return false;
  Word bits = splat(0);
  size_t k = 0;
  for (; k + STRIATUM_LANES <= count; k += STRIATUM_LANES) {
    bits |= wild(c, begin + k, STRIATUM_LANES);
  }
  if (k < count) bits |= wild(c, begin + k, count - k);
  return !any(bits);
}

STRIATUM_INLINE void rest_before(const Cells& c, Block& block, size_t begin, size_t count) {
  const u8* const left = c.refractory_left + begin;
  for (size_t k = 0; k < count; k++) block.left[k] = c.rests ? left[k] : 0;
}

STRIATUM_INLINE void rest_after(const Cells& c, size_t begin, size_t count) {
  const u8* const ticks = c.refractory_ticks + begin;
  const u8* const spiked = c.spike + begin;
  u8* const left = c.refractory_left + begin;
  STRIATUM_INDEPENDENT
  for (size_t k = 0; k < count; k++) {
    const u8 less = static_cast<u8>(left[k] - (left[k] != 0));
    const u8 all = static_cast<u8>(-spiked[k]);
    left[k] = static_cast<u8>((ticks[k] & all) | (less & ~all));
  }
}

// Bytes for the bits of all rounds; a single round wrote them.
STRIATUM_INLINE void write_spikes(const Cells& c, const Block& block, size_t begin, size_t count) {
  u8* const spike = c.spike + begin;
  for (size_t k = 0; k < count; k++) spike[k] = (block.spikes[k / 64] >> (k % 64)) & 1;
}

// What policy-gradient rules look back on; without noise it is 0, as it was at first.
STRIATUM_INLINE void write_residuals(const Cells& c, const Block& block, size_t begin,
                                     size_t count) {
  for (size_t k = 0; k < count; k++) {
    c.residual[(begin + k) * c.residual_slots] = static_cast<int16_t>(block.residual[k]);
  }
}

STRIATUM_INLINE i32 advance_round(const Cells& c, Block& block, size_t begin, size_t count,
                                  Steps steps, int round) {
  const bool careful = !is_calm(c, begin, count);
  if (c.noisy && careful) {
    return step(c, block, begin, count, {false, true, true, true, steps}, round);
  }
  if (c.noisy) return step(c, block, begin, count, {false, true, true, false, steps}, round);
  if (careful) return step(c, block, begin, count, {false, true, false, true, steps}, round);
  if (c.rests && c.uniform) {
    return step(c, block, begin, count, {true, true, false, false, steps}, round);
  }
  if (c.rests) return step(c, block, begin, count, {false, true, false, false, steps}, round);
  if (c.uniform) return step(c, block, begin, count, {true, false, false, false, steps}, round);
  return step(c, block, begin, count, {false, false, false, false, steps}, round);
}

// Advances a block by a tick. The answer is what was held of any neuron.
STRIATUM_INLINE i32 advance_block(const Cells& c, Block& block, size_t begin, size_t count,
                                  Steps steps) {
  for (u64& bits : block.spikes) bits = 0;
  rest_before(c, block, begin, count);
  i32 held = advance_round(c, block, begin, count, steps, 0);
  for (int round = 1; round < steps.rounds; round++) {
    held |= advance_round(c, block, begin, count, steps, round);
  }
  if (steps.rounds > 1) write_spikes(c, block, begin, count);
  if (c.noisy && c.residual_slots != 0) write_residuals(c, block, begin, count);
  if (c.rests) rest_after(c, begin, count);
  return held;
}
