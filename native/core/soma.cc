// Firing: each kind's kernel moves the potentials and says who spiked, a block of neurons at a
// time; the record of spikes is written while the block is at hand.
#include "soma.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "kinds.h"
#include "kinds/kernels.h"
#include "simd/cells.h"
#include "simd/paths.h"

namespace striatum {

namespace {

// Appends the neurons of a block that spiked to the list.
u32* list_block(const Block& block, size_t first, size_t count, u32* list) {
  for (size_t word = 0; 64 * word < count; word++) {
    for (u64 bits = block.spikes[word]; bits != 0; bits &= bits - 1) {
      *list++ = static_cast<u32>(first + 64 * word) + static_cast<u32>(std::countr_zero(bits));
    }
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

u32* list_of(const Model& model, State& state) {
  const size_t slot = static_cast<size_t>(state.tick[0] & (model.counts.history_slots - 1));
  return state.spike_list.data() + slot * model.counts.neurons;
}

}  // namespace

void fire(const Model& model, State& state, Member& member) {
  const Path path = path_in_use();
  u32* end = member.list == nullptr ? list_of(model, state) : member.list;
  member.unlisted = end;
  Block block;
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    const Cells cells = cells_of(model, state, i);
    const Advance advance = advance_of(static_cast<Kind>(model.population_kind[i]), path);
    const size_t past = member.share.end(cells.count, share_neurons);
    size_t begin = member.share.begin(cells.count, share_neurons);
    u32* const list = end;
    for (; begin < past; begin += block_neurons) {
      const size_t count = std::min(block_neurons, past - begin);
      const i32 held = advance(cells, block, begin, count);
      const size_t first = cells.first + begin;
      end = list_block(block, first, count, end);
      if (held != 0) count_events(member.fired, block, first, count);
    }
    member.spikes[i] = static_cast<u32>(end - list);
  }
}

void list_spikes(const Model& model, State& state, std::span<Member> members) {
  const size_t slot = static_cast<size_t>(state.tick[0] & (model.counts.history_slots - 1));
  u32* const segment = state.spike_segment.data() + slot * (model.counts.populations + size_t{1});
  u32* const list = list_of(model, state);
  u32* end = list;
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    u32* const begin = end;
    for (Member& member : members) {
      const u32 count = member.spikes[i];
      if (member.list != nullptr) std::memcpy(end, member.unlisted, count * sizeof(u32));
      member.unlisted += count;
      end += count;
    }
    segment[i + 1] = static_cast<u32>(end - list);
    state.population_spikes[i] = static_cast<u32>(end - begin);
  }
  if (model.counts.spike_slots != 0) remember(model, state, {list, end});
}

}  // namespace striatum
