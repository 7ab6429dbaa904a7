// A model and its state, opened from what a builder made.
#pragma once

#include "../core/plasticity.h"
#include "../core/state.h"
#include "builder.h"

namespace striatum::test {

// A model and a state of its own, opened from a builder.
struct Net {
  Model model;
  std::vector<uint64_t> memory;
  std::span<uint64_t> arena;  // of it, at the alignment of the arrays
  State state;
  Status status;

  explicit Net(Builder& builder, uint64_t seed = 1) {
    const std::vector<std::byte> bytes = builder.bytes();
    status = Model::open(bytes, model);
    if (!status.ok()) return;
    memory.assign((state_bytes(model) + array_alignment_bytes) / 8, 0);
    const auto start = static_cast<uintptr_t>(align_up(reinterpret_cast<uintptr_t>(memory.data())));
    arena = {reinterpret_cast<uint64_t*>(start), state_bytes(model) / 8};
    state = State::place(model, reinterpret_cast<std::byte*>(arena.data()));
    state.zero(model, seed);
  }

  // Every plastic weight as of now.
  std::vector<q7_24> weights() {
    std::vector<q7_24> out(model.counts.plastic_synapses);
    settle(model, state, out);
    return out;
  }
};

}  // namespace striatum::test
