// Branches: each kind of dendrite by its kernel, a block of neurons at a time; what it gave
// dendrite_delay ticks ago is then added to what lifts the soma.
#ifndef STRIATUM_PATH

#include "branch.h"

#include <algorithm>
#include <cstring>

#include "dendrites/kernels.h"
#include "moved.h"

#define STRIATUM_KERNEL "../branch.cc"
#include "simd/each_path.h"

namespace striatum {

namespace {

using Arrive = i32 (*)(const i32* given, i32* current, Block& block, size_t count);

constexpr Arrive arrive_block[paths] = {
#define X(path) branch_kernel::path::arrive_block,
    STRIATUM_PATHS(X)
#undef X
};

i32* raw(auto& values) {
  return reinterpret_cast<i32*>(values.data());
}

// What all dendrites gave so many ticks ago.
i32* output_of(const Model& model, State& state, u64 ticks_ago) {
  const u64 slot = (state.tick[0] - ticks_ago) & (model.counts.dendrite_slots - 1);
  return raw(state.dendrite_output) + slot * model.counts.dendrite_cells;
}

Branch branch_of(const Model& model, State& state, size_t dendrite) {
  const size_t population = model.dendrite_population[dendrite];
  const size_t cell = model.dendrite_cell_first[dendrite];
  Branch b;
  b.count = model.population_count[population];
  b.parameter = parameters_of(model, state, population, model.dendrite_parameter_first[dendrite]);
  b.state = state.cell_state.data() + model.dendrite_state_first[dendrite];
  b.input = raw(state.dendrite_input) + cell;
  b.drive = raw(state.dendrite_drive) + cell;
  b.output = output_of(model, state, 0) + cell;
  b.spiked = state.spike.data() + model.population_first[population];
  const Moved moved = moved_of(model, state, population);
  const size_t jump = jump_word(model, population);
  b.moved_reset = moved.word(reset_word);
  b.moved_jump = jump == no_word ? nullptr : moved.word(jump);
  b.uniform = (model.dendrite_traits[dendrite] & trait_uniform) != 0;
  return b;
}

void count_held(Tally& tally, const Block& block, Saturation kind, size_t first, size_t count) {
  for (size_t k = 0; k < count; k++) {
    if (block.events[k] != 0) tally.add(kind, first + k);
  }
}

void advance_dendrite(const Model& model, State& state, size_t dendrite, Block& block,
                      Member& member) {
  const Branch b = branch_of(model, state, dendrite);
  const size_t path = static_cast<size_t>(path_in_use());
  const Grow grow = grow_of(static_cast<Dendrite>(model.dendrite_kind[dendrite]), path_in_use());
  const size_t cell = model.dendrite_cell_first[dendrite];
  const size_t neuron = model.population_first[model.dendrite_population[dendrite]];
  const i32* const given = output_of(model, state, model.dendrite_delay[dendrite]) + cell;
  i32* const current = raw(state.current) + neuron;
  const size_t end = member.share.end(b.count, share_neurons);
  for (size_t begin = member.share.begin(b.count, share_neurons); begin < end;
       begin += block_neurons) {
    const size_t count = std::min(block_neurons, end - begin);
    if (grow(b, block, begin, count) != 0) {
      count_held(member.branched, block, Saturation::dendrite, cell + begin, count);
    }
    if (arrive_block[path](given + begin, current + begin, block, count) != 0) {
      count_held(member.branched, block, Saturation::current, neuron + begin, count);
    }
  }
}

}  // namespace

void branch(const Model& model, State& state, Member& member) {
  if (model.counts.dendrites == 0) return;
  Block block;
  for (size_t population = 0; population < model.counts.populations; population++) {
    const size_t past = model.population_dendrite_first[population + 1];
    for (size_t i = model.population_dendrite_first[population]; i < past; i++) {
      advance_dendrite(model, state, i, block, member);
    }
  }
}

}  // namespace striatum

#else

namespace striatum::branch_kernel::STRIATUM_PATH {

#include "simd/words.h"

// What was given reaches the somata. The answer is what was held of any.
static i32 arrive_block(const i32* given, i32* current, Block& block, size_t count) {
  Word held = splat(0);
  for (size_t k = 0; k < count; k += STRIATUM_LANES) {
    const size_t some = count - k < STRIATUM_LANES ? count - k : STRIATUM_LANES;
    Word events = splat(0);
    const Word sum =
        add_sat(load(current + k, some), load(given + k, some), events, event_current_held);
    store(current + k, some, sum);
    store(block.events + k, some, events);
    held |= events;
  }
  return all_bits(held);
}

}  // namespace striatum::branch_kernel::STRIATUM_PATH

#endif
