// How weights are written: what is rounded and how far that is off in a million updates, soft
// bounds against doubles, and that no budget is ever passed.
#include "../core/weight.h"

#include <algorithm>

#include "../core/tick.h"
#include "check.h"
#include "networks.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// The mean and the standard error of what so many numbers are off by.
struct Drift {
  double sum = 0;
  double squares = 0;
  int count = 0;

  void add(double off) {
    sum += off;
    squares += off * off;
    count++;
  }
  double mean() const { return sum / count; }
  double error() const { return std::sqrt(squares / count - mean() * mean()) / std::sqrt(count); }
};

constexpr int million = 1'000'000;

}  // namespace

TEST(roundings, "a million roundings are off by what is stated") {
  Drift nearest;
  Drift cut;
  for (u32 i = 0; i < million; i++) {
    const i64 value = static_cast<i64>(random(7, 1, i)) << 8 | (random(7, 2, i) & 255);
    nearest.add(static_cast<double>(shift_right_round(value, 20)) - std::ldexp(value, -20));
    const q7_24 eligibility{static_cast<i32>(random(7, 3, i) >> 4)};
    const power keep{static_cast<u32>(random(7, 4, i) >> 1)};
    const double exact = std::ldexp(static_cast<double>(eligibility.raw) * keep.raw, -31);
    cut.add(decay_toward_zero(eligibility, keep).raw - exact);
  }
  std::printf("  to the nearest %+.5f steps, decays %+.5f\n", nearest.mean(), cut.mean());
  CHECK(std::fabs(nearest.mean()) < 5 * nearest.error());
  // what decays is cut towards 0, so that it gets there: half a step less
  CHECK_NEAR(cut.mean(), -0.5, 5 * cut.error());
}

namespace {

// 64 synapses that are taught so many steps of 2^-24 in every tick; what the mean comes to.
double after_steps(double steps, bool by_chance, int ticks) {
  Builder b;
  b.modulator({.tau = 1, .tonic = 1});
  const u32 rule = b.rule({.kind = RuleKind::by_outcome,
                           .mode = TraceMode::nearest,
                           .tau_eligibility = 0.01,
                           .rate = std::ldexp(steps, -24),
                           .w_max = 100,
                           .outcome = outcome_always,
                           .by_chance = by_chance});
  const u32 source = b.sources(1);
  const u32 cells = b.lif(64, {});
  b.learn(rule, source, 1, 1, dense(source, 1, cells, 64, 1, 1, 1));
  Net net(b, 4);
  CHECK(net.status.ok());
  for (int t = 0; t < ticks; t++) {
    net.state.source_spike[source] = 1;
    tick(net.model, net.state);
  }
  double sum = 0;
  for (const q7_24 weight : net.weights()) sum += weight.raw - (1 << 24);
  return sum / 64;
}

}  // namespace

TEST(drift, "over a million updates chance keeps what is below a step, and the nearest loses it") {
  constexpr int ticks = 20000;
  const double steps = 0.013;
  // the first spike arrives a tick later, and the last is settled by the look
  const double exact = steps * (ticks - 1);
  const double chance = after_steps(steps, true, ticks);
  const double error = std::sqrt(exact / 64);
  std::printf("  64 synapses, 20000 updates of 0.013 steps: %.1f by chance, %.1f exact\n", chance,
              exact);
  CHECK_NEAR(chance, exact, 5 * error);
  CHECK(after_steps(steps, false, ticks) == 0);
  CHECK_NEAR(after_steps(3.25, true, ticks), 3.25 * (ticks - 1), 5 * std::sqrt(ticks / 4.0 / 64));
}

namespace {

struct Soft {
  Net net;

  Soft(double low, double high, double start) : net(made(low, high, start)) {
    CHECK(net.status.ok());
  }

  // The weight after a change of so many mV, had there been no bounds.
  double after(double change) const {
    const double steps = std::ldexp(change, 24 + change_bits);
    return to_double(changed(net.model, net.state, 0, 0, std::llround(steps)));
  }

 private:
  static Builder& made(double low, double high, double start) {
    static Builder b;
    b = Builder();
    b.modulator({.tonic = 1});
    const u32 rule = b.rule({.kind = RuleKind::by_outcome,
                             .tau_eligibility = 20,
                             .rate = 0.02,
                             .w_min = low,
                             .w_max = high,
                             .outcome = outcome_always,
                             .soft = true});
    b.sources(1);
    b.lif(1, {});
    b.learn(rule, 0, 1, 1, {{0, 1, start}});
    return b;
  }
};

}  // namespace

TEST(soft_flow, "soft bounds are the logistic flow") {
  double most = 0;
  for (u32 i = 0; i < 20000; i++) {
    const double low = 100 * uniform(1, i) - 60;
    const double range = 0.001 + 60 * uniform(2, i) * uniform(3, i);
    const double u = 0.001 + 0.998 * uniform(4, i);
    const double y = (uniform(5, i) - 0.5) * std::pow(10, 2 - 6 * uniform(6, i));
    const Soft soft(low, low + range, low + range * u);
    const double start = to_double(soft.net.model.plastic_weight[0]);
    const double first = to_double(soft.net.model.rule_w_min[0]);
    const double whole = to_double(soft.net.model.rule_w_max[0]) - first;
    const double ratio = (first + whole - start) / (start - first);
    const double wanted = first + whole / (1 + ratio * std::exp(-y));
    const double off = std::fabs(soft.after(y * whole / 4) - wanted);
    most = std::fmax(most, (off - std::ldexp(1, -24)) / whole);
  }
  std::printf("  off by 2^%.1f of the range at most, beside a step\n", std::log2(most));
  CHECK(most < std::ldexp(1, -22));
}

TEST(soft_ticks, "soft bounds by events are those of every tick within the square of its change") {
  double used = 0;
  for (const double start : {0.05, 1.0, 1.9}) {
    Soft soft(0, 2, start);
    Net& net = soft.net;
    double weight = start;
    double eligibility = 0;
    double trace = 0;
    double squares = 0;
    for (int t = 0; t < 20000; t++) {
      const bool arrives = random(9, 1, static_cast<u32>(t)) % 40 == 0;
      net.state.source_spike[0] = arrives;
      net.state.tonic[0] = real<q3_28>(t % 300 < 100 ? 1 : -0.4);
      tick(net.model, net.state);
      // what was sent in the tick before arrives
      const double change = eligibility + trace;
      const double moved = 0.02 * change * to_double(net.state.level[0]);
      weight += 4 * weight * (2 - weight) / 4 * moved;
      squares += moved * moved;
      eligibility = change * keep_of(20);
      trace = trace * keep_of(20) + (arrives ? 1 : 0);
      if (t % 1000 != 999) continue;
      const double off = std::fabs(to_double(net.weights()[0]) - weight);
      used = std::fmax(used, off / (squares + 1e-5));
      CHECK(off <= squares + 1e-5);
    }
  }
  std::printf("  %.3f of the bound is used\n", used);
  CHECK(used > 0);
}

namespace {

// A network that learns wildly, with ticks of 0.1 s.
void build_budgets(Builder& b, u64 seed, double in_all, double per_minute) {
  b.counts.tick_us = 100000;
  b.modulator({.tau = 5, .tonic = 0.2, .min = -2, .max = 2});
  const u32 spike = b.outcome({.kind = Outcome::spike});
  for (const u32 outcome : {spike, outcome_residual, outcome_always}) {
    b.rule({.kind = RuleKind::by_outcome,
            .tau_eligibility = 3 + 60 * uniform(seed, outcome),
            .tau_pre = 3,
            .a_plus = 0.5,
            .a_minus = 0.3,
            .rate = 0.05,
            .w_min = -1,
            .w_max = 3,
            .outcome = outcome,
            .traced = outcome == spike,
            .by_chance = outcome == outcome_always || seed % 2 == 0,
            .soft = outcome == outcome_residual,
            .in_all = in_all,
            .per_minute = per_minute});
  }
  const u32 sources = b.sources(5);
  const u32 cells = b.lif(8, {.tau_membrane = 3, .inv_beta = 3});
  for (u32 rule = 0; rule < 3; rule++) {
    b.learn(rule, sources, 5, 1 + static_cast<int>(rule), dense(sources, 5, cells, 8, 0, 2, seed));
  }
}

}  // namespace

TEST(budgets,
     "no two looks within a minute differ by more than its budget, nor any by that in all") {
  // of networks in which some weights are rounded by chance, and all
  double most_a_minute[2] = {};
  double most_in_all[2] = {};
  for (u64 seed = 1; seed <= 12; seed++) {
    const double in_all = seed % 3 == 0 ? -1 : 0.9;
    const double per_minute = seed % 3 == 1 ? -1 : 0.4;
    double& used_in_all = most_in_all[seed % 2 == 0];
    double& used_a_minute = most_a_minute[seed % 2 == 0];
    Builder b;
    build_budgets(b, seed, in_all, per_minute);
    Net net(b, seed);
    CHECK(net.status.ok());
    std::vector<std::vector<q7_24>> looks;
    std::vector<std::byte> frozen(frozen_bytes(net.model));
    for (int t = 0; t < 3000; t++) {
      // long silences, so that rows close and sleep
      stimulate(net.state, 5, t % 1000 < 600 ? 0.2 : 0.002, seed);
      tick(net.model, net.state);
      if (t % 700 == 650) {
        freeze(net.model, net.state, frozen);
        CHECK(thaw(net.model, frozen, net.state).ok());
      }
      looks.push_back(net.weights());
      for (size_t i = 0; i < looks.back().size(); i++) {
        const double start = to_double(net.model.plastic_weight[i]);
        const double away = std::fabs(to_double(looks.back()[i]) - start);
        if (in_all > 0) CHECK(away <= in_all + 1e-6);
        if (in_all > 0) used_in_all = std::fmax(used_in_all, away / in_all);
      }
      if (per_minute < 0 || t % 10 != 0) continue;
      const size_t first = looks.size() > 600 ? looks.size() - 600 : 0;
      for (size_t i = 0; i < looks.back().size(); i++) {
        q7_24 low = looks.back()[i];
        q7_24 high = low;
        for (size_t k = first; k < looks.size(); k++) {
          low = std::min(low, looks[k][i]);
          high = std::max(high, looks[k][i]);
        }
        const double moved = to_double(high) - to_double(low);
        CHECK(moved <= per_minute + 1e-6);
        used_a_minute = std::fmax(used_a_minute, moved / per_minute);
      }
    }
  }
  for (const bool by_chance : {false, true}) {
    std::printf("  %s: of the budgets %.3f was used in a minute, %.3f in all\n",
                by_chance ? "all by chance" : "mixed", most_a_minute[by_chance],
                most_in_all[by_chance]);
    CHECK(most_a_minute[by_chance] > 0.99);
    CHECK(most_in_all[by_chance] > 0.99);
  }
}

namespace {

Code refused(void (*change)(Builder&)) {
  Builder b;
  build_budgets(b, 1, 1, 1);
  change(b);
  Net net(b);
  return net.status.code;
}

}  // namespace

TEST(refused_weights, "what no weight can be written by is refused") {
  CHECK(refused([](Builder&) {}) == Code::ok);
  CHECK(refused([](Builder& b) { b.rule_rounding[0] = 2; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.rule_bounding[1] = 2; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.rule_budget_in_all[1].raw = -1; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.rule_budget_period[1].raw = -1; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.rule_w_max[1] = b.rule_w_min[1]; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.rule({.by_chance = true}); }) == Code::model_rule);
}

TEST(frozen_budgets, "a frozen weight beyond its budget is refused") {
  Builder b;
  build_budgets(b, 1, 0.5, 0.4);
  Net net(b);
  std::vector<std::byte> frozen(frozen_bytes(net.model));
  for (const double away : {0.02, 0.2, 0.6}) {
    net.state.weight[3].raw = net.model.plastic_weight[3].raw + real<q7_24>(away).raw;
    freeze(net.model, net.state, frozen);
    Net other(b);
    CHECK(thaw(other.model, frozen, other.state).ok() == (away < 0.05));
  }
}

TEST(no_synapses, "rules that write carefully may have no synapses") {
  Builder b;
  b.modulator({});
  b.rule({.kind = RuleKind::by_outcome, .per_minute = 1, .consolidator = 0});
  const u32 source = b.sources(1);
  b.lif(1, {});
  b.learn(0, source, 1, 1, {});
  Net net(b);
  CHECK(net.status.ok());
  for (int t = 0; t < 100; t++) {
    net.state.source_spike[source] = 1;
    tick(net.model, net.state);
  }
  CHECK(net.state.row_stage[0] == 1);
}
