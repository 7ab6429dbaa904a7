// What a builder takes, in real units: cells, rules, modulators and connections; and turning them
// into integers.
#pragma once

#include <cmath>

#include "../core/model.h"
#include "../core/outcome.h"
#include "../core/weight.h"

namespace striatum::test {

// To the nearest of the format, held at its ends.
template <class F>
F real(double value) {
  bool held = false;
  return saturate<F>(std::llround(value * std::ldexp(1.0, F::fraction)), held);
}

inline double to_double(int64_t raw, int fraction) {
  return std::ldexp(static_cast<double>(raw), -fraction);
}
template <class F>
double to_double(F value) {
  return to_double(value.raw, F::fraction);
}

// The factor that a time constant keeps in one tick.
inline double keep_of(double tau_ticks) {
  return std::exp(-1 / tau_ticks);
}

struct Neuron {
  double tau_membrane = 20;
  double tau_synapse = 5;
  double rest = 0;
  double threshold = 1;
  double reset = 0;
  double bias = 0;
  double inv_beta = 0;
  int refractory = 0;
};

struct AdaptiveLif {
  double tau_threshold = 100;
  double threshold_jump = 0;
  double tau_adaptation = 100;
  double adaptation_jump = 0;
};

// A damped oscillation about rest; tau_membrane of the neuron is not used.
struct Resonator {
  double frequency = 20;  // Hz
  double tau = 50;
};

// v' = k2 v^2 + k1 v + k0 - u + I, u' = a b (v - v_u) - a u, the last term without accommodation.
struct Izhikevich {
  double a = 0.02;
  double b = 0.2;
  double c = -65;
  double d = 8;
  double v = -65;
  double u = -13;
  double k2 = 0.04;
  double k1 = 5;
  double k0 = 140;
  double v_u = 0;
  double peak = 30;
  bool accommodation = false;
  int steps = 1;
  int rounds = 1;
};

// In pF, nS, mV, ms, pA, as in Naud et al. 2008.
struct Adex {
  double capacitance = 200;
  double leak = 10;
  double rest = -70;
  double threshold = -50;
  double slope = 2;
  double peak = 0;
  double reset = -58;
  double tau_w = 30;
  double a = 2;
  double b = 0;
  int steps = 1;
};

struct Rule {
  RuleKind kind = RuleKind::pair_stdp;
  TraceMode mode = TraceMode::all_to_all;
  u32 modulator = 0;
  double tau_eligibility = 1000;
  double tau_pre = 20;
  double tau_post = 20;
  double a_plus = 1;
  double a_minus = 1;
  double rate = 0.001;
  double reference = 0;
  double above = 1;
  double below = 1;
  double w_min = 0;
  double w_max = 1;
  u32 outcome = outcome_residual;  // what a rule by outcomes makes of its targets
  bool traced = false;             // whether it falls at arrivals, as pair STDP does
  double a_slow = 0;
  double tau_slow = 100;
  bool by_chance = false;  // how weights are written
  bool soft = false;
  double in_all = -1;  // a budget, none below 0
  double per_minute = -1;
  int consolidator = -1;  // of two components, none below 0
  double tau_fast = 1000;
  double consolidation = 0;
  double consolidation_reference = 0;
};

struct OutcomeOf {
  Outcome kind;
  double tau = 100;
  double share = 0;
  int ticks = 16;
};

struct Modulator {
  double tau = 200;
  double tonic = 0;
  double min = -7;
  double max = 7;
};

struct ShortTerm {
  double use = 0.5, tau_recovery = 800, tau_facilitation = 0;
};

// Onto a port of the population that post is in: 0 is its first.
struct Connection {
  u32 pre;
  u32 post;
  double weight;
  u32 port = 0;
};

}  // namespace striatum::test
