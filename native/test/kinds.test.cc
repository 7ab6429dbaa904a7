// The kinds against plain double, step for step: the patterns of Izhikevich 2004 and of Naud et al.
// 2008, adaptation, Humphries' striatal cells.
#include "../core/tick.h"
#include "check.h"
#include "golden.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// One panel of Izhikevich 2004, "Which model to use for cortical spiking neurons?".
struct Pattern {
  const char* name;
  Izhikevich cell;
  double tick_ms;
  double end_ms;
  double (*current)(double t_ms);
  std::vector<double> golden;
};

const Pattern patterns[] = {
    {"tonic",
     {.a = 0.02, .b = 0.2, .c = -65, .d = 6, .v = -70},
     0.25,
     100,
     [](double t) { return t > 10 ? 14.0 : 0; },
     {13, 17, 31.5, 59.25, 86.75}},
    {"phasic bursting",
     {.a = 0.02, .b = 0.25, .c = -55, .d = 0.05, .v = -64},
     0.2,
     200,
     [](double t) { return t > 20 ? 0.6 : 0; },
     {39, 42.8, 47, 51.8, 57.6, 67.2}},
    {"adaptation",
     {.a = 0.01, .b = 0.2, .c = -65, .d = 8, .v = -70},
     0.25,
     85,
     [](double t) { return t > 8.5 ? 30.0 : 0; },
     {10.25, 12.25, 15, 19.75, 42.5, 71.5}},
    {"latency",
     {.a = 0.02, .b = 0.2, .c = -65, .d = 6, .v = -70},
     0.2,
     100,
     [](double t) { return t > 10 && t < 13 ? 7.04 : 0; },
     {26.6}},
    {"resonator",
     {.a = 0.1, .b = 0.26, .c = -60, .d = -1, .v = -62},
     0.25,
     400,
     [](double t) {
       for (const double start : {40, 60, 280, 320}) {
         if (t > start && t < start + 4) return 0.65;
       }
       return 0.0;
     },
     {338}},
    {"inhibition-induced bursting",
     {.a = -0.026, .b = -1, .c = -45, .d = -2, .v = -63.8},
     0.5,
     350,
     [](double t) { return t >= 50 && t <= 250 ? 75.0 : 80; },
     {86.5}},
};

// The spikes of v' = 0.04 v^2 + 5 v + 140 - u + I, v first, u with the new v.
std::vector<double> spikes_in_double(const Pattern& p) {
  std::vector<double> spikes;
  const double h = p.tick_ms;
  double v = p.cell.v;
  double u = p.cell.b * v;
  for (int i = 0; i * h <= p.end_ms; i++) {
    v += h * (0.04 * v * v + 5 * v + 140 - u + p.current(i * h));
    u += h * p.cell.a * (p.cell.b * v - u);
    if (v >= 30) spikes.push_back(i * h), v = p.cell.c, u += p.cell.d;
  }
  return spikes;
}

std::vector<double> spikes_in_fixed(const Pattern& p) {
  Builder b;
  b.counts.tick_us = static_cast<u32>(std::lround(1000 * p.tick_ms));
  Izhikevich cell = p.cell;
  cell.u = cell.b * cell.v;
  // 37 of them, so that every path has whole vectors and a rest
  b.izhikevich(37, {.tau_synapse = 0.01}, cell);
  Net net(b);
  CHECK(net.status.ok());
  std::vector<double> spikes;
  for (int i = 0; i * p.tick_ms <= p.end_ms; i++) {
    const auto drive = real<q8_23>(p.tick_ms * p.current(i * p.tick_ms));
    for (q8_23& d : net.state.drive) d = drive;
    tick(net.model, net.state);
    CHECK(net.state.population_spikes[0] % 37 == 0);
    if (net.state.spike[36] != 0) spikes.push_back(i * p.tick_ms);
  }
  return spikes;
}

}  // namespace

TEST(izhikevich_patterns, "izhikevich neurons spike when double does, in six patterns of 2004") {
  for (const Pattern& p : patterns) {
    const std::vector<double> wanted = spikes_in_double(p);
    const std::vector<double> got = spikes_in_fixed(p);
    if (got.size() != wanted.size()) std::printf("  %s\n", p.name);
    CHECK(got.size() == wanted.size());
    CHECK(got.size() >= p.golden.size());
    double sum = 0;
    double worst = 0;
    for (size_t i = 0; i < got.size() && i < wanted.size(); i++) {
      if (i < p.golden.size()) CHECK_NEAR(wanted[i], p.golden[i], 1e-6);
      const double off = std::fabs(got[i] - wanted[i]);
      sum += off;
      worst = off > worst ? off : worst;
    }
    std::printf("  %-30s %2zu spikes, mean error %.3f ms, largest %.3f ms\n", p.name, got.size(),
                sum / static_cast<double>(got.size()), worst);
    CHECK(sum / static_cast<double>(got.size()) <= 0.1);
    CHECK(worst <= 1);
  }
}

TEST(izhikevich_half_steps, "two half steps of v with one of u follow double, overshoot and all") {
  Builder b;
  const Izhikevich cell = {.a = 0.1, .b = 0.2, .c = -65, .d = 2, .steps = 2};
  b.izhikevich(1, {.tau_synapse = 0.01}, cell);
  Net net(b);
  CHECK(net.status.ok());
  int spikes = 0;
  for (u32 t = 0; t < 5000; t++) {
    // an overshoot multiplies any difference by tens, so each tick is followed by itself
    double v = to_double(net.state.potential[0]);
    double u = 2 * to_double(net.state.cell_state[0], 23);
    const double lift = 10 * uniform(3, t);
    net.state.drive[0] = real<q8_23>(lift);
    tick(net.model, net.state);
    for (int half = 0; half < 2; half++) v += 0.5 * (0.04 * v * v + 5 * v + 140 - u + lift);
    u += cell.a * (cell.b * v - u);
    const bool clear = std::fabs(v - 30) > 1e-4;
    const bool spike = v >= 30;
    if (spike) v = cell.c, u += cell.d, spikes++;
    CHECK(!clear || (net.state.spike[0] != 0) == spike);
    if (clear) CHECK_NEAR(to_double(net.state.potential[0]), v, 5e-6);
    if (clear) CHECK_NEAR(to_double(net.state.cell_state[0], 23), u / 2, 5e-7);
  }
  CHECK(spikes > 50);
}

namespace {

// A firing pattern of Naud et al. 2008 and how many spikes it has in 600 ms at steps of 0.1 ms.
struct NaudPattern {
  const char* name;
  Adex cell;
  double current_pa;
  int spikes;
};

const NaudPattern naud_patterns[] = {
    {"tonic",
     {.capacitance = 200, .leak = 10, .rest = -70, .reset = -58, .tau_w = 30, .a = 2},
     500,
     60},
    {"adapting",
     {.capacitance = 200, .leak = 12, .rest = -70, .reset = -58, .tau_w = 300, .a = 2, .b = 60},
     500,
     12},
    {"initial burst",
     {.capacitance = 130, .leak = 18, .rest = -58, .reset = -50, .tau_w = 150, .a = 4, .b = 120},
     400,
     12},
    {"regular bursting",
     {.capacitance = 200, .leak = 10, .rest = -58, .reset = -46, .tau_w = 120, .a = 2, .b = 100},
     210,
     11},
    {"delayed accelerating",
     {.capacitance = 200, .leak = 12, .rest = -70, .reset = -58, .tau_w = 300, .a = -10},
     300,
     45},
    {"delayed bursting",
     {.capacitance = 100, .leak = 10, .rest = -65, .reset = -47, .tau_w = 90, .a = -10, .b = 30},
     110,
     32},
    {"transient",
     {.capacitance = 100, .leak = 10, .rest = -65, .reset = -47, .tau_w = 90, .a = 10, .b = 100},
     180,
     1},
};

// Forward Euler, both from the values before the step; the spikes in ms.
std::vector<double> spikes_in_double(const NaudPattern& p) {
  const Adex& c = p.cell;
  std::vector<double> spikes;
  double v = c.rest;
  double w = 0;
  for (int i = 0; i < 6000; i++) {
    const double flow = -c.leak * (v - c.rest) +
                        c.leak * c.slope * std::exp((v - c.threshold) / c.slope) - w + p.current_pa;
    const double change = (c.a * (v - c.rest) - w) / c.tau_w;
    v += 0.1 * flow / c.capacitance;
    w += 0.1 * change;
    if (v >= c.peak) spikes.push_back(0.1 * i), v = c.reset, w += c.b;
  }
  return spikes;
}

// The same in ticks of 1 ms with ten steps (times are then whole), or in ticks of a step.
std::vector<double> spikes_in_fixed(const NaudPattern& p, int steps) {
  Builder b;
  b.counts.tick_us = static_cast<u32>(100 * steps);
  Adex cell = p.cell;
  cell.steps = steps;
  const double lift = 0.1 * steps * p.current_pa / cell.capacitance;
  b.adex(37, {.bias = lift}, cell);
  Net net(b);
  CHECK(net.status.ok());
  std::vector<double> spikes;
  for (int i = 0; i < 6000 / steps; i++) {
    tick(net.model, net.state);
    CHECK(net.state.population_spikes[0] % 37 == 0);
    if (net.state.spike[36] != 0) spikes.push_back(0.1 * steps * i);
  }
  return spikes;
}

}  // namespace

TEST(adex_patterns, "adex neurons spike as often as Naud's, and when double does") {
  for (const NaudPattern& p : naud_patterns) {
    const std::vector<double> wanted = spikes_in_double(p);
    CHECK(std::abs(static_cast<int>(wanted.size()) - p.spikes) <= 1);
    for (const int steps : {1, 10}) {
      const std::vector<double> got = spikes_in_fixed(p, steps);
      CHECK(got.size() == wanted.size());
      double worst = 0;
      for (size_t i = 0; i < got.size() && i < wanted.size(); i++) {
        const double ticks = std::floor(wanted[i] / steps * 10 + 1e-6);
        const double off = std::fabs(got[i] - ticks * steps / 10);
        worst = off > worst ? off : worst;
      }
      std::printf("  %-22s %2zu spikes, %2d steps a tick, largest error %.1f ms\n", p.name,
                  got.size(), steps, worst);
      CHECK(worst <= 1);
    }
  }
}

TEST(adaptive_double, "adaptive lif neurons follow their equations in double") {
  Builder b;
  const u32 source = b.sources(5);
  const Neuron neuron = {.tau_membrane = 20,
                         .tau_synapse = 7,
                         .rest = -65,
                         .threshold = -50,
                         .reset = -60,
                         .bias = 0.5,
                         .refractory = 3};
  const AdaptiveLif adapts = {
      .tau_threshold = 200, .threshold_jump = 1.5, .tau_adaptation = 90, .adaptation_jump = 0.08};
  const u32 n = b.adaptive_lif(3, neuron, adapts);
  b.connect(source, 5, 2, dense(source, 5, n, 3, 1, 20, 4));
  Net net(b);
  CHECK(net.status.ok());
  const auto keep = [&](size_t word) { return to_double(net.model.cell_parameter[3 * word], 31); };
  double v = -65;
  double theta = 0;
  double w = 0;
  int left = 0;
  int spikes = 0;
  for (int t = 0; t < 20000; t++) {
    stimulate(net.state, 5, 0.1, 21);
    tick(net.model, net.state);
    theta *= keep(1);
    w *= keep(3);
    const bool spike = net.state.spike[n + 2] != 0;
    if (left > 0) {
      left--;
      CHECK(!spike);
    } else {
      v = -65 + keep(0) * (v + 65) + to_double(net.state.current[n + 2]) + 0.5 - w;
      const bool clear = std::fabs(v - theta + 50) > 1e-4;
      CHECK(!clear || spike == (v >= -50 + theta));
    }
    if (spike) v = -60, theta += 1.5, w += 0.08, left = 3, spikes++;
    CHECK_NEAR(to_double(net.state.potential[n + 2]), v, 1e-4);
    CHECK_NEAR(to_double(net.state.cell_state[2], 23), theta, 1e-4);
    CHECK_NEAR(to_double(net.state.cell_state[5], 23), w, 1e-4);
  }
  CHECK(spikes > 300);
}

TEST(resonate_double, "resonate-and-fire neurons follow their equations in double") {
  Builder b;
  const u32 source = b.sources(5);
  const Neuron neuron = {
      .tau_synapse = 3, .rest = -65, .threshold = -58, .reset = -67, .refractory = 2};
  const u32 n = b.resonate_and_fire(3, neuron, {.frequency = 25, .tau = 60});
  b.connect(source, 5, 2, dense(source, 5, n, 3, -4, 6, 4));
  Net net(b);
  CHECK(net.status.ok());
  const double along = to_double(net.model.cell_parameter[0], 31);
  const double across = to_double(net.model.cell_parameter[3], 31);
  double swing = 0;
  double above = 0;
  int left = 0;
  int spikes = 0;
  for (int t = 0; t < 20000; t++) {
    stimulate(net.state, 5, 0.1, 21);
    tick(net.model, net.state);
    const double x = swing + to_double(net.state.current[n + 2]);
    swing = along * x - across * above;
    if (left == 0) above = across * x + along * above;
    const bool spike = net.state.spike[n + 2] != 0;
    if (std::fabs(above - 7) > 1e-4) CHECK(spike == (left == 0 && above >= 7));
    if (left > 0) left--;
    if (spike) swing = 0, above = -2, left = 2, spikes++;
    CHECK_NEAR(to_double(net.state.potential[n + 2]), -65 + above, 1e-4);
    CHECK_NEAR(to_double(net.state.cell_state[2], 23), swing, 1e-4);
    CHECK_NEAR(to_double(net.state.cell_state[5], 23), above, 1e-4);
  }
  CHECK(spikes > 300);
}

TEST(kinds_fire, "every population of the network of all kinds spikes, and not all the time") {
  Builder b;
  build_kinds(b);
  Net net(b, 3);
  CHECK(net.status.ok());
  std::vector<u64> spikes(net.model.counts.populations);
  for (int t = 0; t < 2000; t++) {
    stimulate(net.state, 40, 0.03, 99);
    tick(net.model, net.state);
    for (size_t i = 0; i < spikes.size(); i++) spikes[i] += net.state.population_spikes[i];
  }
  for (size_t i = 1; i < spikes.size(); i++) {
    const double rate = static_cast<double>(spikes[i]) / net.model.population_count[i] / 2;
    if (rate < 1 || rate > 250) std::printf("  population %zu: %.1f Hz\n", i, rate);
    CHECK(rate >= 1 && rate <= 250);
  }
}

TEST(humphries, "striatal spiny neurons have Humphries' rates at a tick of 1 ms, in ten rounds") {
  // C v' = k (v - vr) (v - vt) - u + I, u' = a (b (v - vr) - u), divided by C
  const double c = 15.2;
  const double vr = -80;
  const double vt = -29.7;
  const Izhikevich cell = {.a = 0.01,
                           .b = -20 / c,
                           .c = -55,
                           .d = 91 / c,
                           .v = vr,
                           .u = 0,
                           .k2 = 1 / c,
                           .k1 = -(vr + vt) / c,
                           .k0 = vr * vt / c,
                           .v_u = vr,
                           .peak = 40,
                           .rounds = 10};
  const int currents_pa[] = {260, 280, 300, 350, 400};
  const int wanted[] = {2, 6, 9, 16, 24};
  for (int i = 0; i < 5; i++) {
    Builder b;
    b.izhikevich(19, {.bias = currents_pa[i] / c}, cell);
    Net net(b);
    CHECK(net.status.ok());
    u32 spikes = 0;
    for (int t = 0; t < 1000; t++) {
      tick(net.model, net.state);
      spikes += net.state.spike[18];
    }
    CHECK(std::abs(static_cast<int>(spikes) - wanted[i]) <= 1);
  }
}
