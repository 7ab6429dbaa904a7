// Where the synapses of a rewiring are.
#pragma once

#include "model.h"

namespace striatum {

struct Synapses {
  size_t begin;
  size_t end;
};

inline Synapses synapses_of_source(const Model& model, size_t lane, u32 place) {
  const size_t row = model.plastic_lane_row_first[lane] + place;
  return {model.plastic_row_start[row], model.plastic_row_start[row + 1]};
}

// All of a rewiring: its lanes are on end, and so are their synapses.
inline Synapses synapses_of(const Model& model, size_t rewiring) {
  const size_t first = model.rewiring_lane_first[rewiring];
  const size_t last = first + model.rewiring_lanes[rewiring] - 1;
  return {synapses_of_source(model, first, 0).begin,
          synapses_of_source(model, last, model.plastic_lane_pre_count[last] - 1).end};
}

inline size_t lanes_end(const Model& model, size_t rewiring) {
  return model.rewiring_lane_first[rewiring] + size_t{model.rewiring_lanes[rewiring]};
}

}  // namespace striatum
