// Dendrites for the builder, in real units, as src/network compiles them; and the cells of their
// tests and of the bench.
#pragma once

#include "../core/dendrites.h"
#include "builder.h"

namespace striatum::test {

// Time constants in ms; of the tick's length the builder knows.
struct Linear {
  double tau = 50;
  double gain = 1;
};

struct Plateau {
  double tau = 4;
  double gain = 0.2;
  double threshold = 10;
  double bap = 8;
  double plateau = 30;
  double lift = 12;  // mV per ms
  double reset = -54;
  double jump = 3;  // mV per ms, of an izhikevich soma with one step a round
};

// In pF, pA, mV, ms, as in Payeur 2021; somata give pA over their own capacitance.
struct Apical {
  double capacitance = 170;
  double tau = 7;
  double half = 32;  // above rest
  double slope = 6;
  double regeneration = 1200;
  double adaptation = 13;
  double tau_adaptation = 30;
  double bap = 2600;
  double bap_time = 2;
  double lift = 1300.0 / 370;  // mV per ms
};

inline double tick_ms(const Builder& b) {
  return b.counts.tick_us / 1000.0;
}

inline i32 raw_of(double value, int fraction) {
  return static_cast<i32>(std::llround(std::ldexp(value, fraction)));
}

// The share that is kept in a tick, as the core holds it.
inline i32 keep_raw(const Builder& b, double tau) {
  return real<q0_31>(keep_of(tau / tick_ms(b))).raw;
}

// A port on the next dendrite of the last population: a current that arrives at once.
inline u32 port_on(Builder& b, u8 dendrite) {
  return b.port(Receptor::current, {0, INT32_MAX}, {0}, dendrite);
}

// The next dendrite of the last population; all its ports must be there.
inline void dendrite(Builder& b, Dendrite kind, int delay, const std::vector<i32>& parameters,
                     const std::vector<i32>& states) {
  const u32 count = b.population_count.back();
  while (b.counts.dendrite_slots <= static_cast<u32>(delay)) b.counts.dendrite_slots *= 2;
  b.dendrite_population.push_back(b.counts.populations - 1);
  b.dendrite_kind.push_back(static_cast<u8>(kind));
  b.dendrite_cell_first.push_back(b.counts.dendrite_cells);
  b.dendrite_delay.push_back(static_cast<u8>(delay));
  b.dendrite_parameter_first.push_back(static_cast<u32>(b.cell_parameter.size()));
  b.dendrite_state_first.push_back(static_cast<u32>(b.cell_start.size()));
  for (const i32 p : parameters) b.cell_parameter.insert(b.cell_parameter.end(), count, p);
  for (const i32 s : states) b.cell_start.insert(b.cell_start.end(), count, s);
  b.counts.dendrite_cells += count;
  b.counts.dendrites++;
}

inline void linear(Builder& b, const Linear& p, int delay = 0) {
  const i32 keep = keep_raw(b, p.tau);
  const double loss = 1 - to_double(keep, 31);
  dendrite(b, Dendrite::linear, delay, {keep, raw_of(p.gain * loss, 28)}, {0});
}

inline void plateau(Builder& b, const Plateau& p, int delay = 0) {
  const i32 keep = keep_raw(b, p.tau);
  const double loss = 1 - to_double(keep, 31);
  const double ms = tick_ms(b);
  dendrite(b, Dendrite::plateau, delay,
           {keep, raw_of(p.gain * loss, 28), raw_of(p.threshold, 23), raw_of(p.bap, 23),
            static_cast<i32>(std::lround(p.plateau / ms)), raw_of(p.lift * ms, 23),
            raw_of(p.reset, 23), raw_of(p.jump, 23)},
           {0, 0});
}

inline void apical(Builder& b, const Apical& p, int delay = 0) {
  const i32 keep = keep_raw(b, p.tau);
  const double share = p.tau * (1 - to_double(keep, 31)) / p.capacitance;
  const double ms = tick_ms(b);
  dendrite(
      b, Dendrite::apical, delay,
      {keep, raw_of(p.half, 23), raw_of(1 / p.slope, 23), raw_of(share * p.regeneration, 23),
       raw_of(share * p.adaptation, 31), keep_raw(b, p.tau_adaptation), raw_of(share * p.bap, 23),
       static_cast<i32>(std::lround(p.bap_time / ms)), raw_of(p.lift * ms, 23)},
      {0, 0, raw_of(1 / (1 + std::exp(p.half / p.slope)), 31), 0});
}

// The Naud cell: 370 pF and 16 ms at the soma.
inline u32 naud(Builder& b, u32 count) {
  const double ms = tick_ms(b);
  const double lift = 16 * (1 - keep_of(16 / ms)) / 370;  // mV a tick for 1 pA
  const u32 first = b.adaptive_lif(
      count,
      {.tau_membrane = 16 / ms, .tau_synapse = 0.01, .rest = -70, .threshold = -50, .reset = -70},
      {.tau_threshold = 27 / ms,
       .threshold_jump = 2,
       .tau_adaptation = 100 / ms,
       .adaptation_jump = 200 * lift});
  port_on(b, 1);
  apical(b, {});
  return first;
}

// The cheap plateau cell: a regular-spiking soma in rounds of 0.5 ms at most.
inline u32 plateau_cell(Builder& b, u32 count) {
  const int rounds = tick_ms(b) > 0.5 ? static_cast<int>(std::ceil(tick_ms(b) / 0.5)) : 1;
  const u32 first = b.izhikevich(count, {.tau_synapse = 0.01}, {.rounds = rounds});
  port_on(b, 1);
  Plateau p;
  p.jump *= tick_ms(b) / rounds;
  plateau(b, p);
  return first;
}

}  // namespace striatum::test
