// Homeostats and rewirings for the builder, in real units, and a network that has both.
#pragma once

#include "modulation.h"

namespace striatum::test {

struct Homeostat {
  u32 population = 1;
  u32 every = 32;          // ticks
  double target = 0.02;    // spikes a tick
  double tau = 2000;       // ticks, of the mean
  double shift_speed = 0;  // mV a tick at twice the target
  double shift_min = -10;
  double shift_max = 10;
  double gain_speed = 0;  // of the gain, a tick
  double gain_min = 0;
  double gain_max = 4;
};

// Of which all ports are scaled if the gain moves. Homeostats must come in the order of their
// populations, which must be there.
inline u32 homeostat(Builder& b, const Homeostat& h) {
  b.homeostat_population.push_back(h.population);
  b.homeostat_every.push_back(h.every);
  b.homeostat_target.push_back(real<q7_24>(h.target * h.every));
  b.homeostat_keep.push_back(real<q0_31>(keep_of(h.tau / h.every)));
  b.homeostat_shift_speed.push_back(real<q0_31>(h.shift_speed * h.every));
  b.homeostat_shift_min.push_back(real<q8_23>(h.shift_min));
  b.homeostat_shift_max.push_back(real<q8_23>(h.shift_max));
  b.homeostat_gain_speed.push_back(real<q0_31>(h.gain_speed * h.every));
  b.homeostat_gain_min.push_back(real<q3_28>(h.gain_min));
  b.homeostat_gain_max.push_back(real<q3_28>(h.gain_max));
  for (size_t port = 0; port < b.port_scaled.size(); port++) {
    if (b.port_population[port] == h.population) b.port_scaled[port] = h.gain_speed != 0;
  }
  b.counts.homeostat_cells += b.population_count[h.population];
  return b.counts.homeostats++;
}

struct Rewiring {
  u32 lane = 0;
  u32 lanes = 1;
  u32 every = 50;  // ticks
  u32 most = 5;
  double below = 0.1;
  double weight = 0.2;
};

// Among all of the port.
inline u32 rewiring(Builder& b, const Rewiring& r) {
  const u32 port = b.plastic_lane_port[r.lane];
  b.rewiring_lane_first.push_back(r.lane);
  b.rewiring_lanes.push_back(r.lanes);
  b.rewiring_slot_first.push_back(b.port_slot_first[port]);
  b.rewiring_slots.push_back(b.population_count[b.port_population[port]]);
  b.rewiring_every.push_back(r.every);
  b.rewiring_most.push_back(r.most);
  b.rewiring_below.push_back(real<q7_24>(r.below));
  b.rewiring_weight.push_back(real<q7_24>(r.weight));
  return b.counts.rewirings++;
}

// A third of all pairs of 40 sources and some cells.
inline std::vector<Connection> sparse(u32 first, u32 count, u64 seed) {
  std::vector<Connection> all;
  for (u32 i = 0; i < 40 * count; i++) {
    if (uniform(seed, i) < 0.33)
      all.push_back({i / count, first + i % count, uniform(seed + 1, i)});
  }
  return all;
}

// The modulated network, in which populations keep their rates, and synapses of both rules rewire.
inline void build_adaptive(Builder& b) {
  build_modulated(b);
  homeostat(b, {.population = 1, .every = 8, .tau = 60, .shift_speed = 0.01, .gain_speed = 0.004});
  homeostat(b, {.population = 2, .every = 4, .tau = 60, .shift_speed = 0.02, .shift_max = 3});
  homeostat(b, {.population = 4, .every = 1, .tau = 60, .gain_speed = 0.01, .gain_max = 1.5});
  b.learn(0, 0, 40, 2, sparse(b.population_first[1], 35, 51));
  b.learn(1, 0, 40, 3, sparse(b.population_first[2], 21, 53));
  rewiring(b, {.lane = 2, .every = 16, .most = 4, .below = 0.6, .weight = 0.8});
  rewiring(b, {.lane = 3, .every = 25, .most = 3, .below = 0.5, .weight = 0.7});
}

}  // namespace striatum::test
