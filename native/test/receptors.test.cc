// Receptors against their equations in double, and the ends of their formats.
#include "receptors.h"

#include "../core/tick.h"
#include "check.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// A receptor as its equations say, with exact constants and a share of at most 1.
struct Double {
  ReceptorWords words;
  double tau;
  double rise;
  double reversal;
  double coming = 0;
  double waiting = 0;

  double lift(double arriving, double v) {
    const double keep = tau == 0 ? 0 : keep_of(tau);
    coming = keep * coming + arriving;
    if (words.kind == Receptor::current) return (1 - keep) * coming;
    double gain = 1 - keep;
    double open = coming;
    if (words.kind != Receptor::conductance) {
      const double keep_rise = keep_of(rise);
      waiting = keep_rise * waiting + arriving;
      open = coming - waiting;
      gain = 1 / (1 / (1 - keep) - 1 / (1 - keep_rise));
    }
    double share = std::fmin(open * gain / 70, 1);
    if (words.kind == Receptor::nmda) share /= 1 + 1 / 3.57 * std::exp(-0.062 * v);
    return share * (reversal - v);
  }
};

const Double all[] = {
    {current(5), 5, 0, 0},
    {current(0), 0, 0, 0},
    {conductance(5, 0), 5, 0, 0},
    {conductance(50, 0), 50, 0, 0},
    {conductance(6, -75), 6, 0, -75},
    {conductance(0, -10), 0, 0, -10},
    {rising(260.9, 3.5, -97), 260.9, 3.5, -97},
    {rising(2609, 35, -97), 2609, 35, -97},
    {nmda(100, 2, 0, 1), 100, 2, 0},
    {nmda(1000, 20, 0, 1), 1000, 20, 0},
};

const char* name_of(Receptor receptor) {
  static constexpr const char* names[] = {
#define X(row, number, name, parameters, states, sums, meaning) #name,
      STRIATUM_RECEPTORS(X)
#undef X
  };
  return names[static_cast<size_t>(receptor)];
}

}  // namespace

TEST(receptors_double, "receptors follow their equations in double, time constants and all") {
  for (const Double& receptor : all) {
    Double exact = receptor;
    Builder b;
    const u32 sources = b.sources(8);
    const u32 cell = b.lif(1, {.tau_membrane = 20, .rest = -65, .threshold = 200});
    const u32 port = add_port(b, receptor.words);
    std::vector<Connection> connections;
    // of NMDA receptors at rest most are blocked
    const double times = receptor.words.kind == Receptor::nmda ? 6 : 1;
    const auto weight = [&](u32 i) { return times * (0.3 + 0.1 * i); };
    for (u32 i = 0; i < 8; i++) connections.push_back({sources + i, cell, weight(i), port});
    b.connect(sources, 8, 1, connections);
    Net net(b);
    CHECK(net.status.ok());
    double v = -65;
    double arriving = 0;
    double worst = 0;
    double highest = -65;
    double lowest = -65;
    for (int t = 0; t < 20000; t++) {
      stimulate(net.state, 8, 0.02, 77);
      double next = 0;
      for (u32 i = 0; i < 8; i++) next += net.state.source_spike[i] ? weight(i) : 0;
      const double lift = exact.lift(arriving, v);
      tick(net.model, net.state);
      v = -65 + keep_of(20) * (v + 65) + lift;
      worst = std::fmax(worst, std::fabs(to_double(net.state.potential[cell]) - v));
      highest = std::fmax(highest, v);
      lowest = std::fmin(lowest, v);
      arriving = next;
    }
    std::printf("  %-11s tau %6g: %6.2f to %6.2f mV, off %.1e mV at most\n",
                name_of(receptor.words.kind), receptor.tau, lowest, highest, worst);
    CHECK(worst < 1e-4);
    CHECK(highest - lowest > 0.3);
  }
}

TEST(driving, "a spike moves a potential that is held 70 mV away by its weight in all") {
  for (const Double& receptor : all) {
    Builder b;
    const u32 source = b.sources(1);
    const double held = receptor.reversal - 70;
    const u32 cell = b.lif(1, {.tau_membrane = 1e9, .rest = held, .threshold = 200});
    const u32 port = add_port(b, receptor.words);
    b.connect(source, 1, 1, {{source, cell, 2, port}});
    Net net(b);
    CHECK(net.status.ok());
    double moved = 0;
    for (int t = 0; t < 30000; t++) {
      net.state.source_spike[0] = t == 3;
      net.state.potential[cell] = real<q8_23>(held);
      tick(net.model, net.state);
      moved += to_double(net.state.current[cell]);
    }
    const bool blocked = receptor.words.kind == Receptor::nmda;
    const double open = blocked ? 1 / (1 + 1 / 3.57 * std::exp(-0.062 * held)) : 1;
    // half a step is cut in each tick, until after 15 time constants nothing is left to come
    CHECK_NEAR(moved, 2 * open, open * (7.5 * receptor.tau * std::ldexp(1, -21) + 2e-4));
  }
}

TEST(share, "a share of a port is held at 1, and counted") {
  Builder b;
  const u32 source = b.sources(100);
  const u32 cell = b.lif(1, {.tau_membrane = 20, .rest = -65, .threshold = 200});
  const u32 port = add_port(b, conductance(0, -20));
  b.connect(source, 100, 1, dense(source, 100, cell, 1, 5, 5, 1));
  for (u32& target : b.static_target) target = b.slot(cell, port);
  Net net(b);
  CHECK(net.status.ok());
  for (u32 i = 0; i < 100; i++) net.state.source_spike[i] = 1;
  tick(net.model, net.state);
  CHECK(net.state.status_count[0] == 0);
  tick(net.model, net.state);
  // all the way to the reversal potential, and no further
  CHECK_NEAR(to_double(net.state.current[cell]), 45, 1e-3);
  CHECK(net.state.status_count[0] == 1);
  CHECK(net.state.status_last[0] == cell);
}

namespace {

// What is said of a weight, static or of a rule with a range from low on, and onto which receptor.
Code said_of(double weight, const ReceptorWords& words, const double* low = nullptr) {
  Builder b;
  b.modulator({});
  const u32 source = b.sources(1);
  const u32 cell = b.lif(2, {});
  const u32 port = add_port(b, words);
  const std::vector<Connection> one = {{source, cell + 1, weight, port}};
  if (low != nullptr) {
    b.learn(b.rule({.w_min = *low, .w_max = 3}), source, 1, 1, one);
  } else {
    b.connect(source, 1, 1, one);
  }
  return Net(b).status.code;
}

}  // namespace

TEST(negative, "a weight that is or may become negative onto a conductance is refused") {
  const double least = -std::ldexp(1, -24);
  const double zero = 0;
  for (const Double& receptor : all) {
    const bool opens = receptor.words.kind != Receptor::current;
    CHECK(said_of(0, receptor.words) == Code::ok);
    CHECK(said_of(least, receptor.words) == (opens ? Code::model_weight : Code::ok));
    CHECK(said_of(0, receptor.words, &zero) == Code::ok);
    CHECK(said_of(2, receptor.words, &least) == (opens ? Code::model_lane : Code::ok));
  }
}
