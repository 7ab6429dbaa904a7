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
u32* list_spikes(const Block& block, size_t first, u32* list) {
  for (size_t word = 0; word < block_neurons / 64; word++) {
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
    list = list_spikes(block, first, list);
    if (held != 0) count_events(state, block, first, count);
  }
  return list;
}

// For rules that pair spikes: a bit a neuron and tick, neurons side by side, and the last ticks.
void remember(const Model& model, State& state, std::span<const u32> spiked) {
  const size_t neurons = model.counts.neurons;
  const u32 now = static_cast<u32>(state.tick[0]);
  const size_t slot = now & (model.counts.spike_slots - 1);
  const auto word = state.spike_bits.subspan(slot / 32 * neurons, neurons);
  if (slot % 32 == 0) std::fill(word.begin(), word.end(), 0);
  for (const u32 neuron : spiked) {
    word[neuron] |= u32{1} << (slot % 32);
    for (size_t k = recent_spikes - 1; k > 0; k--) {
      state.recent_spike[k * neurons + neuron] = state.recent_spike[(k - 1) * neurons + neuron];
    }
    state.recent_spike[neuron] = now;
  }
  if ((now & (long_ago_ticks - 1)) != 0) return;
  // so that no tick, once its number has come round again, is taken for a new one
  for (u32& tick : state.recent_spike) tick = now - std::min(now - tick, long_ago_ticks);
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
  if (model.counts.spike_slots != 0) remember(model, state, {list, end});
}

}  // namespace striatum
