// Every maximum of the core, each with its reason. A maximum that is not here does not exist.
#pragma once

#include <cstdint>

namespace striatum::limits {

// X(name, value, reason)
#define STRIATUM_LIMITS(X)                                                                    \
  X(neurons_max, 262144, "with the longest delay the ring of spikes is then 256 MB")          \
  X(populations_max, 1024, "a spike segment offset is kept for each and every history slot")  \
  X(cell_words_max, 4194304, "16 words of each pool for each of the most neurons")            \
  X(moved_words_max, 5505024, "the same, and 5 that all kinds have")                          \
  X(ports_max, 16384, "each is looked at in every tick; 16 for each of the most populations") \
  X(population_ports_max, 16, "kinds of input, over at most 9 compartments")                  \
  X(slots_max, 1048576, "4 for each of the most neurons; what arrives is kept for each")      \
  X(dendrites_max, 8192, "8 for each of the most populations")                                \
  X(population_dendrites_max, 8, "each is advanced in every tick, as a soma is")              \
  X(counted_ticks_max, 65535, "a plateau or a pulse of minutes is none")                      \
  X(dendrite_cells_max, 1048576, "4 for each of the most neurons")                            \
  X(lanes_max, 65536, "a lane is visited once a tick, so more would be a sweep")              \
  X(synapses_max, 16777216, "at 8 to 12 bytes each this is what a 1 GB board can hold")       \
  X(rules_max, 256, "each rule keeps its own ring of teaching signals")                       \
  X(modulators_max, 64, "each modulator is updated every tick")                               \
  X(short_terms_max, 256, "each has two tables of 512 powers")                                \
  X(bindings_max, 256, "each is looked up in every tick; 4 for each of the most modulators")  \
  X(effects_max, 4096, "each is looked at in every tick; 4 for each of the most populations") \
  X(gains_max, 4096, "each is looked at in every tick")                                       \
  X(gates_max, 1024, "each is looked at in every tick; 4 for each of the most rules")         \
  X(exchanges_max, 2016, "every pair of the most modulators")                                 \
  X(releasers_max, 1024, "one for each of the most populations; their sum must not overflow") \
  X(outcomes_max, 64, "each is a ring of what every neuron did")                              \
  X(homeostat_ticks_max, 65536, "a neuron's spikes meanwhile must be few enough to average")  \
  X(delay_ticks_max, 255, "delays are bytes; the spike history is at most 256 slots")         \
  X(refractory_ticks_max, 255, "refractory counters are bytes")                               \
  X(window_ticks_max, 1023, "pairing rings are at most 1024 slots; the trace is cut there")   \
  X(spike_slots, 1024, "spikes are remembered for longer than any window, in bits")           \
  X(epoch_ticks_max, 65536, "powers within an epoch come from two tables of 256")             \
  X(epoch_slots, 32, "totals of 32 epochs reach back at least 21 eligibility time constants") \
  X(rate_shift_min, -40, "a learning rate below 2^-40 moves no weight of 24 fractional bits") \
  X(rate_shift_max, 16, "a learning rate above 2^16 saturates every weight at once")          \
  X(threads_max, 64, "each has an array of sums of its own, and waits for the slowest")       \
  X(tick_us_min, 10, "a native tick costs about as much")                                     \
  X(tick_us_max, 1000000, "a slower network is not a controller")                             \
  X(state_bytes_max, 1073741824, "an ArrayBuffer that a 32-bit board can still map")

#define X(name, value, reason) inline constexpr int64_t name = value;
STRIATUM_LIMITS(X)
#undef X

}  // namespace striatum::limits
