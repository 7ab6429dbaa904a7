// The loop over the neurons of a block, for each kind the same, read once for each path after the
// kind has said what it alone knows:
//
//   struct Own { ... };                                 its parameters
//   Own own(const Cells&, Reader);
//   struct Words { Word v; ... };                       potentials and state words
//   Words load_words(const Cells&, size_t i, size_t count);
//   void store_words(const Cells&, size_t i, size_t count, const Words&);
//   Word advance(const Shared&, const Own&, Words&, Word input, Truth rests, Steps, Sums&);
//                                                       to before the spike; the threshold
//   void spike(const Own&, Words&, Truth spiked, Sums&);
//   void look(const Words&, Near&);                     at its state words, which may be calm
//   constexpr bool holds;                               calm neurons may hold a value too
//
// A resting neuron's potential stays; what else it has goes on.
//
// Up to 64 neurons are looked at first. Where no sum of any can overflow, they are advanced the
// quick way, which checks none; else each word is looked at, and goes with care if it must. What is
// rare goes with care from the start, by one function a kind.

#include "chance.h"
#include "events.h"

// What is known when a quick loop is compiled.
struct Variant {
  bool uniform;  // parameters are the same for all neurons
  bool rests;    // some neuron may be resting
};

struct Both {
  Shared shared;
  Own own;
};

STRIATUM_INLINE Both both(const Cells& c, Reader at) {
  return {shared(c, at), own(c, at)};
}

// Which neurons spike in this round; by chance in the last alone.
STRIATUM_INLINE Truth spikes_of(const Cells& c, Block& block, size_t i, size_t k, size_t count,
                                Word v, Word threshold, Truth rests, bool last) {
  if (!c.noisy) return at_least(v, threshold) & ~rests;
  if (!last) return never();
  const u32 index = static_cast<u32>(c.first + i);
  const Draw drawn = draw(c.key, index, v, threshold, load(c.inv_beta + i, count), rests);
  store(block.residual + k, count, drawn.residual);
  return less(drawn.spiked, splat(0));
}

// Neurons i to i + count, which are k and so on of the block, with every sum checked. The answer
// has a bit for each that spiked.
[[gnu::noinline]] static u64 step_carefully(const Cells& c, Block& block, size_t i, size_t k,
                                            size_t count, Steps steps, i32& held) {
  const Reader at = {i, count, false};
  const Both p = both(c, at);
  const Truth rests = c.rests ? less(splat(0), load_bytes(c.refractory_left + i, count)) : never();
  Sums sums = {true, splat(0)};
  const Word driven =
      sums.add(load(c.current + i, count), load(c.drive + i, count), event_potential_held);
  const Word input = sums.add(driven, p.shared.bias, event_potential_held);
  Words w = load_words(c, i, count);
  Truth spiked = never();
  for (int round = 0; round < steps.rounds; round++) {
    const Word threshold = advance(p.shared, p.own, w, input, rests, steps, sums);
    const bool last = round + 1 == steps.rounds;
    const Truth now = spikes_of(c, block, i, k, count, w.v, threshold, rests, last);
    w.v = choose(now, p.shared.reset, w.v);
    spike(p.own, w, now, sums);
    spiked = spiked | now;
  }
  store_words(c, i, count, w);
  held = keep_events(block, k, count, sums.held, held);
  return bits_of(spiked) & ((u64{1} << count) - 1);  // a word may be longer than the block
}

// Whether whole words from neuron i on are such that no sum can overflow in a round.
STRIATUM_INLINE bool are_calm(const Cells& c, size_t i, size_t words) {
  constexpr size_t lanes = STRIATUM_LANES;
  Near inputs = {splat(0)};
  Near potentials = {splat(0)};
  for (const size_t end = i + words * lanes; i < end; i += lanes) {
    const Words w = load_words(c, i, lanes);
    inputs.look(load(c.current + i, lanes), calm_input);
    inputs.look(load(c.drive + i, lanes), calm_input);
    potentials.look(w.v, calm_potential);
    look(w, inputs);
  }
  return !any(inputs.beyond(calm_input) | potentials.beyond(calm_potential));
}

// A whole word of calm neurons without noise after a tick.
struct Stepped {
  Words w;
  Truth silent;
  Word held;
};

STRIATUM_INLINE Stepped stepped(const Cells& c, size_t i, const Both& same, Variant variant,
                                Steps steps) {
  constexpr size_t lanes = STRIATUM_LANES;
  const Both p = variant.uniform ? same : both(c, {i, lanes, false});
  const Truth rests =
      variant.rests ? less(splat(0), load_bytes(c.refractory_left + i, lanes)) : never();
  Sums sums = {false, splat(0)};
  const Word driven = add(load(c.current + i, lanes), load(c.drive + i, lanes));
  Words w = load_words(c, i, lanes);
  const Word input = add(driven, p.shared.bias);
  const Word threshold = advance(p.shared, p.own, w, input, rests, steps, sums);
  const Truth below = less(w.v, threshold);
  const Truth silent = variant.rests ? below | rests : below;
  w.v = choose(silent, w.v, p.shared.reset);
  spike(p.own, w, ~silent, sums);
  return {w, silent, sums.held};
}

// A bit for each neuron.
struct Came {
  u64 silent;
  u64 undone;  // nothing was stored, for a value was held
};

// Whole words from neuron i on: one, or two side by side, for none waits for the other.
STRIATUM_INLINE Came step_words(const Cells& c, size_t i, size_t words, const Both& same,
                                Variant variant, Steps steps) {
  constexpr size_t lanes = STRIATUM_LANES;
  const Stepped a = stepped(c, i, same, variant, steps);
  if (words == 1) {
    if (holds && any(a.held)) return {0, ~u64{0} >> (64 - lanes)};
    store_words(c, i, lanes, a.w);
    return {bits_of(a.silent), 0};
  }
  const Stepped b = stepped(c, i + lanes, same, variant, steps);
  if (holds && any(a.held | b.held)) return {0, ~u64{0} >> (64 - 2 * lanes)};
  store_words(c, i, lanes, a.w);
  store_words(c, i + lanes, lanes, b.w);
  return {bits_of(a.silent) | bits_of(b.silent) << lanes, 0};
}

// Of up to 64 neurons from the k-th of the block on those that have a bit in todo; a bit for each
// that spiked.
[[gnu::noinline]] static u64 step_each(const Cells& c, Block& block, size_t begin, size_t k,
                                       size_t count, u64 todo, Steps steps, i32& held) {
  constexpr size_t lanes = STRIATUM_LANES;
  constexpr u64 all = ~u64{0} >> (64 - lanes);
  u64 spiked = 0;
  for (size_t j = 0; j < count; j += lanes) {
    if ((todo >> j & 1) == 0) continue;
    const size_t i = begin + k + j;
    const size_t there = j + lanes < count ? lanes : count - j;
    Came came = {0, all};
    if (there == lanes && are_calm(c, i, 1)) {
      came = step_words(c, i, 1, both(c, {i, lanes, false}), {true, true}, steps);
    }
    const u64 now = came.undone == 0 ? ~came.silent & all
                                     : step_carefully(c, block, i, k + j, there, steps, held);
    spiked |= now << j;
  }
  return spiked;
}

// The neurons of a block, 64 after another; the answer is what was held of any.
STRIATUM_INLINE i32 step_quickly(const Cells& cells, Block& block, size_t begin, size_t count,
                                 Variant variant, Steps steps) {
  const Cells c = cells;  // its address goes nowhere, so that pointers stay in registers
  constexpr size_t lanes = STRIATUM_LANES;
  const Both same = both(c, {begin, 1, true});
  i32 held = 0;
  for (size_t k = 0; k < count; k += 64) {
    const size_t there = k + 64 < count ? 64 : count - k;
    const size_t i = begin + k;
    u64 silent = 0;
    u64 undone = 0;
    size_t j = 0;
    if (__builtin_expect(are_calm(c, i, there / lanes), 1)) {
      for (; j + 2 * lanes <= there; j += 2 * lanes) {
        const Came came = step_words(c, i + j, 2, same, variant, steps);
        silent |= came.silent << j;
        undone |= came.undone << j;
      }
    }
    if (j < there) undone |= ~u64{0} << j;
    u64 spiked = ~(silent | undone) & (~u64{0} >> (64 - there));
    if (undone != 0) spiked |= step_each(cells, block, begin, k, there, undone, steps, held);
    block.spikes[k / 64] = spiked;
    store_bits(c.spike + i, there, spiked);
  }
  return held;
}

[[gnu::noinline]] static i32 step_carefully(const Cells& c, Block& block, size_t begin,
                                            size_t count, Steps steps) {
  i32 held = 0;
  for (size_t first = 0; first < count; first += 64) {
    const size_t past = first + 64 < count ? first + 64 : count;
    u64 spiked = 0;
    for (size_t k = first; k < past; k += STRIATUM_LANES) {
      const size_t there = k + STRIATUM_LANES < past ? STRIATUM_LANES : past - k;
      spiked |= step_carefully(c, block, begin + k, k, there, steps, held) << (k - first);
    }
    block.spikes[first / 64] = spiked;
    store_bits(c.spike + begin + first, past - first, spiked);
  }
  return held;
}

// What a word of neurons that take several rounds has in flight.
struct Flight {
  Words w;
  Word input;
  Word rests;
  Word spiked;
  Word rough;
  Near inputs;
  Near potentials;
};

STRIATUM_INLINE void begin_rounds(const Cells& c, size_t i, Flight& flight) {
  constexpr size_t lanes = STRIATUM_LANES;
  const Word current = load(c.current + i, lanes);
  const Word drive = load(c.drive + i, lanes);
  flight.w = load_words(c, i, lanes);
  flight.input = add(add(current, drive), load(c.bias + i, lanes));
  flight.rests = less(splat(0), load_bytes(c.refractory_left + i, lanes));
  flight.spiked = splat(0);
  flight.rough = splat(0);
  flight.inputs = {splat(0)};
  flight.inputs.look(current, calm_input);
  flight.inputs.look(drive, calm_input);
  flight.potentials = {splat(0)};
}

STRIATUM_INLINE void advance_round(const Cells& c, size_t i, Flight& flight, Steps steps) {
  const Both p = both(c, {i, STRIATUM_LANES, false});
  Words w = flight.w;
  flight.potentials.look(w.v, calm_potential);
  look(w, flight.inputs);
  Sums sums = {false, splat(0)};
  const Truth rests = less(flight.rests, splat(0));
  const Word threshold = advance(p.shared, p.own, w, flight.input, rests, steps, sums);
  const Truth spiked = at_least(w.v, threshold) & ~rests;
  w.v = choose(spiked, p.shared.reset, w.v);
  spike(p.own, w, spiked, sums);
  flight.w = w;
  const Word now = spiked;
  flight.spiked |= now;
  flight.rough |= sums.held;
}

// Words from neuron i on, 64 neurons at most, likewise: all of them a round after another, for a
// round waits for the one before it.
STRIATUM_INLINE u64 step_rounds(const Cells& c, Block& block, size_t i, size_t k, size_t words,
                                Steps steps, i32& held) {
  constexpr size_t lanes = STRIATUM_LANES;
  Flight flights[64 / lanes];
  for (size_t j = 0; j < words; j++) begin_rounds(c, i + j * lanes, flights[j]);
  for (int round = 0; round < steps.rounds; round++) {
    for (size_t j = 0; j < words; j++) advance_round(c, i + j * lanes, flights[j], steps);
  }
  u64 spiked = 0;
  for (size_t j = 0; j < words; j++) {
    const Flight& flight = flights[j];
    const size_t at = j * lanes;
    const Word rough =
        flight.rough | flight.inputs.beyond(calm_input) | flight.potentials.beyond(calm_potential);
    if (any(rough)) {
      spiked |= step_carefully(c, block, i + at, k + at, lanes, steps, held) << at;
    } else {
      store_words(c, i + at, lanes, flight.w);
      spiked |= bits_of(less(flight.spiked, splat(0))) << at;
    }
  }
  return spiked;
}

[[gnu::noinline]] static i32 step_rounds(const Cells& cells, Block& block, size_t begin,
                                         size_t count, Steps steps) {
  const Cells c = cells;
  i32 held = 0;
  for (size_t first = 0; first < count; first += 64) {
    const size_t past = first + 64 < count ? first + 64 : count;
    const size_t words = (past - first) / STRIATUM_LANES;
    const size_t k = first + words * STRIATUM_LANES;
    u64 spiked = step_rounds(c, block, begin + first, first, words, steps, held);
    if (k < past) {
      spiked |= step_carefully(c, block, begin + k, k, past - k, steps, held) << (k - first);
    }
    block.spikes[first / 64] = spiked;
    store_bits(c.spike + begin + first, past - first, spiked);
  }
  return held;
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

// What policy-gradient rules look back on; without noise it is 0, as it was at first.
STRIATUM_INLINE void write_residuals(const Cells& c, const Block& block, size_t begin,
                                     size_t count) {
  for (size_t k = 0; k < count; k++) {
    c.residual[(begin + k) * c.residual_slots] = static_cast<int16_t>(block.residual[k]);
  }
}

STRIATUM_INLINE i32 advance_often(const Cells& c, Block& block, size_t begin, size_t count,
                                  Steps steps) {
  if (c.rests && c.uniform) return step_quickly(c, block, begin, count, {true, true}, steps);
  if (c.rests) return step_quickly(c, block, begin, count, {false, true}, steps);
  if (c.uniform) return step_quickly(c, block, begin, count, {true, false}, steps);
  return step_quickly(c, block, begin, count, {false, false}, steps);
}

// Advances a block by a tick; `steps` is known when this is compiled if it is often so. The answer
// is what was held of any neuron.
STRIATUM_INLINE i32 advance_block(const Cells& c, Block& block, size_t begin, size_t count,
                                  Steps steps) {
  i32 held;
  if (c.noisy || !c.calm) {
    held = step_carefully(c, block, begin, count, steps);
  } else if (steps.rounds > 1) {
    held = step_rounds(c, block, begin, count, steps);
  } else {
    held = advance_often(c, block, begin, count, steps);
  }
  if (c.noisy && c.residual_slots != 0) write_residuals(c, block, begin, count);
  if (c.rests) rest_after(c, begin, count);
  return held;
}
