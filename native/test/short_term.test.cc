// Short-term plasticity against its equations in double, and against its steady states.
#include "../core/short_term.h"

#include "../core/tick.h"
#include "check.h"
#include "receptors.h"

using namespace striatum;
using namespace striatum::test;

namespace {

const ShortTerm terms[] = {
    {.use = 0.5, .tau_recovery = 800},                             // depressing
    {.use = 0.05, .tau_recovery = 100, .tau_facilitation = 1000},  // facilitating
    {.use = 0.2, .tau_recovery = 8000, .tau_facilitation = 5000},  // ticks of 0.1 ms
    {.use = 1, .tau_recovery = 20},
    {.use = 0.3, .tau_recovery = 0, .tau_facilitation = 90000},
};

// The synapse as Markram, Wang and Tsodyks wrote it: u and what is there at each spike.
struct Double {
  ShortTerm s;
  double u = 0;
  double rest = 1;

  double arrive(double ticks) {
    const double forgets = s.tau_facilitation == 0 ? 0 : std::exp(-ticks / s.tau_facilitation);
    const double still_out = s.tau_recovery == 0 ? 0 : std::exp(-ticks / s.tau_recovery);
    rest = 1 - (1 - rest * (1 - u)) * still_out;
    u = s.use + u * (1 - s.use) * forgets;
    return u * rest;
  }
};

// One source on one cell whose membrane keeps nothing: what arrives is what is read.
struct Synapse {
  Builder b;
  u32 source;
  u32 cell;
  Net net;

  explicit Synapse(const ShortTerm& term, double weight = 100)
      : b(),
        source(b.sources(1)),
        cell(b.lif(1, {.tau_synapse = 0.01, .threshold = 200})),
        net(with(term, weight)) {}

  Builder& with(const ShortTerm& term, double weight) {
    b.connect(source, 1, 1, {{source, cell, weight}}, b.short_term(term));
    return b;
  }

  // What a spike that was fired one tick ago delivers.
  double tick_with(bool spikes) {
    net.state.source_spike[0] = spikes;
    tick(net.model, net.state);
    return to_double(net.state.current[cell]);
  }
};

}  // namespace

TEST(short_double, "short-term plasticity follows its equations in double, for any interval") {
  for (const ShortTerm& term : terms) {
    Synapse synapse(term);
    CHECK(synapse.net.status.ok());
    Double exact{term};
    bool fired = false;
    long last = -1;
    double worst = 0;
    int arrivals = 0;
    for (long t = 0; t < 300000; t++) {
      // dense and sparse times, and pauses of 70,000 ticks
      const double chance = t / 10000 % 3 == 0 ? 0.1 : 0.003;
      const bool paused = t > 60000 && t < 130000;
      const bool fires = !paused && random(7, static_cast<u64>(t), 0) < chance * 4294967295.0;
      const double got = synapse.tick_with(fires);
      if (fired) {
        const double wanted = 100 * exact.arrive(last < 0 ? 1e9 : static_cast<double>(t - last));
        worst = std::fmax(worst, std::fabs(got - wanted) / 100);
        last = t;
        arrivals++;
      }
      CHECK(fired || got == 0);
      fired = fires;
    }
    std::printf("  use %.2f, %5g and %5g ticks: %d arrivals, off %.1e of the weight at most\n",
                term.use, term.tau_recovery, term.tau_facilitation, arrivals, worst);
    CHECK(arrivals > 5000);
    CHECK(worst < 3e-6);
  }
}

TEST(short_steady, "steady states are those of the paper, from 1 to 100 Hz") {
  for (const ShortTerm& term : {terms[0], terms[1]}) {
    for (const int interval : {1000, 200, 50, 10}) {
      Synapse synapse(term);
      double last = 0;
      for (int t = 0; t < 400 * interval; t++) {
        const double got = synapse.tick_with(t % interval == 0);
        if (got != 0) last = got / 100;
      }
      const double back = std::exp(-interval / term.tau_recovery);
      const double tau = term.tau_facilitation;
      const double fades = tau == 0 ? 0 : std::exp(-interval / tau);
      const double u = term.use / (1 - (1 - term.use) * fades);
      const double x = (1 - back) / (1 - (1 - u) * back);
      CHECK_NEAR(last, u * x, 2e-6);
    }
  }
  // what arrives in a second saturates: Tsodyks and Markram, A / (tau_rec r) above 1 / (U tau_rec)
  Synapse fast(terms[0]);
  double sum = 0;
  for (int t = 0; t < 20000; t++) {
    const double got = fast.tick_with(t % 10 == 0);
    if (t >= 19000) sum += got / 100;
  }
  CHECK_NEAR(sum, 1000 / terms[0].tau_recovery, 0.05);
}

TEST(short_bounds, "no share delivers more than the weight, whatever the sign") {
  for (const double weight : {127.0, -127.0}) {
    Synapse synapse({.use = 1, .tau_recovery = 0}, weight);
    for (int t = 0; t < 200; t++) {
      const double got = synapse.tick_with(true);
      CHECK(std::fabs(got) <= 127.0001);
      CHECK(t == 0 || std::fabs(got - weight) < 1e-3);
    }
  }
}

TEST(short_frozen, "a thawed state goes on bit for bit, and one that cannot be is refused") {
  const auto run = [](Synapse& s, int from, int to) {
    for (int t = from; t < to; t++) s.tick_with(t % 7 == 0);
  };
  Synapse whole(terms[1]);
  run(whole, 0, 3000);
  Synapse first(terms[1]);
  run(first, 0, 1234);
  std::vector<std::byte> bytes(frozen_bytes(first.net.model));
  freeze(first.net.model, first.net.state, bytes);
  Synapse second(terms[1]);
  CHECK(thaw(second.net.model, bytes, second.net.state).ok());
  run(second, 1234, 3000);
  CHECK(second.net.state.hash() == whole.net.state.hash());

  const auto refused = [&](auto change) {
    Synapse bad(terms[1]);
    run(bad, 0, 99);
    change(bad.net.state);
    freeze(bad.net.model, bad.net.state, bytes);
    const Status status = thaw(second.net.model, bytes, second.net.state);
    return status.code == Code::state_field && status.index == 2;
  };
  CHECK(refused([](State& s) { s.short_depleted[0].raw = -1; }));
  CHECK(refused([](State& s) { s.short_raised[0].raw = INT32_MAX; }));
  CHECK(refused([](State& s) { s.short_tick[0] = 1000; }));
  CHECK(!refused([](State&) {}));
  first.net.state.tick[0] = u64{1} << 63;
  freeze(first.net.model, first.net.state, bytes);
  CHECK(thaw(second.net.model, bytes, second.net.state).index == 4);
}

TEST(short_refused, "parameters out of range are refused where they are") {
  const auto code = [](auto change) {
    Builder b;
    const u32 source = b.sources(2);
    const u32 cell = b.lif(1, {});
    b.connect(source, 2, 1, {{source, cell, 1}}, b.short_term({}));
    b.connect(source, 2, 2, {{source, cell, 1}});
    change(b);
    Model model;
    return Model::open(b.bytes(), model).code;
  };
  CHECK(code([](Builder&) {}) == Code::ok);
  CHECK(code([](Builder& b) { b.short_use[0].raw = 0; }) == Code::model_short_term);
  CHECK(code([](Builder& b) { b.short_keep_depletion[0].raw = -1; }) == Code::model_short_term);
  CHECK(code([](Builder& b) { b.short_keep_facilitation[0].raw = INT32_MAX; }) ==
        Code::model_short_term);
  CHECK(code([](Builder& b) { b.static_lane_short[1] = 1; }) == Code::model_lane);
  CHECK(code([](Builder& b) { b.static_lane_short[1] = 0; }) == Code::model_lane);
  CHECK(code([](Builder& b) { b.counts.short_rows = 1; }) == Code::model_lane);
  CHECK(code([](Builder& b) { b.counts.short_rows = 9; }) == Code::model_count);
}
