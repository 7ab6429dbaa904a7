// A network of every rule by outcomes, whose weights are written in every way.
#pragma once

#include "modulation.h"
#include "networks.h"

namespace striatum::test {

inline void build_outcomes(Builder& b) {
  b.modulator({.tau = 80, .tonic = 0.2, .min = -1, .max = 3});
  std::vector<u32> outcomes = {outcome_residual, outcome_always};
  for (u32 kind = 0; kind < outcomes_known; kind++) {
    outcomes.push_back(b.outcome({.kind = static_cast<Outcome>(kind), .tau = 90, .share = 0.3}));
  }
  for (const bool traced : {true, false}) {
    for (const u32 outcome : outcomes) {
      b.rule({.kind = RuleKind::by_outcome,
              .tau_eligibility = 300,
              .a_plus = 0.2,
              .rate = 0.002,
              .w_max = 2,
              .outcome = outcome,
              .traced = traced,
              .a_slow = traced && outcome == outcomes.back() ? 0.2 : 0,
              .by_chance = b.counts.rules % 3 == 1,
              .soft = b.counts.rules % 4 == 2,
              .in_all = b.counts.rules % 5 == 3 ? 0.5 : -1,
              .per_minute = b.counts.rules % 5 > 2 ? 0.2 : -1});
    }
  }
  const u32 sources = b.sources(40);
  const u32 cells = b.lif(300, {.tau_membrane = 15, .inv_beta = 4, .refractory = 1});
  for (u32 rule = 0; rule < b.counts.rules; rule++) {
    b.learn(rule, sources, 40, 1 + static_cast<int>(rule % 5),
            dense(sources, 40, cells + 20 * rule, 20, 0, 2, rule));
  }
  release_graded(b, 1, 0, 0.001, outcomes.back(), 0, 0.1);
}

}  // namespace striatum::test
