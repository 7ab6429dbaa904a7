// Firing: each kind's kernel moves the potentials and says who spiked, a block of neurons at a
// time; the record of spikes is written while the block is at hand.
#include "soma.h"

#include <algorithm>
#include <bit>

#include "kinds.h"
#include "kinds/kernels.h"
#include "simd/cells.h"
#include "simd/paths.h"

namespace striatum {

namespace {

// Appends the neurons of a block that spiked to the list.
u32* list_spikes(const Block& block, size_t first, size_t count, u32* list) {
  for (size_t word = 0; 64 * word < count; word++) {
    for (u64 bits = block.spikes[word]; bits != 0; bits &= bits - 1) {
      *list++ = static_cast<u32>(first + 64 * word) + static_cast<u32>(std::countr_zero(bits));
    }
  }
  return list;
}

u32* fire_population(const Model& model, State& state, size_t population, Block& block, u32* list) {
  const Cells cells = cells_of(model, state, population);
  const auto kind = static_cast<Kind>(model.population_kind[population]);
  const Advance advance = advance_of(kind, path_in_use());
  for (size_t begin = 0; begin < cells.count; begin += block_neurons) {
    const size_t count = std::min(block_neurons, cells.count - begin);
    const i32 held = advance(cells, block, begin, count);
    const size_t first = cells.first + begin;
    list = list_spikes(block, first, count, list);
    if (held != 0) count_events(state, block, first, count);
  }
  return list;
}

// One bit a neuron and tick, neurons side by side, for rules that pair spikes.
void mark_bits(const Model& model, State& state, std::span<const u32> spiked) {
  const size_t slot = static_cast<size_t>(state.tick[0] & (model.counts.spike_slots - 1));
  const auto word =
      state.spike_bits.subspan(slot / 32 * model.counts.neurons, model.counts.neurons);
  const u32 shift = static_cast<u32>(slot % 32);
  for (size_t i = 0; i < word.size(); i++) {
    word[i] = (word[i] & ~(u32{1} << shift)) | (u32{state.spike[i]} << shift);
  }

  // which words may have bits: a spike says so, and once a word is full it is looked at again
  const u32 mark = u32{1} << (slot / 32);
  for (const u32 neuron : spiked) state.spike_words[neuron] |= mark;
  if (shift != 31) return;
  for (size_t i = 0; i < word.size(); i++) {
    state.spike_words[i] = (state.spike_words[i] & ~mark) | (word[i] != 0 ? mark : 0);
  }
}

}  // namespace

void fire(const Model& model, State& state) {
  const size_t slot = static_cast<size_t>(state.tick[0] & (model.counts.history_slots - 1));
  const size_t segments = slot * (model.counts.populations + size_t{1});
  u32* const list = state.spike_list.data() + slot * model.counts.neurons;
  u32* end = list;
  Block block;
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    u32* const begin = end;
    end = fire_population(model, state, i, block, begin);
    state.spike_segment[segments + i + 1] = static_cast<u32>(end - list);
    state.population_spikes[i] = static_cast<u32>(end - begin);
  }
  if (model.counts.spike_slots != 0) mark_bits(model, state, {list, end});
}

}  // namespace striatum
