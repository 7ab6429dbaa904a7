// What targets do, as rules see it, against doubles and closed forms; what rules make of it.
#include "../core/outcome.h"

#include <algorithm>

#include "../core/simd/paths.h"
#include "../core/tick.h"
#include "check.h"
#include "modulation.h"
#include "outcomes.h"

using namespace striatum;
using namespace striatum::test;

namespace {

double outcome_of(const Net& net, u32 outcome, u32 neuron) {
  const size_t ring = net.model.counts.outcome_slots;
  const size_t slot = static_cast<size_t>((net.state.tick[0] - 1) & (ring - 1));
  return to_double(net.state.outcome[(outcome * net.model.counts.neurons + neuron) * ring + slot]);
}

// An outcome in double, neuron by neuron.
struct Outcomes {
  double keep;
  double share;
  std::vector<double> first;
  std::vector<double> second;
  std::vector<int> last;  // tick of the last spike
  std::vector<bool> bursts;

  double triplet(size_t i, bool spiked) {
    first[i] *= keep;
    if (!spiked) return 0;
    const double value = share + (1 - share) * std::fmin(first[i], 16) / 16;
    first[i] += 1;
    return value;
  }

  double burst(size_t i, bool spiked, int now) {
    first[i] *= keep;
    second[i] *= keep;
    if (!spiked) return 0;
    const bool alone = now - last[i] > 16;
    const bool begins = !alone && !bursts[i];
    const double value =
        alone ? -(first[i] > 0 ? std::fmin(1, second[i] / first[i]) : share) : begins;
    first[i] += alone;
    second[i] += begins;
    bursts[i] = !alone;
    last[i] = now;
    return value;
  }
};

}  // namespace

TEST(outcomes, "triplets, bursts and slopes are what doubles say") {
  Builder b;
  b.modulator({});
  const double keep = keep_of(300);
  const u32 triplet = b.outcome({.kind = Outcome::triplet, .tau = 300, .share = 0.25});
  const u32 burst = b.outcome({.kind = Outcome::burst, .tau = 300, .share = 0.25});
  const u32 slope = b.outcome({.kind = Outcome::slope});
  b.rule({.kind = RuleKind::by_outcome, .outcome = triplet});
  const u32 cells = b.lif(40, {.tau_membrane = 15, .bias = 0.05, .inv_beta = 4});
  Net net(b, 5);
  CHECK(net.status.ok());
  Outcomes t{keep, 0.25, std::vector<double>(40), {}, {}, {}};
  Outcomes u{keep, 0.25, t.first, t.first, std::vector<int>(40, -1000), std::vector<bool>(40)};
  double off = 0;
  double seen = 0;
  for (int now = 0; now < 5000; now++) {
    tick(net.model, net.state);
    for (u32 i = 0; i < 40; i++) {
      const bool spiked = net.state.spike[cells + i] != 0;
      off = std::fmax(off, std::fabs(outcome_of(net, triplet, i) - t.triplet(i, spiked)));
      off = std::fmax(off, std::fabs(outcome_of(net, burst, i) - u.burst(i, spiked, now)));
      const size_t ring = net.model.counts.residual_slots;
      const size_t slot = static_cast<size_t>(now) & (ring - 1);
      const double p = spiked - to_double(net.state.residual[i * ring + slot]);
      off = std::fmax(off, std::fabs(outcome_of(net, slope, i) - 4 * p * (1 - p)));
      seen = std::fmax(seen, outcome_of(net, burst, i));
    }
  }
  std::printf("  outcomes are off by %.2f of 2^-15 at most\n", off * 32768);
  // one step of 2^-15 for what is cut, and one for 1, which is held below itself
  CHECK(off < 2.0 / 32768);
  CHECK(seen > 0.9);
}

namespace {

// One target that spikes when it is told to, after one source, one tick of delay; the weight moves
// at once, with a level of 1.
struct Pair {
  Net net;
  static constexpr u32 source = 0;
  static constexpr u32 target = 1;

  Pair(Rule rule, const OutcomeOf& outcome) : net(made(rule, outcome)) {}

  void step(bool arrives, bool spikes) {
    net.state.source_spike[source] = arrives;
    net.state.drive[target] = real<q8_23>(spikes ? 10 : 0);
    tick(net.model, net.state);
    CHECK((net.state.spike[target] != 0) == spikes);
  }

  double weight() { return to_double(net.weights()[0]); }

 private:
  static Builder& made(Rule& rule, const OutcomeOf& outcome) {
    static Builder b;
    b = Builder();
    b.modulator({.tau = 1, .tonic = 1});
    rule.kind = RuleKind::by_outcome;
    if (rule.outcome != outcome_always) rule.outcome = b.outcome(outcome);
    rule.tau_eligibility = 0.01;
    rule.w_min = -60;
    rule.w_max = 60;
    const u32 learns = b.rule(rule);
    b.sources(1);
    b.lif(1, {.tau_membrane = 0.01, .threshold = 1});
    b.learn(learns, source, 1, 1, {{source, target, 0}});
    return b;
  }
};

// Pfister and Gerstner 2006, table 4, minimal all-to-all, visual cortex; ms and relative weight.
constexpr double tau_plus = 16.8;
constexpr double tau_minus = 33.7;
constexpr double tau_y = 114;
constexpr double a3_plus = 6.5e-3;
constexpr double a2_minus = 7.1e-3;

// The change after `pairs` pairs at this rate, the spike so long after the arrival.
double visual_cortex(double rate_hz, int delay, int pairs) {
  Pair pair({.tau_pre = tau_plus,
             .tau_post = tau_minus,
             .a_plus = 16 * a3_plus,
             .a_minus = a2_minus,
             .rate = 1,
             .traced = true},
            {.kind = Outcome::triplet, .tau = tau_y});
  const int period = static_cast<int>(1000 / rate_hz);
  for (int t = 0; t < period * pairs + 200; t++) {
    const int phase = t % period;
    const bool on = t < period * pairs;
    // a spike sent at phase p arrives one tick later
    pair.step(on && phase == 19 % period, on && phase == (20 + delay) % period);
  }
  return pair.weight();
}

}  // namespace

TEST(triplets, "triplets do what their closed form says") {
  // arrival at 0, spikes at 10 and 25, and one arrival at 60
  Pair pair({.tau_pre = 20,
             .tau_post = 30,
             .a_plus = 0.2 + 16 * 0.05,
             .a_minus = 0.3,
             .rate = 1,
             .traced = true,
             .a_slow = 0.1,
             .tau_slow = 200},
            {.kind = Outcome::triplet, .tau = 100, .share = 0.2});
  for (int t = 0; t < 200; t++) pair.step(t == 99 || t == 159, t == 110 || t == 125);
  const double o = std::exp(-15 / 100.0);
  const double up = 0.2 * std::exp(-10 / 20.0) + (0.2 + 0.05 * o) * std::exp(-25 / 20.0);
  // a trace that takes a spike in a tick has decayed by a tick at the arrival in the next
  const double y = std::exp(-49 / 30.0) + std::exp(-34 / 30.0);
  const double down = (0.3 + 0.1 * std::exp(-60 / 200.0)) * y;
  CHECK_NEAR(pair.weight(), up - down, 1e-4);
}

TEST(frequency, "what follows an arrival by 10 ms does nothing at 1 Hz and strengthens at 40 Hz") {
  // Sjostrom et al. 2001, by the fitted rule of Pfister and Gerstner 2006, figure 4
  const double slow = visual_cortex(1, 10, 75);
  const double fast = visual_cortex(40, 10, 75);
  const double reversed = visual_cortex(1, -10, 75);
  std::printf("  75 pairs: +10 ms at 1 Hz %+.3f, at 40 Hz %+.3f; -10 ms at 1 Hz %+.3f\n", slow,
              fast, reversed);
  CHECK(std::fabs(slow) < 0.02);
  CHECK(fast > 0.2);
  CHECK(reversed < -0.2);
}

namespace {

// What a weight comes to where a target whose bursts had this share at first has them with another.
double after_bursts(int share_first, int share_then) {
  // arrivals are remembered for long, so that a burst weighs what its event does
  Pair pair({.tau_pre = 200, .a_plus = 1, .a_minus = 0, .rate = 0.001},
            {.kind = Outcome::burst, .tau = 3000});
  double before = 0;
  for (int event = 0; event < 240; event++) {
    const int share = event < 200 ? share_first : share_then;
    const bool bursts = event % 10 < share;
    if (event == 200) before = pair.weight();
    for (int t = 0; t < 100; t++) pair.step(t == 19, t == 25 || (bursts && t == 31));
  }
  return pair.weight() - before;
}

}  // namespace

TEST(bursts, "a weight follows bursts above and below their average") {
  // Payeur et al. 2021: the change is the chance of a burst less its moving average, an event
  const double more = after_bursts(3, 8);
  const double same = after_bursts(5, 5);
  const double fewer = after_bursts(7, 2);
  std::printf("  bursts 30 to 80 %%: %+.4f, 50 %% still: %+.4f, 70 to 20 %%: %+.4f\n", more, same,
              fewer);
  CHECK(more > 0.004);
  CHECK(std::fabs(same) < more / 4);
  CHECK(fewer < -0.004);
}

TEST(errors, "an error decodes what it is taught, as its closed form says") {
  // a steady arrival every 10 ticks; the error is the target less the weight times the mean trace
  Pair pair({.tau_pre = 50, .a_plus = 1, .a_minus = 0, .rate = 1e-4, .outcome = outcome_always},
            {});
  const double wanted = 3;
  const double mean = 0.1 / (1 - std::exp(-1 / 50.0));
  double expected = 0;
  for (int t = 0; t < 40000; t++) {
    if (t % 100 == 0) {
      const double error = (wanted - pair.weight() * mean) / 8;
      pair.net.state.tonic[0] = real<q3_28>(error);
      if (t >= 500) expected += 100 * 1e-4 * mean * (wanted - expected * mean) / 8;
    }
    pair.step(t % 10 == 0, false);
    if (t == 500) expected = pair.weight();
    if (t == 3000) CHECK_NEAR(pair.weight(), expected, 0.02);
  }
  CHECK_NEAR(pair.weight() * mean, wanted, 0.02);
}

TEST(graded, "a population's slopes, times an error, are broadcast to others") {
  // Liu et al. 2021: cells of a type are told the sum over another of error times slope
  Builder b;
  const u32 error = b.modulator({.tau = 1, .tonic = 0, .min = -4, .max = 4});
  const u32 local = b.modulator({.tau = 0.01, .min = -7, .max = 7});
  const u32 slope = b.outcome({.kind = Outcome::slope});
  b.rule({.kind = RuleKind::by_outcome, .modulator = local, .outcome = slope});
  const u32 cells = b.lif(30, {.tau_membrane = 15, .bias = 0.05, .inv_beta = 4});
  release_graded(b, 0, local, 0.3, slope, error, -0.25);
  Net net(b, 9);
  CHECK(net.status.ok());
  for (int t = 0; t < 500; t++) {
    const double before = to_double(net.state.level[error]);
    net.state.tonic[error] = real<q3_28>(std::sin(t / 20.0));
    tick(net.model, net.state);
    double sum = 0;
    for (u32 i = 0; i < 30; i++) sum += outcome_of(net, slope, cells + i);
    CHECK_NEAR(to_double(net.state.level[local]), std::fmin(0.3 * sum, 8) * (before + 0.25), 1e-6);
  }
}

namespace {

Code refused(void (*change)(Builder&)) {
  Builder b;
  b.modulator({});
  b.rule({.modulator = 0});
  const u32 triplet = b.outcome({.kind = Outcome::triplet});
  b.rule({.kind = RuleKind::by_outcome, .outcome = triplet, .traced = true, .a_slow = 0.1});
  const u32 source = b.sources(2);
  const u32 cell = b.lif(2, {});
  b.learn(1, source, 2, 1, dense(source, 2, cell, 2, 0, 1, 3));
  release_graded(b, 1, 0, 0.1, triplet, 0, 0);
  change(b);
  Net net(b);
  return net.status.code;
}

}  // namespace

TEST(refused_outcomes, "what no outcome can be is refused") {
  CHECK(refused([](Builder&) {}) == Code::ok);
  CHECK(refused([](Builder& b) { b.outcome_kind[0] = outcomes_known; }) == Code::model_outcome);
  CHECK(refused([](Builder& b) { b.outcome_keep[0].raw = -1; }) == Code::model_outcome);
  CHECK(refused([](Builder& b) { b.outcome_share[0].raw = -1; }) == Code::model_outcome);
  CHECK(refused([](Builder& b) { b.outcome_ticks[0] = 1024; }) == Code::model_outcome);
  CHECK(refused([](Builder& b) { b.rule_outcome[1] = 1; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.rule_outcome[0] = 0; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.rule_a_slow[0].raw = 1; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.rule_keep_slow[1].raw = -1; }) == Code::model_rule);
  CHECK(refused([](Builder& b) { b.counts.traced_rules = 1; }) == Code::model_count);
  CHECK(refused([](Builder& b) { b.releaser_outcome[0] = 1; }) == Code::model_modulator);
  CHECK(refused([](Builder& b) { b.releaser_modulator_by[0] = 1; }) == Code::model_modulator);
}

TEST(settled_alike, "threads, paths, frozen states and looks change no bit of any rule") {
  Builder b;
  build_outcomes(b);
  Net net(b, 3);
  Net other(b, 3);
  CHECK(net.status.ok());
  Crew crew;
  CHECK(crew.hire(other.model, other.state, 3));
  const Path before = path_in_use();
  std::vector<std::byte> frozen(frozen_bytes(net.model));
  for (int t = 0; t < 1500; t++) {
    CHECK(use_path(static_cast<Path>(t % 2 == 0 ? 0 : static_cast<int>(before))));
    stimulate(net.state, 40, 0.03, 8);
    stimulate(other.state, 40, 0.03, 8);
    tick(net.model, net.state);
    tick(other.model, other.state, crew);
    if (t % 97 == 0) net.weights();
    if (t == 700) {
      freeze(other.model, other.state, frozen);
      CHECK(thaw(other.model, frozen, other.state).ok());
    }
  }
  CHECK(use_path(before));
  CHECK(net.state.hash() == other.state.hash());
  const std::vector<q7_24> learned = net.weights();
  size_t moved = 0;
  for (size_t i = 0; i < learned.size(); i++) moved += learned[i] != net.model.plastic_weight[i];
  CHECK(moved > learned.size() / 2);

  net.state.learning[0] = 0;
  for (int t = 0; t < 500; t++) {
    stimulate(net.state, 40, 0.03, 8);
    tick(net.model, net.state);
  }
  CHECK(net.weights() == learned);
}
