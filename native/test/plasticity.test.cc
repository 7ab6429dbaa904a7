// Plasticity by events against plasticity tick by tick, and against closed forms.
#include "../core/plasticity.h"

#include "../core/outcome.h"
#include "../core/tick.h"
#include "check.h"
#include "networks.h"
#include "paths.h"
#include "reference.h"

using namespace striatum;
using namespace striatum::test;

namespace {

struct Trial {
  const char* name;
  RuleKind kind;
  TraceMode mode;
  double chance;  // of a source to spike in a tick
  double tau_pre;
  double tau_eligibility;
  double tonic;  // dopamine
  double rate;
  double w_min;
  double w_max;
  int ticks;
  bool held;                       // whether weights are meant to meet their bounds
  u32 outcome = outcome_residual;  // or always, or the number of one to be built
  bool traced = false;
  double a_slow = 0;
  double tau_fast = 0;  // of weights of two components, if not 0
};

// What the trial's rule takes for its outcome.
u32 build_outcome(Builder& b, u32 outcome) {
  if (outcome >= outcomes_known) return outcome;
  return b.outcome({.kind = static_cast<Outcome>(outcome), .tau = 120, .share = 0.3});
}

void build_trial(Builder& b, const Trial& trial, uint64_t seed) {
  b.modulator({.tau = 150, .tonic = trial.tonic});
  const bool twofold = trial.tau_fast != 0;
  if (twofold) b.modulator({.tau = 400, .tonic = 0.2});
  const u32 rule = b.rule({.kind = trial.kind,
                           .mode = trial.mode,
                           .tau_eligibility = trial.tau_eligibility,
                           .tau_pre = trial.tau_pre,
                           .tau_post = 30,
                           .a_plus = trial.kind == RuleKind::pair_stdp ? 0.3 : 0.1,
                           .a_minus = 0.35,
                           .rate = trial.rate,
                           .reference = 0.05,
                           .w_min = trial.w_min,
                           .w_max = trial.w_max,
                           .outcome = build_outcome(b, trial.outcome),
                           .traced = trial.traced,
                           .a_slow = trial.a_slow,
                           .consolidator = twofold ? 1 : -1,
                           .tau_fast = trial.tau_fast,
                           .consolidation = 0.002,
                           .consolidation_reference = 0.3});
  const u32 sources = b.sources(8);
  const u32 targets = b.lif(6, {.tau_membrane = 15, .inv_beta = 5, .refractory = 1});
  const double middle = (trial.w_min + trial.w_max) / 2;
  const double most = trial.held ? trial.w_max : middle + 0.5;
  const double least = trial.held ? trial.w_min : middle - 0.5;
  std::vector<Connection> near;
  std::vector<Connection> far;
  for (const Connection& c : dense(sources, 8, targets, 6, least, most, seed)) {
    (uniform(seed + 1, c.pre * 100 + c.post) < 0.6 ? near : far).push_back(c);
  }
  b.learn(rule, sources, 8, 1, near);
  b.learn(rule, sources, 8, 37, far);
}

void run_trial(const Trial& trial, uint64_t seed) {
  Builder builder;
  build_trial(builder, trial, seed);
  Net net(builder, seed);
  CHECK(net.status.ok());
  if (!net.status.ok()) return;
  Reference reference(net.model, net.state);
  for (int i = 0; i < trial.ticks; i++) {
    stimulate(net.state, 8, trial.chance, seed);
    tick(net.model, net.state);
    reference.tick(net.state);
    if (i % 977 == 0 || i == trial.ticks - 1) {
      reference.compare(net.weights());
    }
  }
  std::printf("  %-44s off %8.1f LSB, bound %10.1f (%.0f for the range), most used %.2f\n",
              trial.name, reference.weight_off, reference.weight_bound, reference.held,
              reference.bound_used);
  CHECK(reference.bound_used <= 1);
  // a saturated number is no longer off by rounding alone
  for (const u32 saturations : net.state.status_count) CHECK(saturations == 0);
  CHECK(reference.weight_off > 0);
  CHECK((reference.held > 1000) == trial.held);
}

constexpr auto pair = RuleKind::pair_stdp;
constexpr auto gradient = RuleKind::by_outcome;
constexpr auto all = TraceMode::all_to_all;
constexpr auto nearest = TraceMode::nearest;

constexpr u32 spike = static_cast<u32>(Outcome::spike);
constexpr u32 triplet = static_cast<u32>(Outcome::triplet);
constexpr u32 burst = static_cast<u32>(Outcome::burst);
constexpr u32 slope = static_cast<u32>(Outcome::slope);

constexpr Trial trials[] = {
    // name, kind, mode, chance, tau_pre, tau_e, tonic, rate, w_min, w_max, ticks, held, outcome,
    // traced, a_slow, tau_fast
    {"pair, all-to-all, sparse", pair, all, 0.003, 20, 1000, 0.1, 1e-4, -60, 60, 100000, false},
    {"pair, all-to-all, dense", pair, all, 0.1, 20, 200, 0, 1e-4, -60, 60, 100000, false},
    {"pair, nearest, sparse", pair, nearest, 0.003, 20, 300, 0, 1e-4, -60, 60, 100000, false},
    {"pair, nearest, dense", pair, nearest, 0.1, 20, 1000, 0.1, 1e-4, -60, 60, 100000, false},
    {"pair, short eligibility", pair, all, 0.02, 10, 25, 0.5, 1e-3, -60, 60, 100000, false},
    {"pair, very sparse, rows fall asleep", pair, all, 0.00003, 20, 40, 0.3, 1e-2, -60, 60, 100000,
     false},
    {"pair, held at the range", pair, all, 0.02, 20, 500, 0, 3e-4, 0, 1, 100000, true},
    {"gradient, all-to-all, sparse", gradient, all, 0.003, 10, 200, 0.1, 1e-3, -60, 60, 100000,
     false},
    {"gradient, all-to-all, dense", gradient, all, 0.2, 10, 200, 0, 1e-3, -60, 60, 100000, false},
    {"gradient, nearest, dense", gradient, nearest, 0.1, 10, 1000, 0.1, 1e-4, -60, 60, 100000,
     false},
    {"gradient, nearest, sparse", gradient, nearest, 0.005, 40, 50, 0.3, 1e-3, -60, 60, 100000,
     false},
    {"gradient, held at the range", gradient, all, 0.1, 10, 200, 0, 0.01, 0, 1, 100000, true},
    {"pairs by outcomes, sparse", gradient, all, 0.003, 20, 1000, 0.1, 1e-4, -60, 60, 100000, false,
     spike, true},
    {"pairs by outcomes, nearest", gradient, nearest, 0.1, 20, 200, 0, 1e-4, -60, 60, 100000, false,
     spike, true},
    {"triplets, dense", gradient, all, 0.1, 20, 1000, 0.1, 1e-4, -60, 60, 100000, false, triplet,
     true},
    {"triplets with slow arrivals", gradient, all, 0.01, 20, 200, 0.1, 1e-4, -60, 60, 100000, false,
     triplet, true, 0.1},
    {"triplets, nearest", gradient, nearest, 0.03, 20, 200, 0, 1e-4, -60, 60, 100000, false,
     triplet, true, 0.1},
    {"triplets at once", gradient, all, 0.01, 20, 0.01, 0.5, 1e-3, -60, 60, 100000, false, triplet,
     true, 0.1},
    {"bursts", gradient, all, 0.02, 20, 500, 0.1, 1e-3, -60, 60, 100000, false, burst},
    {"slopes", gradient, all, 0.02, 20, 200, 0.1, 1e-4, -60, 60, 100000, false, slope},
    {"errors", gradient, all, 0.01, 20, 0.01, 0.5, 1e-3, -60, 60, 100000, false, outcome_always},
    {"errors that are remembered", gradient, all, 0.01, 20, 300, 0, 1e-4, -60, 60, 100000, false,
     outcome_always},
    {"two components, sparse", gradient, all, 0.003, 10, 200, 0.1, 1e-3, -60, 60, 100000, false,
     outcome_residual, false, 0, 900},
    {"two components, dense", gradient, all, 0.1, 10, 200, 0.1, 1e-3, -60, 60, 100000, false,
     outcome_residual, false, 0, 20000},
    {"two components, pairs", gradient, nearest, 0.02, 20, 500, 0.1, 1e-4, -60, 60, 100000, false,
     spike, true, 0, 3000},
    {"two components, very sparse", gradient, all, 0.0001, 20, 40, 0.3, 1e-2, -60, 60, 100000,
     false, outcome_always, false, 0, 500},
    {"two components, held at the range", gradient, all, 0.1, 10, 200, 0, 0.01, 0, 1, 100000, true,
     outcome_residual, false, 0, 5000},
};

}  // namespace

TEST(by_events, "plasticity by events equals plasticity by ticks within its bound") {
  uint64_t seed = 1000;
  for (const Trial& trial : trials) run_trial(trial, seed++);
}

namespace {

// One spike arrives, its target spikes 10 ms later, dopamine comes after a while: what was learned
// long after, in ticks of 1 ms and with a rate of 1 per second.
double one_pairing(int dopamine_ms) {
  Builder b;
  b.modulator({.tau = 200});
  const u32 rule =
      b.rule({.tau_eligibility = 1000, .tau_pre = 20, .a_plus = 1, .a_minus = 0, .rate = 0.001});
  const u32 source = b.sources(1);
  const u32 target = b.lif(1, {.tau_membrane = 1, .threshold = 1});
  b.learn(rule, source, 1, 1, {{source, target, 0}});
  Net net(b);
  for (int t = 0; t < 30000; t++) {
    net.state.source_spike[source] = t == 99;
    net.state.drive[target] = real<q8_23>(t == 110 ? 10 : 0);
    if (t == 110 + dopamine_ms) net.state.release[0] = q3_28::of(0.5);
    tick(net.model, net.state);
    CHECK((net.state.spike[target] != 0) == (t == 110));
  }
  return to_double(net.weights()[0]);
}

}  // namespace

TEST(closed_form, "a single pairing earns what its closed form says") {
  CHECK_NEAR(one_pairing(0), 0.050544, 0.00050544);
  CHECK_NEAR(one_pairing(1000), 0.018594, 0.00018594);
  CHECK_NEAR(one_pairing(2000), 0.006840, 0.0000684);
  CHECK_NEAR(one_pairing(3000), 0.002516, 0.00002516);
}

namespace {

// How often a row with these times is touched after its only arrival; in the end it sleeps.
int touches(double tau_eligibility, int ticks) {
  Builder b;
  b.modulator({.tau = 10, .tonic = 0.2});
  const u32 rule = b.rule({.tau_eligibility = tau_eligibility, .tau_pre = 2});
  const u32 source = b.sources(1);
  const u32 target = b.lif(1, {.inv_beta = 2});
  b.learn(rule, source, 1, 1, {{source, target, 0.5}});
  Net net(b);
  int touched = 0;
  for (int t = 0; t < ticks; t++) {
    const u64 before = net.state.row_tick[0];
    net.state.source_spike[source] = t == 10;
    tick(net.model, net.state);
    touched += net.state.row_tick[0] != before;
  }
  CHECK(net.state.row_stage[0] == 0);
  CHECK(net.state.eligibility[0].raw == 0);
  return touched;
}

}  // namespace

TEST(rows_sleep, "rows are touched at most three times an arrival and then sleep") {
  // what is eligible fades before the row would close, or after it
  CHECK(touches(20, 5000) == 2);
  CHECK(touches(200, 20000) == 3);
}

TEST(empty_rows, "rows without synapses fall asleep, alone and beside others") {
  for (const bool alone : {true, false}) {
    Builder b;
    b.modulator({.tau = 10, .tonic = 0.2});
    const u32 rule = b.rule({.tau_eligibility = 20, .tau_pre = 2});
    const u32 sources = b.sources(3);
    const u32 target = b.lif(1, {.inv_beta = 2});
    b.learn(rule, sources, 3, 1, {{sources + 1, target, 0.5}});
    Net net(b);
    for (int t = 0; t < 2000; t++) {
      for (u32 i = 0; i < 3; i++) {
        net.state.source_spike[sources + i] = t == 10 && (i != 1 || !alone);
      }
      tick(net.model, net.state);
      if (t == 100) CHECK(net.state.row_stage[0] == 1 && net.state.row_stage[2] == 1);
    }
    for (const u8 stage : net.state.row_stage) CHECK(stage == 0);
  }
}

TEST(many_spikes, "a target may spike in every tick between two arrivals") {
  for (const int every : {1, 3, 40}) {
    Builder b;
    b.modulator({.tau = 100, .tonic = 0.3});
    const u32 rule = b.rule({.tau_eligibility = 300,
                             .tau_pre = 30,
                             .a_minus = 0.01,
                             .rate = 1e-4,
                             .w_min = -60,
                             .w_max = 60});
    const u32 source = b.sources(1);
    const u32 target = b.lif(9, {.tau_membrane = 1, .threshold = 1});
    b.learn(rule, source, 1, 1, dense(source, 1, target, 9, 0, 0, 1));
    Net net(b);
    Reference reference(net.model, net.state);
    for (int t = 0; t < 3000; t++) {
      net.state.source_spike[source] = t == 5 || t == 700 || t == 720 || t == 1650;
      for (u32 i = 0; i < 9; i++) {
        net.state.drive[target + i] = real<q8_23>(t % every == 0 && t % 9 >= int(i % 3) ? 10 : 0);
      }
      tick(net.model, net.state);
      reference.tick(net.state);
      if (t % 97 == 0) reference.compare(net.weights());
    }
    CHECK(reference.bound_used <= 1);
    CHECK(reference.weight_off > 0);
  }
}

namespace {

// What a network with a rule at the ends of its ranges comes to, on the path in use.
u64 extreme_hash(double rate, double tau_eligibility, double a_plus, TraceMode mode) {
  Builder b;
  b.modulator({.tau = 50, .tonic = 1, .min = -7, .max = 7});
  const u32 rule = b.rule({.mode = mode,
                           .tau_eligibility = tau_eligibility,
                           .a_plus = a_plus,
                           .a_minus = 90,
                           .rate = rate,
                           .w_min = -20,
                           .w_max = 20});
  const u32 sources = b.sources(8);
  const u32 targets = b.lif(21, {.tau_membrane = 15, .inv_beta = 5});
  b.learn(rule, sources, 8, 1, dense(sources, 8, targets, 21, -1, 1, 3));
  b.learn(rule, sources, 8, 9, dense(sources, 8, targets, 5, -1, 1, 4));
  Net net(b, 11);
  CHECK(net.status.ok());
  for (int t = 0; t < 3000; t++) {
    stimulate(net.state, 8, t < 2000 ? 0.02 : 0.001, 5);
    tick(net.model, net.state);
  }
  return mix64(net.state.hash() ^ weights_hash(net.model, net.state));
}

}  // namespace

TEST(extremes, "rules at the ends of their ranges come to the same on every path") {
  for (const double rate : {1e-12, 1e-6, 1.0, 60000.0}) {
    for (const double tau : {0.3, 3.0, 20.0, 5000.0}) {
      for (const double a_plus : {-127.0, 1e-5, 127.0}) {
        const TraceMode mode = tau == 20 ? TraceMode::nearest : TraceMode::all_to_all;
        CHECK(hash_on_each_path([&] { return extreme_hash(rate, tau, a_plus, mode); }) != 0);
      }
    }
  }
}
