// What makes weights acceptable, wherever learning and modulators take them.
#include <algorithm>

#include "check.h"
#include "receptors.h"

namespace striatum {

namespace {

// A conductance opens or does not. Gains are not below 0, so that signs stay.
bool may_be_negative(const Model& model, size_t port) {
  return model.port_kind[port] == static_cast<u8>(Receptor::current);
}

size_t port_of(const Model& model, u32 slot) {
  const auto firsts = model.port_slot_first;
  return static_cast<size_t>(std::upper_bound(firsts.begin(), firsts.end(), slot) -
                             firsts.begin()) -
         1;
}

Status check_static_weights(const Model& model) {
  for (size_t i = 0; i < model.static_weight.size(); i++) {
    const q7_24 weight = model.static_weight[i];
    if (weight.raw >= 0 || may_be_negative(model, port_of(model, model.static_target[i]))) continue;
    return refuse(Code::model_weight, i, weight.raw);
  }
  return {};
}

// Every weight begins where its rule keeps it.
Status check_plastic_weights(const Model& model) {
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    const uint32_t rule = model.plastic_lane_rule[lane];
    if (rule >= model.counts.rules) return refuse(Code::model_lane, lane, rule);
    const q7_24 low = model.rule_w_min[rule];
    const q7_24 high = model.rule_w_max[rule];
    const bool fits = low.raw >= 0 || may_be_negative(model, model.plastic_lane_port[lane]);
    if (!fits) return refuse(Code::model_lane, lane, low.raw);
    const size_t row = model.plastic_lane_row_first[lane];
    const uint32_t end = model.plastic_row_start[row + model.plastic_lane_pre_count[lane]];
    for (size_t i = model.plastic_row_start[row]; i < end; i++) {
      const q7_24 weight = model.plastic_weight[i];
      if (weight < low || weight > high) return refuse(Code::model_weight, i, weight.raw);
    }
  }
  return {};
}

}  // namespace

Status check_weights(const Model& model) {
  const Status status = check_static_weights(model);
  return status.ok() ? check_plastic_weights(model) : status;
}

}  // namespace striatum
