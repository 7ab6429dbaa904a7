// Drawing what modulators do.
#include "modulation.h"

#include <algorithm>

#include "../core/response.h"
#include "../test/modulation.h"

namespace striatum::fuzz {

using namespace striatum::test;

namespace {

// Slope and curve of a way from 0 to full that never turns back.
struct Bend {
  i32 slope;
  i32 curve;
};

Bend bend_to(Draw& draw, i32 full) {
  const i64 half = static_cast<i64>(full * draw.real(0.26, 0.74));
  const i64 slope = 4 * half - full;
  const i64 curve = i64{2} * full - 4 * half;
  const bool fits = std::max(std::abs(slope), std::abs(curve)) <= INT32_MAX;
  return fits ? Bend{static_cast<i32>(slope), static_cast<i32>(curve)} : Bend{full, 0};
}

// Of any size at which what has this value, if it may be anything from low on, fits.
Bend draw_bend(Draw& draw, i64 value, i64 low) {
  Bend bend{draw.within(INT32_MIN, INT32_MAX), draw.within(INT32_MIN, INT32_MAX)};
  if (draw.one_in(2)) bend = {draw.of_any_size(), draw.of_any_size()};
  for (;;) {
    const Range range = range_of(bend.slope, bend.curve);
    if (value + range.low >= low && value + range.high <= INT32_MAX) return bend;
    bend = {bend.slope / 2, bend.curve / 2};
  }
}

void draw_effect(Builder& b, Draw& draw, u32 population, u32 word, bool wild) {
  b.effect_binding.push_back(static_cast<u32>(draw.below(b.counts.bindings)));
  b.effect_population.push_back(population);
  b.effect_word.push_back(word);
  b.counts.effects++;
  const u32 count = b.population_count[population];
  b.counts.effect_words += count;
  const bool same = draw.one_in(2);
  const double most = wild ? 0.99 : 0.1;
  double share = draw.real(0, most);
  const bool anywhere = wild && word < 5 && draw.one_in(2);
  for (u32 i = 0; i < count; i++) {
    const i32 value = word_of(b, population, word, i);
    if (!same) share = draw.real(0, most);
    const Bend bend = anywhere ? draw_bend(draw, value, word == 4 ? 0 : INT32_MIN)
                               : bend_to(draw, static_cast<i32>(-share * value));
    b.effect_slope.push_back(bend.slope);
    b.effect_curve.push_back(bend.curve);
  }
}

// One effect at most on a word, so that none is moved past 0; an option is 16 at most.
void draw_effects(Builder& b, Draw& draw, bool wild) {
  for (u32 i = 0; i < b.counts.populations; i++) {
    if (b.population_kind[i] == u8(Kind::source) || draw.one_in(2)) continue;
    const size_t rarity = size_t{1} << draw.below(5);
    for (u32 word = 0; word < words_of(b, i); word++) {
      const i32 value = word_of(b, i, word, 0);
      const bool option = word >= 5 && value >= 0 && value <= 16;
      if (!option && draw.one_in(rarity)) draw_effect(b, draw, i, word, wild);
    }
  }
}

// A response that is added to 1.
Bend bend_of_one(Draw& draw, bool wild, i64 low, double least, double most) {
  if (wild && draw.one_in(2)) return draw_bend(draw, 1 << 28, low);
  return bend_to(draw, real<q3_28>(draw.real(least, most) - 1).raw);
}

void draw_gains(Builder& b, Draw& draw, bool wild) {
  for (u32 port = 0; port < b.counts.ports; port++) {
    const int some = !draw.one_in(3) ? 0 : wild ? 1 : draw.between(1, 2);
    for (int i = 0; i < some; i++) {
      const Bend bend = bend_of_one(draw, wild, 0, 0.5, 1.6);
      b.gain_binding.push_back(static_cast<u32>(draw.below(b.counts.bindings)));
      b.gain_port.push_back(port);
      b.gain_slope.push_back({bend.slope});
      b.gain_curve.push_back({bend.curve});
      b.counts.gains++;
    }
  }
}

// Of the gates of a rule one alone may be above 1.
void draw_gates(Builder& b, Draw& draw, bool wild) {
  for (u32 rule = 0; rule < b.counts.rules; rule++) {
    const int some = draw.one_in(2) ? draw.between(1, 3) : 0;
    for (int i = 0; i < some; i++) {
      const Bend bend = bend_of_one(draw, wild, INT32_MIN, -1, i == 0 ? 1.7 : 1);
      b.gate_binding.push_back(static_cast<u32>(draw.below(b.counts.bindings)));
      b.gate_rule.push_back(rule);
      b.gate_slope.push_back({bend.slope});
      b.gate_curve.push_back({bend.curve});
      b.counts.gates++;
    }
  }
}

void draw_flows(Builder& b, Draw& draw, bool wild) {
  const u32 modulators = b.counts.modulators;
  const int exchanges = modulators < 2 ? 0 : draw.between(0, 2);
  for (int i = 0; i < exchanges; i++) {
    const auto from = static_cast<u32>(draw.below(modulators));
    exchange(b, from, (from + 1) % modulators, draw.real(0, 0.5 / exchanges));
  }
  const int releasers = draw.between(0, 3);
  for (int i = 0; i < releasers; i++) {
    const auto population = static_cast<u32>(draw.below(b.counts.populations));
    release_by(b, population, static_cast<u32>(draw.below(modulators)), draw.real(-0.1, 0.1));
    if (b.counts.outcomes != 0 && draw.one_in(2)) {
      b.releaser_outcome.back() = static_cast<u32>(draw.below(b.counts.outcomes));
      if (draw.one_in(2)) b.releaser_modulator_by.back() = static_cast<u32>(draw.below(modulators));
      b.releaser_reference.back() = real<q3_28>(draw.real(-1, 1));
    }
    if (wild) b.releaser_amount.back().raw = draw.within(INT32_MIN, INT32_MAX);
  }
}

}  // namespace

void draw_modulation(Builder& b, Draw& draw, bool wild) {
  if (b.counts.modulators == 0) return;
  draw_flows(b, draw, wild);
  const int bindings = draw.between(0, 4);
  for (int i = 0; i < bindings; i++) {
    const auto modulator = static_cast<u32>(draw.below(b.counts.modulators));
    if (wild || draw.one_in(2)) {
      bind(b, modulator, [&](double) { return draw.real(0, 1); });
    } else {
      bind(b, modulator, {.half = draw.real(0.05, 1), .power = draw.real(1, 6)});
    }
  }
  if (bindings == 0) return;
  draw_effects(b, draw, wild);
  draw_gains(b, draw, wild);
  draw_gates(b, draw, wild);
}

}  // namespace striatum::fuzz
