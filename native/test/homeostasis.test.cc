// Homeostasis: it brings rates to their targets, does what a naive double does, stays within its
// bounds, and stands still where nothing is learned.
#include "../core/homeostasis.h"

#include "../core/tick.h"
#include "check.h"
#include "homeostats.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// Cells that fire by chance, lifted by a bias, and by sources that spike every tick.
void build_cells(Builder& b, double bias, double weight, const Homeostat& h) {
  const u32 sources = b.sources(4);
  const u32 cells = b.lif(50, {.bias = bias, .inv_beta = 2, .refractory = 1});
  std::vector<Connection> all;
  for (u32 i = 0; i < 200; i++) all.push_back({sources + i % 4, cells + i / 4, weight});
  b.connect(sources, 4, 1, all);
  homeostat(b, h);
}

double rate_over(Net& net, int ticks) {
  double spikes = 0;
  for (int t = 0; t < ticks; t++) {
    std::fill_n(net.state.source_spike.begin(), 4, u8{1});
    tick(net.model, net.state);
    spikes += net.state.population_spikes[1];
  }
  return spikes / ticks / 50;
}

}  // namespace

TEST(homeostasis_target, "rates reach their target from above and below, by either way") {
  struct Case {
    double bias;
    double weight;
    Homeostat homeostat;
  };
  const Homeostat shift{.shift_speed = 0.001, .shift_min = -20, .shift_max = 20};
  const Homeostat scale{.gain_speed = 0.001, .gain_max = 7};
  const Case cases[] = {
      {0.12, 0.01, shift}, {-0.15, 0.01, shift}, {-0.2, 0.5, scale}, {-0.2, 0.05, scale}};
  for (const Case& c : cases) {
    Builder b;
    build_cells(b, c.bias, c.weight, c.homeostat);
    Net net(b);
    CHECK(net.status.ok());
    const double before = rate_over(net, 500);
    CHECK(before > 0.06 || before < 0.007);
    rate_over(net, 60000);
    // 50,000 spikes; their number is off by less than 1 % of the target
    CHECK_NEAR(rate_over(net, 50000) / 0.02, 1, 0.02);
  }
}

TEST(homeostasis_reference, "means, thresholds and gains are those of a naive double") {
  Builder b;
  build_cells(b, 0, 0.05, {.every = 16, .tau = 1500, .shift_speed = 0.0003, .gain_speed = 0.0002});
  Net net(b);
  CHECK(net.status.ok());
  const double target = to_double(b.homeostat_target[0]);
  const double keep = to_double(b.homeostat_keep[0]);
  const double shift_speed = to_double(b.homeostat_shift_speed[0]);
  const double gain_speed = to_double(b.homeostat_gain_speed[0]);
  std::vector<double> rate(50, target), shift(50, 0), gain(50, 1), spikes(50, 0);
  double off_rate = 0, off_shift = 0, off_gain = 0, errors = 0;
  for (int t = 0; t < 40000; t++) {
    std::fill_n(net.state.source_spike.begin(), 4, u8(t / 3000 % 2));
    tick(net.model, net.state);
    for (size_t i = 0; i < 50; i++) {
      spikes[i] += net.state.spike[4 + i];
      if ((t + 1) % 16 != 0) continue;
      rate[i] = rate[i] * keep + spikes[i] * (1 - keep);
      spikes[i] = 0;
      const double error = rate[i] / target - 1;
      errors = std::fmax(errors, std::fabs(error));
      shift[i] = std::fmin(std::fmax(shift[i] + shift_speed * error, -10), 10);
      gain[i] = std::fmin(std::fmax(gain[i] * (1 - gain_speed * error), 0), 4);
      off_rate = std::fmax(off_rate, std::fabs(rate[i] - to_double(net.state.homeostat_rate[i])));
      off_shift =
          std::fmax(off_shift, std::fabs(shift[i] - to_double(net.state.homeostat_shift[i])));
      off_gain = std::fmax(off_gain, std::fabs(gain[i] - to_double(net.state.homeostat_gain[i])));
    }
  }
  std::printf("  off by %.2g of a spike, %.2g mV, %.2g of the gain\n", off_rate, off_shift,
              off_gain);
  // the bounds of docs/FIXED_POINT.md
  CHECK(off_rate < 2e-10);
  CHECK(off_shift < 2500 * shift_speed * std::ldexp(1, -24));
  CHECK(off_gain < 2500 * (4 * (std::ldexp(1, -32) + gain_speed * std::ldexp(1, -24)) +
                           gain_speed * errors * std::ldexp(1, -28)));
  // and that is what cells and ports are given
  const size_t threshold = net.model.population_moved_first[1] + 50;
  tick(net.model, net.state);
  for (size_t i = 0; i < 50; i++) {
    CHECK_NEAR(to_double(net.state.moved[threshold + i], 23), 1 + shift[i], 1e-6);
  }
}

TEST(homeostasis_bounds, "thresholds and gains stay within their bounds") {
  for (const double bias : {0.2, -2.0}) {
    Builder b;
    build_cells(b, bias, 0.01,
                {.tau = 100,
                 .shift_speed = 0.02,
                 .shift_min = -0.25,
                 .shift_max = 0.5,
                 .gain_speed = 0.02,
                 .gain_min = 0.75,
                 .gain_max = 1.25});
    Net net(b);
    CHECK(net.status.ok());
    rate_over(net, 10000);
    for (const q23_40 shift : net.state.homeostat_shift) {
      CHECK_NEAR(to_double(shift), bias > 0 ? 0.5 : -0.25, 0);
    }
    for (const q23_40 gain : net.state.homeostat_gain) {
      CHECK_NEAR(to_double(gain), bias > 0 ? 0.75 : 1.25, 0);
    }
  }
}

TEST(homeostasis_frozen, "while nothing is learned nothing moves, and the mean goes on") {
  Builder b;
  build_cells(b, 0.1, 0.05, {.tau = 300, .shift_speed = 0.001, .gain_speed = 0.001});
  Net net(b);
  rate_over(net, 500);
  net.state.learning[0] = 0;
  const std::vector<q23_40> shift(net.state.homeostat_shift.begin(),
                                  net.state.homeostat_shift.end());
  const std::vector<q23_40> gain(net.state.homeostat_gain.begin(), net.state.homeostat_gain.end());
  const std::vector<q23_40> rate(net.state.homeostat_rate.begin(), net.state.homeostat_rate.end());
  rate_over(net, 1000);
  CHECK(std::ranges::equal(shift, net.state.homeostat_shift));
  CHECK(std::ranges::equal(gain, net.state.homeostat_gain));
  CHECK(!std::ranges::equal(rate, net.state.homeostat_rate));
  net.state.learning[0] = 1;
  rate_over(net, 64);
  CHECK(!std::ranges::equal(shift, net.state.homeostat_shift));
}

TEST(homeostasis_refused, "homeostats out of range are refused, and states that none could leave") {
  const auto after = [](auto&& change) {
    Builder b;
    build_cells(b, 0, 0.1, {.shift_speed = 0.001, .gain_speed = 0.001});
    change(b);
    return Net(b).status.code;
  };
  const Code bad = Code::model_homeostat;
  CHECK(after([](Builder&) {}) == Code::ok);
  CHECK(after([](Builder& b) { b.homeostat_population[0] = 0; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_population[0] = 2; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_every[0] = 24; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_every[0] = 131072; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_target[0].raw = 0; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_keep[0].raw = -1; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_shift_min[0].raw = 1; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_shift_max[0].raw = -1; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_shift_speed[0].raw = -1; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_gain_speed[0].raw = -1; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_gain_min[0].raw = -1; }) == bad);
  CHECK(after([](Builder& b) { b.homeostat_gain_max[0] = real<q3_28>(0.99); }) == bad);
  CHECK(after([](Builder& b) { b.threshold[10] = real<q8_23>(250); }) == bad);
  CHECK(after([](Builder& b) { b.port_scaled[0] = 2; }) == bad);
  CHECK(after([](Builder& b) { b.counts.homeostat_cells = 49; }) != Code::ok);
  // what fits alone may not fit once it is scaled
  CHECK(after([](Builder& b) {
          b.homeostat_gain_max[0] = real<q3_28>(7);
          for (u32 i = 0; i < 100; i++) {
            b.connect(0, 4, 1, {{0, 4, 120}, {1, 4, 120}, {2, 4, 120}});
          }
        }) == Code::model_overflow);

  Builder b;
  build_cells(b, 0, 0.1, {.shift_speed = 0.001, .gain_speed = 0.001});
  Net net(b);
  std::vector<std::byte> frozen(frozen_bytes(net.model));
  const auto thawed = [&](auto&& change) {
    net.state.zero(net.model, 1);
    change(net.state);
    freeze(net.model, net.state, frozen);
    const Status status = thaw(net.model, frozen, net.state);
    return status.code == Code::state_field && status.index == 7;
  };
  CHECK(!thawed([](State&) {}));
  CHECK(thawed([](State& s) { s.homeostat_spikes[3] = 32; }));
  CHECK(thawed([](State& s) { s.homeostat_rate[3].raw = -1; }));
  CHECK(thawed([](State& s) { s.homeostat_shift[3] = q23_40::of(11); }));
  CHECK(thawed([](State& s) { s.homeostat_gain[3] = q23_40::of(5); }));
}
