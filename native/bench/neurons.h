// What a neuron costs in a tick, for each kind and path, beside the same model in float.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace striatum::bench {

struct NeuronOptions {
  uint32_t neurons = 4096;
  uint32_t ticks = 200;
  uint32_t repeats = 25;  // the fastest counts: short ones escape what else the machine does
};

struct NeuronRow {
  const char* kind;
  const char* path;
  bool alike;       // parameters are the same for all neurons
  int steps;        // steps in a tick
  double fixed_ns;  // a neuron and tick: integrate, fire, and the list of spikes
  double float_ns;
  double fixed_hz;  // spikes a neuron and second
  double float_hz;
};

// Every kind on every path of this machine. Leaves the path in use as it was.
std::vector<NeuronRow> bench_neurons(const NeuronOptions& options);

}  // namespace striatum::bench
