// What makes modulation acceptable: every index in range, no exchange that could swing, no curve
// beyond full occupancy, and no response that leaves its format.
#include <algorithm>
#include <array>

#include "check.h"
#include "gate.h"
#include "limits.h"
#include "modulator.h"
#include "occupancy.h"
#include "response.h"

namespace striatum {

namespace {

// With half of a difference a tick at most, what flows away is never more than what is there.
Status check_exchanges(const Model& model) {
  constexpr int64_t half = int64_t{1} << 30;
  std::array<int64_t, limits::modulators_max> shares{};
  for (size_t i = 0; i < model.exchange_from.size(); i++) {
    const u32 from = model.exchange_from[i];
    const u32 to = model.exchange_to[i];
    const int64_t share = model.exchange_share[i].raw;
    const bool good = from < model.counts.modulators && to < model.counts.modulators &&
                      from != to && within(share, 0, half);
    if (!good) return refuse(Code::model_modulator, i, share);
    shares[from] += share;
    shares[to] += share;
    if (std::max(shares[from], shares[to]) > half) return refuse(Code::model_modulator, i, share);
  }
  return {};
}

Status check_releasers(const Model& model) {
  for (size_t i = 0; i < model.releaser_population.size(); i++) {
    const u32 population = model.releaser_population[i];
    const u32 modulator = model.releaser_modulator[i];
    const bool good = population < model.counts.populations && modulator < model.counts.modulators;
    if (!good) return refuse(Code::model_modulator, i, population);
    const u32 outcome = model.releaser_outcome[i];
    const u32 by = model.releaser_modulator_by[i];
    const bool known = outcome == releases_spikes
                           ? by == no_modulator
                           : outcome < model.counts.outcomes &&
                                 (by == no_modulator || by < model.counts.modulators);
    if (!known) return refuse(Code::model_modulator, i, outcome);
  }
  return {};
}

Status check_bindings(const Model& model) {
  for (size_t i = 0; i < model.binding_modulator.size(); i++) {
    const u32 modulator = model.binding_modulator[i];
    if (modulator >= model.counts.modulators) return refuse(Code::model_binding, i, modulator);
    for (const q16_15 point : model.binding_curve.subspan(i * curve_points, curve_points)) {
      const bool good = within(point.raw, 0, occupied.raw);
      if (!good) return refuse(Code::model_binding, i, point.raw);
    }
  }
  return {};
}

bool ascends(std::span<const u32> owner, size_t i) {
  return i == 0 || owner[i - 1] <= owner[i];
}

// What arrives is multiplied by 0 up to below 8.
Status check_gains(const Model& model) {
  constexpr int64_t one = int64_t{1} << q3_28::fraction;
  Range all{one, one};
  for (size_t i = 0; i < model.gain_port.size(); i++) {
    const u32 port = model.gain_port[i];
    const bool good = model.gain_binding[i] < model.counts.bindings && port < model.counts.ports &&
                      ascends(model.gain_port, i);
    if (!good) return refuse(Code::model_gain, i, port);
    if (i > 0 && model.gain_port[i - 1] != port) all = {one, one};
    const Range own = range_of(model.gain_slope[i].raw, model.gain_curve[i].raw);
    all = {all.low + own.low, all.high + own.high};
    if (all.low < 0 || all.high > INT32_MAX) return refuse(Code::model_gain, i, all.high);
  }
  return {};
}

// Each gate is within -8 to 8, and so is what is taught after all of a rule's.
Status check_gates(const Model& model) {
  constexpr int64_t one = int64_t{1} << q3_28::fraction;
  size_t first = 0;
  for (size_t i = 0; i < model.gate_rule.size(); i++) {
    const u32 rule = model.gate_rule[i];
    const bool good = model.gate_binding[i] < model.counts.bindings && rule < model.counts.rules &&
                      ascends(model.gate_rule, i);
    if (!good) return refuse(Code::model_gate, i, rule);
    if (model.gate_rule[first] != rule) first = i;
    const Range own = range_of(model.gate_slope[i].raw, model.gate_curve[i].raw);
    if (one + own.low < INT32_MIN || one + own.high > INT32_MAX) {
      return refuse(Code::model_gate, i, one + own.high);
    }
    const int64_t most = most_taught(model, rule, first, i + 1);
    if (most > INT32_MAX) return refuse(Code::model_gate, i, most);
  }
  return {};
}

}  // namespace

Status check_modulation(const Model& model) {
  Status status = check_exchanges(model);
  if (status.ok()) status = check_releasers(model);
  if (status.ok()) status = check_bindings(model);
  if (status.ok()) status = check_gains(model);
  if (status.ok()) status = check_gates(model);
  return status;
}

}  // namespace striatum
