// Drawing a network through the builder of the tests; wild numbers come from the kinds' tables.
#include "network.h"

#include <algorithm>

#include "../core/limits.h"
#include "../test/dendrites.h"
#include "../test/receptors.h"
#include "adaptation.h"
#include "modulation.h"

namespace striatum::fuzz {

namespace {

using namespace test;

struct Range {
  i32 low;
  i32 high;
  bool is_option;
};

#define PARAMETER(name, format, least, most, unit) Range{least, most, std::is_same_v<format, i32>},
#define X(row, number, name, parameters, states, sums, meaning) {parameters(PARAMETER)},

const std::vector<Range>& ranges_of(Kind kind) {
  static const std::vector<Range> ranges[kinds] = {STRIATUM_KINDS(X)};
  return ranges[static_cast<size_t>(kind)];
}

const std::vector<Range>& ranges_of(Receptor receptor) {
  static const std::vector<Range> ranges[receptors] = {STRIATUM_RECEPTORS(X)};
  return ranges[static_cast<size_t>(receptor)];
}

const std::vector<Range>& ranges_of(Dendrite kind) {
  static const std::vector<Range> ranges[dendrites] = {STRIATUM_DENDRITES(X)};
  return ranges[static_cast<size_t>(kind)];
}

#undef X
#undef PARAMETER

// A neuron's parameters anywhere within the table of its row. Where a sum is too large, the word
// that the check names is halved until it is not.
template <class Row>
std::vector<i32> draw_words(Draw& draw, Row kind) {
  const std::vector<Range>& ranges = ranges_of(kind);
  std::vector<i32> words;
  for (const Range& range : ranges) words.push_back(draw.within(range.low, range.high));
  for (int halving = 0; halving < 64; halving++) {
    const size_t bad = refused_word(kind, words.data(), 1);
    if (bad == no_word) break;
    for (size_t k = 0; k < words.size(); k++) {
      const bool wanted = k == bad || (words[bad] == 0 && !ranges[k].is_option);
      if (wanted) words[k] /= 2;
    }
  }
  return words;
}

// A population of this kind, with parameters and a start from anywhere.
void draw_kind(Builder& b, Draw& draw, Kind kind, u32 count, const Neuron& neuron) {
  const std::vector<Range>& ranges = ranges_of(kind);
  std::vector<i32> parameters(ranges.size() * count);
  const bool same = draw.one_in(2);
  const std::vector<i32> all = draw_words(draw, kind);
  for (size_t i = 0; i < count; i++) {
    const std::vector<i32> own = same ? all : draw_words(draw, kind);
    for (size_t k = 0; k < ranges.size(); k++) {
      parameters[k * count + i] = ranges[k].is_option ? all[k] : own[k];
    }
  }
  std::vector<i32> states(kind_words[static_cast<size_t>(kind)].states * count);
  for (i32& word : states) word = draw.within(INT32_MIN, INT32_MAX);
  b.cells(kind, count, neuron, parameters, states);
}

// One more port of the last population, its words from anywhere or as they are in a cell.
void draw_port(Builder& b, Draw& draw, bool wild, u8 compartment) {
  const auto receptor = static_cast<Receptor>(draw.below(receptors));
  std::vector<i32> words = draw_words(draw, receptor);
  if (!wild) {
    const ReceptorWords sane[receptors] = {
        current(draw.real(0, 20)), conductance(draw.real(0, 40), draw.real(-90, 0)),
        rising(draw.real(20, 300), draw.real(1, 10), -90), nmda(draw.real(20, 300), 2, 0, 1)};
    words = sane[static_cast<size_t>(receptor)].parameters;
  }
  std::vector<i32> starts(receptor_words[static_cast<size_t>(receptor)].states);
  for (i32& word : starts) word = wild ? draw.within(INT32_MIN, INT32_MAX) : 0;
  b.port(receptor, words, starts, compartment);
  if (draw.one_in(2)) vary_ports(b);
}

// One more dendrite of the last population, likewise; its ports are there.
void draw_dendrite(Builder& b, Draw& draw, bool wild) {
  const auto kind = static_cast<Dendrite>(draw.below(dendrites));
  const int delay = draw.one_in(16) ? draw.between(0, 255) : draw.between(0, 6);
  if (!wild) {
    if (kind == Dendrite::linear) linear(b, {draw.real(1, 900), draw.real(-3, 3)}, delay);
    if (kind == Dendrite::plateau) plateau(b, {.threshold = draw.real(0.1, 12)}, delay);
    if (kind == Dendrite::apical) apical(b, {.half = draw.real(-5, 40)}, delay);
    return;
  }
  // what is never negative starts in its range, everything else anywhere
  std::vector<i32> starts(dendrite_words[static_cast<size_t>(kind)].states);
  for (i32& word : starts) word = draw.within(INT32_MIN, INT32_MAX);
  for (size_t bad; (bad = unsound_word(kind, starts.data(), 1)) != no_word;) {
    starts[bad] = draw.between(0, 300);
  }
  dendrite(b, kind, delay, draw_words(draw, kind), starts);
}

// The ports and the dendrites of the last population, in the order in which they must be.
void draw_parts(Builder& b, Draw& draw, bool wild) {
  const int ports = draw.one_in(2) ? 0 : draw.between(1, 5);
  const int branches = draw.one_in(2) ? 0 : draw.between(1, draw.one_in(4) ? 8 : 3);
  for (int i = 0; i < ports; i++) draw_port(b, draw, wild, 0);
  for (int i = 1; i <= branches; i++) draw_port(b, draw, wild, static_cast<u8>(i));
  for (int i = 0; i < branches; i++) draw_dendrite(b, draw, wild);
}

void draw_shared(Builder& b, Draw& draw, u32 first, u32 count) {
  for (u32 i = first; i < first + count; i++) {
    b.inv_beta[i].raw = draw.one_in(2) ? 0 : draw.within(0, INT32_MAX);
    for (q8_23* value : {&b.rest[i], &b.threshold[i], &b.reset[i], &b.bias[i]}) {
      value->raw = draw.within(INT32_MIN, INT32_MAX);
    }
    b.refractory_ticks[i] = static_cast<u8>(draw.bits());
  }
}

// Each neuron a little different, so that no kernel may take them for alike.
void vary(Builder& b, Draw& draw, u32 first, u32 count) {
  for (u32 i = first; i < first + count; i++) {
    for (q8_23* value : {&b.rest[i], &b.threshold[i], &b.reset[i], &b.bias[i]}) {
      value->raw -= value->raw / 64 * draw.between(0, 4);
    }
    if (draw.one_in(4)) b.refractory_ticks[i] = static_cast<u8>(draw.between(0, 9));
    if (draw.one_in(4)) b.inv_beta[i] = real<q8_23>(draw.real(0, 8));
  }
}

u32 size_of_population(Draw& draw) {
  // mostly small, at times more than a kernel's block
  return static_cast<u32>(draw.one_in(24) ? draw.between(250, 530) : draw.between(1, 30));
}

Neuron draw_neuron(Draw& draw, double rest, double threshold) {
  Neuron n;
  n.tau_membrane = draw.real(1, 40);
  n.tau_synapse = draw.real(0.1, 20);
  n.rest = rest;
  n.threshold = threshold;
  n.reset = rest - draw.real(0, 5);
  n.bias = draw.one_in(2) ? 0 : draw.real(-1, 4);
  n.inv_beta = draw.one_in(3) ? draw.real(0, 10) : 0;
  n.refractory = draw.one_in(2) ? 0 : draw.between(0, 5);
  return n;
}

void draw_population(Builder& b, Draw& draw, bool wild) {
  const u32 count = size_of_population(draw);
  const auto kind = static_cast<Kind>(draw.below(kinds));
  const Neuron unit = draw_neuron(draw, 0, 1);
  const Neuron cell = draw_neuron(draw, -65, -50);
  const u32 first = b.counts.neurons;
  if (wild) {
    draw_kind(b, draw, kind, count, unit);
    if (draw.one_in(2)) draw_shared(b, draw, first, count);
    if (kind != Kind::source) draw_parts(b, draw, wild);
    return;
  }
  switch (kind) {
    case Kind::source:
      b.sources(count);
      return;
    case Kind::adaptive_lif:
      b.adaptive_lif(count, cell, {.threshold_jump = draw.real(-1, 4), .adaptation_jump = 0.1});
      break;
    case Kind::izhikevich:
      b.izhikevich(count, cell, {.a = draw.real(0.01, 0.1), .d = draw.real(-2, 8)});
      break;
    case Kind::resonate_and_fire:
      b.resonate_and_fire(count, cell, {.frequency = draw.real(1, 100), .tau = draw.real(1, 200)});
      break;
    case Kind::adex:
      b.adex(count, cell, {.b = draw.real(0, 60), .steps = 4});
      break;
    default:
      b.lif(count, draw.one_in(2) ? unit : cell);
      break;
  }
  if (draw.one_in(2)) vary(b, draw, first, count);
  draw_parts(b, draw, wild);
}

// What a rule by outcomes makes of its targets: one that is there, a new one, or none of them.
u32 draw_outcome(Builder& b, Draw& draw, bool wild) {
  if (draw.one_in(3)) return outcome_residual;
  if (draw.one_in(4)) return outcome_always;
  if (b.counts.outcomes != 0 && draw.one_in(3)) {
    return static_cast<u32>(draw.below(b.counts.outcomes));
  }
  const u32 outcome = b.outcome({.kind = static_cast<Outcome>(draw.below(outcomes_known)),
                                 .tau = draw.real(0.1, 900),
                                 .share = draw.real(0, 1),
                                 .ticks = draw.between(0, 40)});
  if (wild) b.outcome_keep[outcome].raw = draw.within(0, INT32_MAX);
  return outcome;
}

// How the weights of a rule by outcomes are written.
void draw_writing(Rule& r, Draw& draw) {
  r.tau_fast = draw.real(0.1, 2000);
  r.consolidation = draw.real(0, 0.2);
  r.consolidation_reference = draw.real(-0.5, 0.5);
  r.by_chance = draw.one_in(4);
  r.soft = r.consolidator < 0 && draw.one_in(4);
  if (draw.one_in(4)) r.in_all = draw.real(0, 2);
  if (draw.one_in(4)) r.per_minute = draw.real(0, 3);
}

void draw_rules(Builder& b, Draw& draw, bool wild) {
  const int modulators = draw.between(0, 3);
  for (int i = 0; i < modulators; i++) {
    b.modulator({.tau = draw.real(1, 500),
                 .tonic = draw.real(-1, 1),
                 .min = draw.real(-3, 0),
                 .max = draw.real(0, 3)});
  }
  const int rules = modulators == 0 ? 0 : draw.between(0, 4);
  const int pairs = draw.between(0, rules);
  const int traced = draw.between(pairs, rules);
  for (int i = 0; i < rules; i++) {
    Rule r;
    r.kind = i < pairs ? RuleKind::pair_stdp : RuleKind::by_outcome;
    r.mode = draw.one_in(2) ? TraceMode::nearest : TraceMode::all_to_all;
    r.modulator = static_cast<u32>(draw.below(static_cast<size_t>(modulators)));
    r.tau_eligibility = draw.one_in(2) ? draw.real(0.1, 4) : draw.real(4, 1000);
    r.tau_pre = draw.one_in(8) ? draw.real(2, 60) : draw.real(0.1, 4);
    r.tau_post = draw.real(0.1, 60);
    r.a_plus = draw.real(-2, 2);
    r.a_minus = draw.real(-2, 2);
    r.rate = draw.one_in(6) ? 0 : draw.real(0.0001, 0.9);
    r.reference = draw.real(-0.5, 0.5);
    r.above = draw.one_in(2) ? 1 : draw.real(-1.2, 1.2);
    r.below = draw.one_in(2) ? 1 : draw.real(-1.2, 1.2);
    r.w_min = draw.one_in(2) ? 0 : draw.real(-3, 0);
    r.w_max = draw.real(0, 3);
    if (i >= pairs) r.outcome = draw_outcome(b, draw, wild);
    r.traced = i >= pairs && i < traced;
    if (r.traced && draw.one_in(2)) r.a_slow = draw.real(-1, 1);
    r.tau_slow = draw.real(0.1, 900);
    if (i >= pairs && draw.one_in(4)) {
      r.consolidator = static_cast<int>(draw.below(static_cast<size_t>(modulators)));
    }
    if (i >= pairs) draw_writing(r, draw);
    const u32 rule = b.rule(r);
    if (!wild) continue;
    b.rule_keep_slow[rule].raw = draw.within(0, INT32_MAX);
    if (r.a_slow != 0) b.rule_a_slow[rule].raw = draw.within(1, INT32_MAX);
    b.rule_a_plus[rule].raw = draw.within(INT32_MIN, INT32_MAX);
    b.rule_a_minus[rule].raw = draw.within(INT32_MIN, INT32_MAX);
    b.rule_rate_shift[rule] = draw.within(limits::rate_shift_min, limits::rate_shift_max);
    b.rule_rate_mantissa[rule].raw = draw.within(1 << 30, INT32_MAX);
    const int window_most = draw.one_in(6) ? limits::window_ticks_max : 60;
    b.rule_window[rule] = static_cast<u32>(draw.within(1, window_most));
    b.rule_keep_pre[rule].raw = draw.within(0, INT32_MAX);
    b.rule_keep_post[rule].raw = draw.within(0, INT32_MAX);
    // from any level to any reference it is less than 4
    b.rule_above[rule].raw = draw.within(-(1 << 29), 1 << 29);
    b.rule_below[rule].raw = draw.within(-(1 << 29), 1 << 29);
    b.rule_w_min[rule].raw = draw.within(INT32_MIN, 0);
    b.rule_w_max[rule].raw = draw.within(r.soft ? 2 : 0, INT32_MAX);
  }
}

void draw_short_terms(Builder& b, Draw& draw, bool wild) {
  const int some = draw.between(0, 2);
  for (int i = 0; i < some; i++) {
    b.short_term({.use = draw.real(0.01, 1),
                  .tau_recovery = draw.real(0, 900),
                  .tau_facilitation = draw.one_in(2) ? 0 : draw.real(1, 3000)});
    if (wild) b.short_use.back().raw = draw.within(1, INT32_MAX);
  }
}

// A port of a population.
struct Target {
  u32 first;  // the first neuron
  u32 count;
  u32 port;
  bool opens;  // a conductance, onto which no weight may be below 0
};

// A port for weights from low on; one of a current is always there.
Target draw_target(Draw& draw, const std::vector<Target>& targets, double low) {
  Target target = targets[draw.below(targets.size())];
  while (target.opens && low < 0) target = targets[draw.below(targets.size())];
  return target;
}

// A lane from part of a population to any targets, a plastic one to one port alone.
void draw_lane(Builder& b, Draw& draw, const std::vector<Target>& targets, bool wild) {
  const size_t population = draw.below(b.population_first.size());
  const u32 all = b.population_count[population];
  const u32 skipped = draw.one_in(2) ? 0 : static_cast<u32>(draw.below(all));
  const u32 first = b.population_first[population] + skipped;
  const u32 count = 1 + static_cast<u32>(draw.below(all - skipped));
  const int delay = draw.one_in(16) ? draw.between(1, 255) : draw.between(1, 12);
  const bool plastic = b.counts.rules != 0 && draw.one_in(2);
  const u32 rule = plastic ? static_cast<u32>(draw.below(b.counts.rules)) : 0;
  double low = wild ? -127 : -2;
  double high = wild ? 127 : 4;
  if (plastic) low = to_double(b.rule_w_min[rule]), high = to_double(b.rule_w_max[rule]);
  std::vector<Connection> connections(draw.below(200));
  const Target one = draw_target(draw, targets, plastic ? low : 0);
  for (Connection& c : connections) {
    const Target& target = plastic ? one : targets[draw.below(targets.size())];
    c.pre = first + static_cast<u32>(draw.below(count));
    c.post = target.first + static_cast<u32>(draw.below(target.count));
    c.port = target.port;
    c.weight = draw.real(target.opens ? std::max(low, 0.0) : low, high);
  }
  if (plastic) {
    b.learn(rule, first, count, delay, connections);
  } else {
    const bool tires = b.counts.short_terms != 0 && draw.one_in(3);
    const auto own = tires ? static_cast<u32>(draw.below(b.counts.short_terms)) : no_short_term;
    b.connect(first, count, delay, connections, own);
  }
}

}  // namespace

std::vector<std::byte> draw_model(u64 seed, bool wild) {
  Draw draw(seed, 1);
  Builder b;
  if (wild) b.counts.tick_us = static_cast<u32>(draw.within(10, 1000000));
  draw_rules(b, draw, wild);
  draw_short_terms(b, draw, wild);
  const int populations = draw.between(1, 7);
  for (int i = 0; i < populations; i++) draw_population(b, draw, wild);
  std::vector<Target> targets;
  for (size_t i = 0; i < b.port_population.size(); i++) {
    const u32 population = b.port_population[i];
    const bool same = i > 0 && b.port_population[i - 1] == population;
    const u32 port = same ? targets.back().port + 1 : 0;
    const bool opens = b.port_kind[i] != static_cast<u8>(Receptor::current);
    targets.push_back(
        {b.population_first[population], b.population_count[population], port, opens});
  }
  const int lanes = targets.empty() ? 0 : draw.between(0, 8);
  for (int i = 0; i < lanes; i++) draw_lane(b, draw, targets, wild);
  draw_modulation(b, draw, wild);
  draw_adaptation(b, draw, wild);
  return b.bytes();
}

}  // namespace striatum::fuzz
