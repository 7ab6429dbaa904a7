// Weights of two components against a sweep in doubles that goes tick by tick; that only the gate
// consolidates, that the rest fades to nothing, and that looks and frozen states change no bit.
#include "../core/consolidation.h"

#include <algorithm>

#include "../core/tick.h"
#include "check.h"
#include "networks.h"
#include "reference.h"

using namespace striatum;
using namespace striatum::test;

namespace {

constexpr u32 dopamine = 0;
constexpr u32 gate = 1;
constexpr double tau_fast = 800;
constexpr double start = 0.25;

Rule rule_of_two() {
  Rule r;
  r.kind = RuleKind::by_outcome;
  r.modulator = dopamine;
  r.tau_eligibility = 120;
  r.tau_pre = 8;
  r.rate = 0.00004;
  r.w_min = -40;
  r.w_max = 40;
  r.consolidator = gate;
  r.tau_fast = tau_fast;
  r.consolidation = 0.003;
  r.consolidation_reference = 0.1;
  return r;
}

// One source and one cell that is driven; both spike by chance.
struct Pair {
  u32 source = 0;
  u32 cell = 0;
  Net net;

  explicit Pair(Rule r = rule_of_two()) : net(made(*this, r)) { CHECK(net.status.ok()); }

  void live(u64 noise, bool active) {
    const auto at = static_cast<u32>(net.state.tick[0]);
    net.state.source_spike[source] = active && random(noise, 1, at) % 9 == 0;
    net.state.drive[cell] = real<q8_23>(active && random(noise, 2, at) % 6 == 0 ? 2 : 0);
    net.state.release[dopamine] = real<q3_28>(active && random(noise, 3, at) % 64 == 0 ? 0.5 : 0);
    tick(net.model, net.state);
  }

  double weight() { return to_double(net.weights()[0]); }

 private:
  static Builder& made(Pair& pair, Rule r) {
    static Builder b;
    b = Builder();
    b.modulator({.tau = 50});
    b.modulator({.tau = 50});
    r.outcome = b.outcome({.kind = Outcome::spike});
    const u32 rule = b.rule(r);
    pair.source = b.sources(1);
    pair.cell = b.lif(1, {});
    b.learn(rule, pair.source, 1, 1, {{pair.source, pair.cell, start}});
    return b;
  }
};

}  // namespace

TEST(two_components, "both components follow a sweep in doubles within their bound") {
  for (const double end : {40.0, 0.6}) {
    Rule r = rule_of_two();
    r.w_min = -end;
    r.w_max = end;
    Pair pair(r);
    Net& net = pair.net;
    Reference sweep(net.model, net.state);
    double most = 0;
    for (int t = 0; t < 20000; t++) {
      // the gate is open in some seconds, and nothing learns in some others
      net.state.tonic[gate] = real<q3_28>(t / 1000 % 3 == 1 ? 0.8 : 0);
      net.state.learning[0] = t / 1000 % 7 != 5;
      pair.live(11, true);
      sweep.tick(net.state);
      if (t % 50 != 0) continue;
      settle_rows(net.model, net.state);
      most = std::fmax(most, to_double(net.state.weight[0]) - to_double(net.state.slow[0]));
      sweep.compare(net.weights(), net.state.slow);
    }
    std::printf("  within %.1f: off %.0f LSB, most of a bound %.2f; fast up to %.2f\n", end,
                sweep.weight_off, sweep.bound_used, most);
    CHECK(sweep.bound_used <= 1 && sweep.weight_off > 0);
    CHECK(most > 0.05 && std::fabs(to_double(net.state.slow[0]) - start) > 0.05);
    CHECK((sweep.held > 1000) == (end < 1));
  }
}

TEST(gate_consolidates, "without the gate what was learned fades to the last bit, with it stays") {
  for (const double level : {0.0, 0.8}) {
    Pair pair;
    pair.net.state.tonic[gate] = real<q3_28>(level);
    for (int t = 0; t < 2000; t++) pair.live(5, true);
    const double learned = pair.weight() - start;
    CHECK(std::fabs(learned) > 0.02);
    for (int t = 0; t < 60000; t++) pair.live(5, false);
    const q7_24 slow = pair.net.state.slow[0];
    CHECK(pair.net.weights()[0] == slow);
    CHECK(pair.net.state.row_stage[0] == 0);
    const double kept = to_double(slow) - start;
    if (level == 0.0) CHECK(kept == 0);
    if (level > 0) CHECK(kept * learned > 0 && std::fabs(kept) > 0.2 * std::fabs(learned));
  }
}

TEST(fast_fades, "what is fast fades by its time constant") {
  Pair pair;
  for (int t = 0; t < 2000; t++) pair.live(5, true);
  // until neither is anything eligible nor is there any dopamine
  for (int t = 0; t < 1500; t++) pair.live(5, false);
  const double before = pair.weight() - start;
  for (int t = 0; t < 800; t++) pair.live(5, false);
  // a settling cuts less than a step, and a tick 2^-31 of what is left; so far off is its factor
  const double cuts = 800.0 / (pair.net.model.counts.pairing_slots - 1) + 3;
  const double bound = std::ldexp(cuts, -24) + std::fabs(before) * std::ldexp(800.0, -30);
  CHECK_NEAR(pair.weight() - start, before * std::exp(-800 / tau_fast), bound);
}

TEST(frozen_components, "nothing fades or moves while nothing learns, and a thawed state goes on") {
  Pair pair;
  pair.net.state.tonic[gate] = real<q3_28>(0.8);
  for (int t = 0; t < 1500; t++) pair.live(3, true);
  const q7_24 weight = pair.net.weights()[0];
  pair.net.state.learning[0] = 0;
  for (int t = 0; t < 1500; t++) {
    pair.live(3, true);
    CHECK(pair.net.weights()[0] == weight);
  }
  pair.net.state.learning[0] = 1;
  for (int t = 0; t < 77; t++) pair.live(3, true);
  std::vector<std::byte> frozen(frozen_bytes(pair.net.model));
  freeze(pair.net.model, pair.net.state, frozen);
  Pair other;
  CHECK(thaw(other.net.model, frozen, other.net.state).ok());
  for (int t = 0; t < 3000; t++) {
    pair.live(3, true);
    other.live(3, true);
    // looks of one alone
    other.weight();
  }
  CHECK(pair.net.state.hash() == other.net.state.hash());
}

TEST(careful_components, "two components may be rounded by chance and keep within a budget") {
  Rule r = rule_of_two();
  r.by_chance = true;
  r.in_all = 0.03;
  r.per_minute = 8;
  Pair pair(r);
  double most = 0;
  for (int t = 0; t < 12000; t++) {
    pair.live(5, t < 9000);
    most = std::fmax(most, std::fabs(pair.weight() - start));
  }
  CHECK(most <= 0.03 + std::ldexp(1.0, -24));
  CHECK(most > 0.0299);
}

TEST(components_refused, "a rule of two components that is none is refused") {
  const auto status = [](auto change) {
    Builder b;
    b.modulator({});
    Rule r = rule_of_two();
    r.consolidator = 0;
    r.outcome = outcome_always;
    change(r);
    b.rule(r);
    b.sources(1);
    b.lif(1, {});
    b.learn(0, 0, 1, 1, {{0, 1, start}});
    return Net(b).status.code;
  };
  CHECK(status([](Rule&) {}) == Code::ok);
  CHECK(status([](Rule& r) { r.consolidator = 1; }) == Code::model_rule);
  CHECK(status([](Rule& r) { r.consolidation = -0.1; }) == Code::model_rule);
  CHECK(status([](Rule& r) { r.soft = true; }) == Code::model_rule);
  CHECK(status([](Rule& r) { r.kind = RuleKind::pair_stdp; }) != Code::ok);
}
