// What kernels of every kind share and no vector makes faster: their pointers, and counts.
#include "cells.h"

#include "../moved.h"

namespace striatum {

namespace {

const i32* raw(const auto& values) {
  return reinterpret_cast<const i32*>(values.data());
}

i32* raw_out(auto& values) {
  return reinterpret_cast<i32*>(values.data());
}

}  // namespace

Cells cells_of(const Model& model, State& state, size_t population) {
  const size_t first = model.population_first[population];
  const u8 traits = model.population_traits[population];
  const size_t slots = model.counts.residual_slots;
  const size_t slot = slots == 0 ? 0 : static_cast<size_t>(state.tick[0] & (slots - 1));
  Cells c;
  c.first = first;
  c.count = model.population_count[population];
  c.rest = raw(model.rest) + first;
  c.threshold = raw(model.threshold) + first;
  c.reset = raw(model.reset) + first;
  c.bias = raw(model.bias) + first;
  c.inv_beta = raw(model.inv_beta) + first;
  c.refractory_ticks = model.refractory_ticks.data() + first;
  c.parameter =
      parameters_of(model, state, population, model.population_parameter_first[population]);
  c.current = raw(state.current) + first;
  c.drive = raw(state.drive) + first;
  c.potential = raw_out(state.potential) + first;
  if (moves(model, population)) {
    const Moved moved = moved_of(model, state, population);
    c.rest = moved.word(0);
    c.threshold = moved.word(1);
    c.reset = moved.word(reset_word);
    c.bias = moved.word(3);
    c.inv_beta = moved.word(inv_beta_word);
  }
  c.cell_state = state.cell_state.data() + model.population_state_first[population];
  c.refractory_left = state.refractory_left.data() + first;
  c.source_spike = state.source_spike.data() + first;
  c.spike = state.spike.data() + first;
  c.uniform = (traits & trait_uniform) != 0;
  c.rests = (traits & trait_rests) != 0;
  c.noisy = (traits & trait_noisy) != 0;
  c.calm = (traits & trait_calm) != 0;
  c.key = c.noisy ? tick_key(state.seed[0], state.tick[0]) : TickKey{};
  // a neuron without noise spikes for certain or not at all: its S - p is 0, as it was at first
  auto* const residual = reinterpret_cast<int16_t*>(state.residual.data());
  c.residual = slots == 0 ? nullptr : residual + first * slots + slot;
  c.residual_slots = slots;
  return c;
}

Port port_of(const Model& model, State& state, size_t port) {
  const size_t population = model.port_population[port];
  const size_t compartment = model.port_compartment[port];
  Port p;
  p.first = model.population_first[population];
  p.count = model.population_count[population];
  p.parameter = parameters_of(model, state, population, model.port_parameter_first[port]);
  p.state = state.cell_state.data() + model.port_state_first[port];
  p.arriving = raw_out(state.arriving) + model.port_slot_first[port];
  if (compartment == 0) {
    p.input = raw_out(state.current) + p.first;
    p.potential = raw(state.potential) + p.first;
  } else {
    const size_t dendrite = model.population_dendrite_first[population] + compartment - 1;
    p.input = raw_out(state.dendrite_input) + model.dendrite_cell_first[dendrite];
    p.potential = state.cell_state.data() + model.dendrite_state_first[dendrite];
  }
  p.uniform = (model.port_traits[port] & trait_uniform) != 0;
  p.fresh = (model.port_traits[port] & trait_fresh) != 0;
  p.calm = model.port_calm[port];
  return p;
}

void count_events(Tally& tally, const Block& block, size_t first, size_t count) {
  for (size_t k = 0; k < count; k++) {
    const i32 events = block.events[k];
    if ((events & event_current_held) != 0) tally.add(Saturation::current, first + k);
    if ((events & event_potential_held) != 0) tally.add(Saturation::potential, first + k);
    if ((events & event_cell_held) != 0) tally.add(Saturation::cell, first + k);
  }
}

}  // namespace striatum
