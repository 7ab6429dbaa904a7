// The eager way to learn from dopamine, which the core is measured against: eligibilities and
// weights in float, pair STDP at every spike, and a sweep over all synapses, every tick or every
// few, in which eligibilities decay and weights take what they earned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace striatum::bench {

// By tick: keeps are what is left after one, the rate is weight per tick, level and eligibility.
struct SweepRule {
  float a_plus;
  float a_minus;
  float keep_plus;
  float keep_minus;
  float keep;
  float rate;
  float low;
  float high;
};

inline constexpr size_t sweep_rule_numbers = sizeof(SweepRule) / sizeof(float);

// A network whose synapses have a delay of one tick, and what its neurons did. A row a neuron.
struct Sweep {
  std::span<const uint32_t> row_start;
  std::span<const uint32_t> target;
  // spikes of tick t are spikes[spike_start[t]] to spikes[spike_start[t + 1]]
  std::span<const uint32_t> spike_start;
  std::span<const uint32_t> spikes;
  std::span<const float> level;  // a tick
  SweepRule rule;
  uint32_t every;           // ticks from sweep to sweep
  std::span<float> weight;  // at the start; of the last run, at the end
};

// Whether every row, synapse, target, tick and spike is there.
bool is_whole(const Sweep& work);

// Nanoseconds a tick of all that learning costs, each slice of the run the fastest of some repeats,
// of which there must be one: traces, pairs and sweeps, on the path in use.
double sweep_ns(const Sweep& work, uint32_t repeats);

}  // namespace striatum::bench
