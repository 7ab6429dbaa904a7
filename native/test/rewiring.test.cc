// Rewiring: a bounded number of weak synapses find other targets, none twice, the same for any
// crew, path and after thawing; and none while nothing is learned.
#include "../core/rewiring.h"

#include <algorithm>
#include <set>

#include "../core/tick.h"
#include "check.h"
#include "golden.h"
#include "homeostats.h"
#include "paths.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// Twenty sources reach a tenth to a half of forty cells, by one rule or the other, over two delays.
void build_sparse(Builder& b, RuleKind kind, u64 seed, const Rewiring& r) {
  b.modulator({.tau = 50, .tonic = 0.1});
  const u32 rule = b.rule({.kind = kind,
                           .tau_eligibility = 100,
                           .a_plus = 0.4,
                           .a_minus = 0.6,
                           .rate = 0.2,
                           .w_max = 1});
  const u32 sources = b.sources(20);
  const u32 cells = b.lif(40, {.bias = 0.03, .inv_beta = 3});
  std::vector<Connection> lanes[2];
  const double share = 0.1 + 0.4 * uniform(seed, 9999);
  for (u32 i = 0; i < 800; i++) {
    if (uniform(seed, i) > share) continue;
    lanes[i % 3 == 0].push_back({sources + i / 40, cells + i % 40, 0.5 * uniform(seed + 1, i)});
  }
  b.learn(rule, sources, 20, 1, lanes[0]);
  b.learn(rule, sources, 20, 4, lanes[1]);
  rewiring(b, r);
}

// No source has a target twice.
bool is_simple(const Builder& b, std::span<const u32> targets) {
  std::set<std::pair<u32, u32>> pairs;
  for (size_t row = 0; row < 40; row++) {
    for (u32 i = b.plastic_row_start[row]; i < b.plastic_row_start[row + 1]; i++) {
      if (!pairs.insert({static_cast<u32>(row % 20), targets[i]}).second) return false;
    }
  }
  return true;
}

}  // namespace

TEST(rewiring_budget, "no turn rewires more than it may, none but weak ones, and none twice") {
  u64 rewired = 0;
  for (u64 seed = 0; seed < 30; seed++) {
    const auto kind = seed % 2 == 0 ? RuleKind::pair_stdp : RuleKind::by_outcome;
    const u32 every = 1 + static_cast<u32>(60 * uniform(seed, 10000));
    const u32 most = 1 + static_cast<u32>(6 * uniform(seed, 10001));
    Builder b;
    build_sparse(b, kind, seed, {.lanes = 2, .every = every, .most = most});
    Net net(b, seed);
    CHECK(net.status.ok());
    std::vector<u32> before(b.plastic_target);
    for (u32 t = 0; t < 600; t++) {
      const std::vector<q7_24> weights = net.weights();
      stimulate(net.state, 20, 0.05, seed);
      tick(net.model, net.state);
      const auto targets = targets_of(net.model, net.state);
      u32 moved = 0;
      for (size_t i = 0; i < targets.size(); i++) {
        if (targets[i] == before[i]) continue;
        moved++;
        CHECK(to_double(weights[i]) < 0.1);
      }
      CHECK(moved <= (t > 0 && t % every == 0 ? most : 0));
      rewired += moved;
      if (moved != 0) CHECK(is_simple(b, targets));
      before.assign(targets.begin(), targets.end());
    }
    CHECK(net.state.rewired[0] <= u64{most} * (599 / every));
  }
  CHECK(rewired > 1000);
}

TEST(rewiring_even, "weak synapses go as often as each other, and to each target as often") {
  std::vector<int> gone(20, 0), reached(40, 0);
  for (u64 seed = 1; seed <= 4000; seed++) {
    Builder b;
    b.modulator({});
    const u32 rule = b.rule({.rate = 0});
    const u32 source = b.sources(20);
    const u32 cells = b.lif(40, {});
    std::vector<Connection> each;
    for (u32 i = 0; i < 20; i++) each.push_back({source + i, cells + i, 0});
    b.learn(rule, source, 20, 1, each);
    rewiring(b, {.every = 1, .most = 5});
    Net net(b, seed);
    tick(net.model, net.state);
    tick(net.model, net.state);
    CHECK(net.state.rewired[0] == 5);
    for (u32 i = 0; i < 20; i++) {
      if (net.state.rewired_target[i] == i) continue;
      gone[i]++;
      reached[net.state.rewired_target[i]]++;
      CHECK_NEAR(to_double(net.state.weight[i]), 0.2, 1e-7);
    }
  }
  // 1000 and 500 expected, five standard deviations
  for (const int times : gone) CHECK_NEAR(times, 1000, 5 * std::sqrt(4000 * 0.25 * 0.75));
  for (const int times : reached) CHECK_NEAR(times, 500, 5 * std::sqrt(500.0) + 13);
}

TEST(rewiring_learning, "a new synapse pairs with its new target, as if it had been there") {
  for (const auto kind : {RuleKind::pair_stdp, RuleKind::by_outcome}) {
    Builder b;
    build_sparse(b, kind, 4, {.lanes = 2, .every = 100, .most = 100});
    Net net(b, 4);
    for (u32 t = 0; t <= 100; t++) {
      stimulate(net.state, 20, 0.05, 4);
      tick(net.model, net.state);
    }
    CHECK(net.state.rewired[0] > 10);
    // the same network, compiled with what is there now, in the same state
    Builder fresh;
    build_sparse(fresh, kind, 4, {.lanes = 2, .every = 1000000, .most = 1});
    std::ranges::copy(net.state.rewired_target, fresh.plastic_target.begin());
    Net other(fresh, 4);
    CHECK(other.status.ok());
    std::copy(net.arena.begin(), net.arena.end(), other.arena.begin());
    for (u32 t = 0; t < 99; t++) {
      for (Net* each : {&net, &other}) {
        stimulate(each->state, 20, 0.05, 5);
        tick(each->model, each->state);
      }
    }
    CHECK(net.weights() == other.weights());
    CHECK(net.weights() != std::vector<q7_24>(b.plastic_weight));
  }
}

TEST(rewiring_frozen, "while nothing is learned nothing is rewired") {
  Builder b;
  build_sparse(b, RuleKind::pair_stdp, 3, {.lanes = 2, .every = 10});
  Net net(b);
  net.state.learning[0] = 0;
  for (u32 t = 0; t < 300; t++) {
    stimulate(net.state, 20, 0.05, 3);
    tick(net.model, net.state);
  }
  CHECK(std::ranges::equal(net.state.rewired_target, b.plastic_target));
  CHECK(net.state.rewired[0] == 0);
}

TEST(rewiring_alike, "adaptive networks get the same bits on every path, by any crew and thawed") {
  Builder b;
  build_adaptive(b);
  const uint64_t alone = hash_on_each_path([&] { return run_hash(b, 500); });
  CHECK(alone != 0);
  for (const size_t members : {2, 3, 4}) {
    Net net(b, 20260101);
    CHECK(live_by_crew(net, 500, members));
    CHECK(hash_of(net) == alone);
    CHECK(net.state.rewired[0] > 10);
    CHECK(net.state.rewired[1] > 10);
  }
  Net net(b, 20260101);
  Net other(b, 7);
  std::vector<std::byte> frozen(frozen_bytes(net.model));
  live(net, 267);
  freeze(net.model, net.state, frozen);
  CHECK(thaw(other.model, frozen, other.state).ok());
  live(other, 233);
  CHECK(hash_of(other) == alone);
}

TEST(rewiring_refused, "rewirings out of range are refused, and states that none could leave") {
  const auto after = [](auto&& change) {
    Builder b;
    build_sparse(b, RuleKind::pair_stdp, 3, {.lanes = 2});
    change(b);
    return Net(b).status.code;
  };
  const Code bad = Code::model_rewiring;
  CHECK(after([](Builder&) {}) == Code::ok);
  CHECK(after([](Builder& b) { b.rewiring_lanes[0] = 0; }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_lanes[0] = 3; }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_lane_first[0] = 1; }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_slots[0] = 41; }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_slots[0] = 0; }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_slot_first[0] = 1; }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_every[0] = 0; }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_most[0] = 0; }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_weight[0] = real<q7_24>(0.09); }) == bad);
  CHECK(after([](Builder& b) { b.rewiring_weight[0] = real<q7_24>(1.5); }) == bad);
  CHECK(after([](Builder& b) { b.plastic_target[1] = b.plastic_target[0]; }) == bad);
  CHECK(after([](Builder& b) { rewiring(b, {.lane = 1}); }) == bad);
  Builder budgeted;
  build_sparse(budgeted, RuleKind::by_outcome, 3, {.lanes = 2});
  budgeted.rule_budget_in_all[0] = q7_24::of(1);
  CHECK(Net(budgeted).status.code == bad);

  Builder b;
  build_sparse(b, RuleKind::pair_stdp, 3, {.lane = 1});
  Net net(b);
  std::vector<std::byte> frozen(frozen_bytes(net.model));
  const u32 own = b.plastic_row_start[20];
  const auto refused = [&](auto&& change) {
    net.state.zero(net.model, 1);
    change(net.state.rewired_target);
    freeze(net.model, net.state, frozen);
    const Status status = thaw(net.model, frozen, net.state);
    return status.code == Code::state_field && status.index == 8;
  };
  CHECK(!refused([](std::span<u32>) {}));
  CHECK(refused([&](std::span<u32> target) { target[own] = 40; }));
  CHECK(refused([&](std::span<u32> target) { target[own] = target[own + 1]; }));
  // of a lane that does not rewire
  CHECK(refused([&](std::span<u32> target) { target[0] = target[0] == 5 ? 6 : 5; }));

  // every source could come to end on one cell
  CHECK(after([](Builder& other) {
          other.rule_w_max[0] = real<q7_24>(127.9);
          for (u32 i = 0; i < 240; i++) other.connect(0, 20, 1, {{0, 20, 127}});
        }) == Code::model_overflow);
}
