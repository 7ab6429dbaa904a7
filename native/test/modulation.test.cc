// Modulators as concentrations, what they do to neurons, ports and rules, against doubles and
// against networks that were built so.
#include "modulation.h"

#include "../core/response.h"
#include "../core/tick.h"
#include "check.h"
#include "golden.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// A modulator that occupies all receptors of its binding, always.
u32 full(Builder& b) {
  const u32 modulator = b.modulator({.tonic = 1, .min = 0, .max = 1});
  return bind(b, modulator, [](double level) { return level; });
}

i64 sum_of(std::span<const q3_28> values) {
  i64 sum = 0;
  for (const q3_28 value : values) sum += value.raw;
  return sum;
}

}  // namespace

TEST(response, "a response goes through its three points and stays in its range") {
  for (u32 k = 0; k < 20000; k++) {
    const auto size = random(1, k, 5) % 29;
    const i32 half = static_cast<i32>(random(1, k, 0)) >> (size / 8 + 4);
    const i32 end = static_cast<i32>(random(1, k, 1)) >> (size + 2);
    const i32 slope = 4 * half - end;
    const i32 curve = 2 * end - 4 * half;
    CHECK(respond(slope, curve, {0}) == 0);
    CHECK(respond(slope, curve, q16_15::of(0.5)) == half);
    CHECK(respond(slope, curve, occupied) == end);
    const Range range = range_of(slope, curve);
    i64 low = 0;
    i64 high = 0;
    for (i32 i = 0; i <= 256; i++) {
      const double o = i / 256.0;
      const i64 response = respond(slope, curve, {i << 7});
      CHECK_NEAR(static_cast<double>(response), slope * o + curve * o * o, 0.5);
      low = std::min(low, response);
      high = std::max(high, response);
    }
    CHECK(range.low <= low && range.high >= high);
    // at most a 512th of the way from the turn
    const double slack = 2 + std::fabs(static_cast<double>(curve)) / 512 / 512;
    CHECK_NEAR(static_cast<double>(range.low), static_cast<double>(low), slack);
    CHECK_NEAR(static_cast<double>(range.high), static_cast<double>(high), slack);
  }
}

TEST(curve, "an occupancy is Hill's within what 64 straight pieces can be off") {
  for (const Hill& hill : {Hill{0.5, 1}, Hill{0.2, 2}, Hill{0.6, 4}}) {
    Builder b;
    b.modulator({.min = 0, .max = 2});
    bind(b, 0, hill);
    b.sources(1);
    Net net(b);
    CHECK(net.status.ok());
    // a line is off by an eighth of its square times the second derivative
    const double width = 2.0 / 64;
    double bend = 0;
    for (double x = 0.01; x < 2; x += 0.01) {
      bend = std::max(bend, std::fabs(hill.at(x + 0.01) - 2 * hill.at(x) + hill.at(x - 0.01)));
    }
    const double bound = 1.1 * width * width / 8 * bend / 0.01 / 0.01 + std::ldexp(1, -15);
    double off = 0;
    for (i32 raw = 0; raw <= 1 << 29; raw += 12345) {
      const double got = to_double(occupancy_at(net.model, 0, {raw}));
      off = std::max(off, std::fabs(got - hill.at(to_double(raw, 28))));
    }
    std::printf("  Hill %.1f, %.0f: occupancy off by %.1e, bound %.1e\n", hill.half, hill.power,
                off, bound);
    CHECK(off <= bound);
    CHECK(occupancy_at(net.model, 0, {-5}) == b.binding_curve.front());
    CHECK(occupancy_at(net.model, 0, {INT32_MAX}) == b.binding_curve.back());
    CHECK(occupancy_at(net.model, 0, q3_28::of(0.25)) == b.binding_curve[8]);
  }
}

TEST(concentrations, "what is released spreads, fades and is lost nowhere, as doubles have it") {
  Builder b;
  for (const double tau : {100.0, 30.0, 500.0}) b.modulator({.tau = tau, .min = 0, .max = 2});
  exchange(b, 0, 1, 0.1);
  exchange(b, 1, 2, 0.03);
  const u32 sources = b.sources(7);
  b.sources(2);
  release_by(b, 0, 0, 0.01);
  release_by(b, 1, 2, -0.02);
  release_by(b, 0, 2, 0.005);
  Net net(b);
  CHECK(net.status.ok());
  State& s = net.state;
  double phasic[3] = {};
  double off = 0;
  u64 released = 0;
  for (u32 t = 0; t < 5000; t++) {
    const u32 draw = random(3, t, 0);
    for (u32 i = 0; i < 9; i++) s.source_spike[sources + i] = draw >> 2 * i & draw >> 20 & 1;
    if (t % 500 == 0) s.release[1] = q3_28::of(0.7);
    const double inflow = t % 500 == 0 ? 0.7 : 0;
    i64 kept = s.release[1].raw;
    for (u32 i = 0; i < 3; i++) kept += decay_toward_zero(s.phasic[i], b.modulator_keep[i]).raw;
    tick(net.model, s);

    const i64 first = s.population_spikes[0];
    const i64 second = s.population_spikes[1];
    released += static_cast<u64>(first + second);
    const auto amount = [&](u32 k) { return i64{b.releaser_amount[k].raw}; };
    CHECK(sum_of(s.phasic) == kept + first * (amount(0) + amount(2)) + second * amount(1));

    const double flows[] = {0.1 * (phasic[0] - phasic[1]), 0.03 * (phasic[1] - phasic[2])};
    const auto one = static_cast<double>(first);
    const auto two = static_cast<double>(second);
    phasic[0] += -phasic[0] * (1 - keep_of(100)) - flows[0] + 0.01 * one;
    phasic[1] += -phasic[1] * (1 - keep_of(30)) + flows[0] - flows[1] + inflow;
    phasic[2] += -phasic[2] * (1 - keep_of(500)) + flows[1] - 0.02 * two + 0.005 * one;
    for (u32 i = 0; i < 3; i++) {
      off = std::max(off, std::fabs(to_double(s.phasic[i]) - phasic[i]));
      CHECK_NEAR(to_double(s.level[i]), std::fmax(0, std::fmin(2, phasic[i])), 1e-5);
    }
  }
  std::printf("  concentrations off by %.1e\n", off);
  // each tick cuts a decay and two flows, and what is off fades
  CHECK(off <= 3 * 500 * std::ldexp(1, -28));
  CHECK(released > 1000);
}

TEST(tonic, "a tonic level is set from outside and stays") {
  Builder b;
  b.modulator({.tau = 10, .tonic = 0.25, .min = -1, .max = 1});
  b.sources(1);
  Net net(b);
  CHECK(net.state.level[0] == q3_28::of(0.25));
  tick(net.model, net.state);
  CHECK(net.state.level[0] == q3_28::of(0.25));
  net.state.tonic[0] = q3_28::of(-0.5);
  net.state.release[0] = q3_28::of(0.75);
  tick(net.model, net.state);
  CHECK(net.state.level[0] == q3_28::of(0.25));
  for (int t = 0; t < 1000; t++) tick(net.model, net.state);
  CHECK(net.state.level[0] == q3_28::of(-0.5));
  net.state.tonic[0] = q3_28::of(5);
  tick(net.model, net.state);
  CHECK(net.state.level[0] == q3_28::of(1));
}

TEST(phasic_held, "a concentration that leaves its format is held and counted") {
  Builder b;
  b.modulator({.tau = 1000});
  b.sources(1);
  Net net(b);
  for (int t = 0; t < 3; t++) {
    net.state.release[0] = q3_28::of(5);
    tick(net.model, net.state);
  }
  CHECK(net.state.phasic[0].raw == INT32_MAX);
  CHECK(net.state.status_count[static_cast<size_t>(Saturation::phasic)] == 2);
}

// Both run the same inputs; layouts differ, so that what neurons have is compared.
void run_alike(Net& moved, Net& built, int ticks) {
  CHECK(moved.status.ok() && built.status.ok());
  std::copy(built.state.potential.begin(), built.state.potential.end(),
            moved.state.potential.begin());
  u64 spikes = 0;
  for (int t = 0; t < ticks; t++) {
    for (Net* net : {&moved, &built}) {
      stimulate(net->state, 40, 0.03, 99);
      for (q3_28& release : net->state.release) release = {0};
      tick(net->model, net->state);
    }
    const auto same = [](auto a, auto b) { return std::equal(a.begin(), a.end(), b.begin()); };
    CHECK(same(moved.state.potential, built.state.potential));
    CHECK(same(moved.state.spike, built.state.spike));
    CHECK(same(moved.state.cell_state, built.state.cell_state));
    CHECK(same(moved.state.arriving, built.state.arriving));
    for (const u32 count : built.state.population_spikes) spikes += count;
  }
  CHECK(spikes > 1000);
}

TEST(moved_is_built, "a network whose parameters were moved runs as one that was built with them") {
  for (const auto build : {build_branches, build_kinds, build_receptors}) {
    Builder built;
    build(built);
    Builder moved;
    build(moved);
    const u32 binding = full(moved);
    for (u32 i = 1; i < moved.counts.populations; i++) {
      for (u32 word = 0; word < words_of(moved, i); word++) {
        const i32 value = word_of(moved, i, word, 0);
        if (value >= 0 && value <= 16) continue;
        effect(moved, binding, i, word, [&](u32 k) {
          const double share = 0.02 * uniform(5, 100 * word + k);
          const i32 by = static_cast<i32>(share * word_of(moved, i, word, k));
          word_of(built, i, word, k) -= by;
          return Move{-by, -by};
        });
      }
    }
    Net one(moved, 7);
    Net other(built, 7);
    run_alike(one, other, 400);
  }
}

TEST(stale, "what is written only when it changed is what would be written always") {
  Builder b;
  build_modulated(b);
  Net seldom(b, 3);
  Net always(b, 3);
  CHECK(seldom.status.ok());
  for (int t = 0; t < 1500; t++) {
    for (Net* net : {&seldom, &always}) {
      // calm for long, so that occupancies come to rest
      if (t % 500 < 100) stimulate(net->state, 40, 0.03, 99);
      if (net == &always) std::ranges::fill(net->state.moved_stale, u8{2});
      tick(net->model, net->state);
    }
    CHECK(std::ranges::equal(seldom.state.moved, always.state.moved));
  }
  CHECK(seldom.state.hash() == always.state.hash());
}

TEST(order, "effects on a word add up in any order") {
  uint64_t first = 0;
  for (const bool turned : {false, true}) {
    Builder b;
    build_modulated(b);
    for (size_t i = 1; turned && i < b.effect_word.size(); i++) {
      if (b.effect_word[i] != b.effect_word[i - 1]) continue;
      const u32 count = b.population_count[b.effect_population[i]];
      size_t cell = 0;
      for (size_t k = 0; k < i; k++) cell += b.population_count[b.effect_population[k]];
      std::swap(b.effect_binding[i], b.effect_binding[i - 1]);
      for (auto* values : {&b.effect_slope, &b.effect_curve}) {
        const auto place = values->begin() + static_cast<ptrdiff_t>(cell);
        std::swap_ranges(place, place + count, place - count);
      }
    }
    const uint64_t hash = run_hash(b, 300);
    CHECK(hash != 0 && (!turned || hash == first));
    first = hash;
  }
}

// Two sources a neuron each, which pair by STDP; what dopamine teaches is one burst or one dip.
std::vector<q7_24> taught_by(double release, const std::vector<Rule>& rules) {
  Builder b;
  b.modulator({.tau = 50, .min = -2, .max = 2});
  for (const Rule& rule : rules) b.rule(rule);
  const u32 sources = b.sources(1);
  const u32 cells = b.lif(static_cast<u32>(rules.size()), {.threshold = 0.2});
  const auto count = static_cast<u32>(rules.size());
  b.connect(sources, 1, 1, dense(sources, 1, cells, count, 6, 6, 1));
  for (u32 i = 0; i < count; i++) b.learn(i, sources, 1, 1, {{sources, cells + i, 1}});
  Net net(b);
  CHECK(net.status.ok());
  net.state.source_spike[sources] = 1;
  for (int t = 0; t < 400; t++) {
    if (t == 30) net.state.release[0] = real<q3_28>(release);
    tick(net.model, net.state);
  }
  return net.weights();
}

TEST(signs, "one dopamine strengthens by D1 and weakens by D2, and each may ignore dips") {
  const Rule d1 = {.tau_eligibility = 200, .rate = 0.01, .w_max = 2};
  Rule d2 = d1;
  d2.above = d2.below = -1;
  Rule bursts = d1;
  bursts.below = 0;
  Rule dips = d2;
  dips.above = 0;
  const q7_24 start = q7_24::of(1);
  const std::vector<q7_24> burst = taught_by(1, {d1, d2, bursts, dips});
  const std::vector<q7_24> dip = taught_by(-1, {d1, d2, bursts, dips});
  CHECK(burst[0] > start && burst[1] < start && burst[2] == burst[0] && burst[3] == start);
  CHECK(dip[0] < start && dip[1] > start && dip[2] == start && dip[3] == dip[1]);
  // opposite but for rounding
  CHECK_NEAR(to_double(burst[0]) - 1, 1 - to_double(burst[1]), 1e-6);
  CHECK_NEAR(to_double(dip[1]) - 1, 1 - to_double(dip[0]), 1e-6);
}

TEST(gates, "a gate at 0 keeps every bit of a weight, one at 2 doubles what is taught") {
  const auto build = [](Builder& b, double half, double full) {
    b.modulator({.tau = 50, .min = -2, .max = 2});
    const u32 attention = b.modulator({.tonic = 1, .min = 0, .max = 1});
    const u32 binding = bind(b, attention, [](double level) { return level; });
    const u32 pair = b.rule({.tau_eligibility = 200, .rate = 0.01, .w_max = 2});
    const u32 gradient = b.rule({.kind = RuleKind::by_outcome, .rate = 0.01, .w_max = 2});
    gate(b, binding, pair, half, full);
    gate(b, binding, gradient, half, full);
    const u32 sources = b.sources(40);
    const u32 cells = b.lif(20, {.inv_beta = 5});
    b.learn(pair, sources, 40, 1, dense(sources, 40, cells, 20, 0.3, 1, 4));
    b.learn(gradient, sources, 40, 2, dense(sources, 40, cells, 20, 0.3, 1, 5));
  };
  const auto run = [](Net& net, int ticks) {
    for (int t = 0; t < ticks; t++) {
      stimulate(net.state, 40, 0.03, 8);
      net.state.release[1] = {0};
      tick(net.model, net.state);
    }
  };
  Builder still;
  build(still, 0.3, 0);
  Net frozen(still);
  CHECK(frozen.status.ok());
  const std::vector<q7_24> before = frozen.weights();
  run(frozen, 1000);
  CHECK(frozen.weights() == before);
  // with less of it, learning goes on
  frozen.state.tonic[1] = q3_28::of(0.5);
  run(frozen, 1000);
  CHECK(frozen.weights() != before);

  Builder twice;
  build(twice, 1, 2);
  Builder once;
  build(once, 1, 1);
  Net fast(twice);
  Net slow(once);
  run(fast, 100);
  run(slow, 100);
  int taught = 0;
  for (size_t i = 0; i < slow.state.teaching.size(); i++) {
    CHECK(fast.state.teaching[i].raw == 2 * slow.state.teaching[i].raw);
    taught += slow.state.teaching[i].raw != 0;
  }
  CHECK(taught > 100);
}

TEST(gains, "what arrives at a port is as if its weights were larger, or is silenced") {
  // weights of whole steps of q15.16, so that arriving is exact
  const auto build = [](Builder& b, double weight) {
    const u32 sources = b.sources(40);
    const u32 cells = b.lif(600, {.threshold = 3});
    b.port(Receptor::current, {0, INT32_MAX}, {0});
    std::vector<Connection> all;
    for (u32 i = 0; i < 40 * 600; i++) {
      all.push_back({sources + i % 40, cells + i / 40, (i % 7) * 0.125 * weight, i % 2});
    }
    b.connect(sources, 40, 1, all);
  };
  for (const double factor : {0.0, 0.5, 3.5, 7.0}) {
    Builder built;
    build(built, factor);
    Builder moved;
    build(moved, 1);
    const u32 binding = full(moved);
    for (u32 port = 0; port < 2; port++) {
      // in two parts, which add up
      gain(moved, binding, port, 1, 1 + (factor - 1) / 2);
      gain(moved, binding, port, 1, 1 + (factor - 1) / 2);
    }
    Net one(moved, 7);
    Net other(built, 7);
    CHECK(one.status.ok() && other.status.ok());
    for (int t = 0; t < 200; t++) {
      for (Net* net : {&one, &other}) {
        stimulate(net->state, 40, 0.05, 9);
        for (q3_28& release : net->state.release) release = {0};
        tick(net->model, net->state);
      }
      CHECK(std::ranges::equal(one.state.potential, other.state.potential));
      CHECK(std::ranges::equal(one.state.spike, other.state.spike));
    }
  }
}
