// What makes rules and their outcomes acceptable.
#include "check.h"
#include "consolidation.h"
#include "gate.h"
#include "limits.h"
#include "outcome.h"
#include "weight.h"

namespace striatum {

namespace {

// What a rule makes of its targets is there to be had.
bool outcome_is_known(const Model& model, size_t rule) {
  const u32 outcome = model.rule_outcome[rule];
  if (rule < model.counts.pair_rules) return outcome == outcome_residual;
  if (outcome == outcome_residual) return model.counts.residual_slots != 0;
  return outcome == outcome_always || outcome < model.counts.outcomes;
}

// A slow presynaptic trace needs a place in each row, and acts where targets leave a trace.
bool slow_is_sound(const Model& model, size_t rule) {
  if (model.rule_keep_slow[rule].raw < 0) return false;
  if (model.rule_a_slow[rule].raw == 0) return true;
  return rule >= model.counts.pair_rules && rule < model.counts.traced_rules &&
         model.counts.slow_rows == model.counts.plastic_rows;
}

// Rules that are careful are not settled in batches, and have what their budgets need.
bool writing_is_sound(const Model& model, size_t rule) {
  const i64 range = i64{model.rule_w_max[rule].raw} - model.rule_w_min[rule].raw;
  const bool soft = model.rule_bounding[rule] != 0;
  const bool by_minute = model.rule_budget_period[rule] != no_budget;
  return model.rule_rounding[rule] <= 1 && model.rule_bounding[rule] <= 1 &&
         model.rule_budget_in_all[rule].raw >= 0 && model.rule_budget_period[rule].raw >= 0 &&
         (!soft || range >= 2) &&
         (!by_minute || model.counts.anchors == model.counts.plastic_synapses) &&
         (rule >= model.counts.pair_rules || !is_careful(model, static_cast<u32>(rule)));
}

}  // namespace

Status check_outcomes(const Model& model) {
  for (size_t i = 0; i < model.outcome_kind.size(); i++) {
    const bool slope = model.outcome_kind[i] == static_cast<u8>(Outcome::slope);
    const bool good = model.outcome_kind[i] < outcomes_known && model.outcome_keep[i].raw >= 0 &&
                      model.outcome_share[i].raw >= 0 &&
                      within(model.outcome_ticks[i], 0, limits::window_ticks_max) &&
                      (!slope || model.counts.residual_slots != 0);
    if (!good) return refuse(Code::model_outcome, i, model.outcome_kind[i]);
  }
  return {};
}

Status check_rules(const Model& model) {
  for (size_t i = 0; i < model.rule_kind.size(); i++) {
    const bool pair = i < model.counts.pair_rules;
    const int64_t mantissa = model.rule_rate_mantissa[i].raw;
    const bool good =
        model.rule_kind[i] == (pair ? 0 : 1) && model.rule_trace_mode[i] <= 1 &&
        outcome_is_known(model, i) && slow_is_sound(model, i) && writing_is_sound(model, i) &&
        consolidation_is_sound(model, i) && model.rule_modulator[i] < model.counts.modulators &&
        within(model.rule_keep_eligibility[i].raw, 0, keep_max) &&
        model.rule_keep_pre[i].raw >= 0 && model.rule_keep_post[i].raw >= 0 &&
        (mantissa == 0 || mantissa >= int64_t{1} << 30) &&
        within(model.rule_rate_shift[i], limits::rate_shift_min, limits::rate_shift_max) &&
        model.rule_w_min[i] <= model.rule_w_max[i] &&
        within(model.rule_window[i], 1, limits::window_ticks_max) &&
        model.rule_window[i] < model.counts.pairing_slots;
    if (!good) return refuse(Code::model_rule, i);

    // level - reference must fit its format at both ends
    bool beyond = false;
    (void)sub_sat(model.modulator_max[model.rule_modulator[i]], model.rule_reference[i], beyond);
    (void)sub_sat(model.modulator_min[model.rule_modulator[i]], model.rule_reference[i], beyond);
    if (beyond) return refuse(Code::model_rule, i, model.rule_reference[i].raw);
    const int64_t most = most_taught(model, i, 0, 0);
    if (most > INT32_MAX) return refuse(Code::model_rule, i, most);
  }
  return {};
}

}  // namespace striatum
