// The limit that delivery is measured against: bare loops that scatter the weights of a model to
// the addresses of a run, and do nothing else a tick does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace striatum::bench {

// Rows of synapses, and which of them arrived, in that order. sums has one word a neuron.
struct Scatter {
  std::span<const uint32_t> row_start;
  std::span<const uint32_t> target;
  std::span<const int32_t> weight;
  std::span<const uint32_t> rows;
  std::span<int32_t> sums;
};

// Whether every row, synapse and target is there.
bool is_whole(const Scatter& work);

// Nanoseconds per synaptic event, the fastest of some repeats: sums[target] += weight.
double static_scatter_ns(const Scatter& work, uint32_t repeats);

// The same for synapses that learn: a weight and an eligibility, side by side, are read, the
// eligibility decays by a table, the weight moves by it and is held in its range, both are written,
// and the weight is scattered.
double plastic_scatter_ns(const Scatter& work, uint32_t repeats);

}  // namespace striatum::bench
