// Neurons and delays: the membrane against double, escape noise against its sigmoid, every delay.
#include "../core/plasticity.h"
#include "../core/tick.h"
#include "check.h"
#include "networks.h"
#include "paths.h"
#include "sigmoid.h"

using namespace striatum;
using namespace striatum::test;

TEST(lif_double, "a lif neuron follows its equations in double") {
  Builder b;
  const u32 source = b.sources(5);
  const u32 first = b.lif(3, {.tau_membrane = 20,
                              .tau_synapse = 7,
                              .rest = -65,
                              .threshold = -50,
                              .reset = -70,
                              .bias = 0.02,
                              .refractory = 3});
  b.connect(source, 5, 2, dense(source, 5, first, 3, 1, 20, 4));
  Net net(b);
  CHECK(net.status.ok());
  double v[3] = {-65, -65, -65};
  double current[3] = {0, 0, 0};
  const i32* const words = &net.model.cell_parameter[net.model.port_parameter_first[0]];
  int left[3] = {0, 0, 0};
  int spikes = 0;
  bool history[2][5] = {};
  for (int t = 0; t < 20000; t++) {
    stimulate(net.state, 5, 0.1, 21);
    if (t % 500 == 0) net.state.drive[first + 1] = real<q8_23>(t % 1000 == 0 ? 0.3 : -0.2);
    bool now[5];
    for (u32 i = 0; i < 5; i++) now[i] = net.state.source_spike[source + i] != 0;
    tick(net.model, net.state);
    for (u32 j = 0; j < 3; j++) {
      double arriving = 0;
      for (u32 i = 0; i < 5; i++) {
        arriving += history[t % 2][i] ? to_double(net.model.static_weight[i * 3 + j]) : 0;
      }
      const u32 n = first + j;
      current[j] =
          current[j] * to_double(q0_31{words[j]}) + to_double(q0_31{words[3 + j]}) * arriving;
      CHECK_NEAR(to_double(net.state.current[n]), current[j], 1e-4);
      if (left[j] > 0) {
        left[j]--;
        CHECK(net.state.spike[n] == 0);
      } else {
        v[j] = -65 + to_double(net.model.cell_parameter[j], 31) * (v[j] + 65) + current[j] +
               to_double(net.model.bias[n]) + to_double(net.state.drive[n]);
        const bool clear = std::fabs(v[j] + 50) > 1e-3;
        const bool spike = net.state.spike[n] != 0;
        // within the tolerance of the threshold either answer is right
        CHECK(!clear || spike == (v[j] >= -50));
        if (spike) v[j] = -70, left[j] = 3, spikes++;
      }
      CHECK_NEAR(to_double(net.state.potential[n]), v[j], 2e-3);
    }
    for (u32 i = 0; i < 5; i++) history[t % 2][i] = now[i];
  }
  CHECK(spikes > 100);
}

TEST(delays, "every delay from 1 to 255 ticks is exact") {
  for (int delay = 1; delay <= 255; delay++) {
    Builder b;
    const u32 source = b.sources(3);
    const u32 target = b.lif(1, {.threshold = 200});
    // half by a lane of some of a population
    b.connect(source + 1, 1, delay, {{source + 1, target, 5}});
    Net net(b);
    CHECK(net.status.ok());
    for (int t = 0; t < delay + 300; t++) {
      const bool fires = t == 7;
      net.state.source_spike[0] = net.state.source_spike[2] = 1;
      net.state.source_spike[1] = fires;
      const i32 before = net.state.current[target].raw;
      tick(net.model, net.state);
      const bool arrived = net.state.current[target].raw > before;
      CHECK(arrived == (t == 7 + delay));
    }
  }
}

TEST(escape, "escape noise spikes as often as its sigmoid says") {
  for (const double u : {-4.0, -1.5, 0.0, 0.7, 3.0}) {
    Builder b;
    // a membrane that keeps nothing sits at its bias
    b.lif(64, {.tau_membrane = 0.01, .threshold = 1, .bias = 1 + u / 4, .inv_beta = 4});
    Net net(b, 42);
    int spikes = 0;
    constexpr int ticks = 5000;
    for (int t = 0; t < ticks; t++) {
      tick(net.model, net.state);
      spikes += static_cast<int>(net.state.population_spikes[0]);
    }
    const double n = ticks * 64.0;
    const double p = 1 / (1 + std::exp(-u));
    CHECK_NEAR(spikes, n * p, 5 * std::sqrt(n * p * (1 - p)));
  }
}

TEST(escape_bits, "escape noise is random() below sigmoid(), to the bit, from end to end") {
  on_each_path([] {
    Builder b;
    b.modulator({});
    b.rule({.kind = RuleKind::by_outcome});
    // nothing is kept: v is the bias
    constexpr u32 count = 1003;
    b.lif(count, {.tau_membrane = 0.001, .inv_beta = 1});
    for (u32 i = 0; i < count; i++) {
      b.bias[i].raw = static_cast<i32>(random(31, 0, i)) >> (i % 16);
      b.threshold[i].raw = static_cast<i32>(random(31, 1, i)) >> (i % 16);
      b.inv_beta[i].raw = static_cast<i32>(random(31, 2, i) >> (1 + i % 31));
      if (i % 10 == 0) b.threshold[i] = b.bias[i];
    }
    Net net(b, 7);
    CHECK(net.status.ok());
    const size_t slots = net.model.counts.residual_slots;
    for (u64 t = 0; t < 20; t++) {
      tick(net.model, net.state);
      for (u32 i = 0; i < count; i++) {
        const q8_23 v = b.bias[i];
        const bool hard = b.inv_beta[i].raw == 0;
        const power chance = hard ? power{v >= b.threshold[i] ? power_one.raw : 0}
                                  : sigmoid(v, b.threshold[i], b.inv_beta[i]);
        const bool spike = (random(7, t, i) >> 1) < chance.raw;
        CHECK((net.state.spike[i] != 0) == spike);
        bool held = false;
        const int64_t share = shift_right_round(chance.raw, 16);
        const auto wanted = saturate<q0_15>((spike ? 32768 : 0) - share, held);
        CHECK(net.state.residual[i * slots + static_cast<size_t>(t % slots)] == wanted);
      }
    }
  });
}

TEST(residuals, "residuals are S - p, and 0 where there is no chance") {
  Builder b;
  b.modulator({});
  b.rule({.kind = RuleKind::by_outcome, .tau_pre = 2});
  const u32 noisy = b.lif(20, {.tau_membrane = 0.01, .bias = 0.8, .inv_beta = 4, .refractory = 2});
  const u32 hard = b.lif(5, {.tau_membrane = 0.01, .bias = 2, .refractory = 2});
  Net net(b);
  CHECK(net.status.ok());
  const double p = 1 / (1 + std::exp(0.8));
  const size_t slots = net.model.counts.residual_slots;
  for (u64 t = 0; t < 200; t++) {
    u8 resting[25];
    for (u32 i = 0; i < 25; i++) resting[i] = net.state.refractory_left[i];
    tick(net.model, net.state);
    for (u32 i = 0; i < 25; i++) {
      const double got = to_double(net.state.residual[i * slots + static_cast<size_t>(t % slots)]);
      const double wanted = resting[i] != 0 || i >= hard ? 0 : net.state.spike[noisy + i] - p;
      CHECK_NEAR(got, wanted, 2e-5);
    }
  }
}

TEST(saturations, "what leaves its format is held, counted and located") {
  Builder b;
  const u32 first = b.lif(3, {.tau_membrane = 100, .rest = 200, .threshold = 255.9, .bias = 100});
  Net net(b);
  net.state.drive[first + 1] = real<q8_23>(250);
  tick(net.model, net.state);
  const auto kind = static_cast<size_t>(Saturation::potential);
  CHECK(net.state.status_count[kind] == 3);
  CHECK(net.state.status_last[kind] == first + 2);
}
