// Multiplying what arrives.
#include "gain.h"

#include "response.h"

namespace striatum {

q3_28 gain_of(const Model& model, const State& state, size_t port) {
  i64 gain = gain_of_one.raw;
  for (size_t i = model.port_gain_first[port]; i < model.port_gain_first[port + 1]; i++) {
    const q16_15 occupancy = state.occupancy[model.gain_binding[i]];
    gain += respond(model.gain_slope[i].raw, model.gain_curve[i].raw, occupancy);
  }
  return {static_cast<i32>(gain)};
}

q3_28 most_gain(const Model& model, size_t port) {
  i64 most = gain_of_one.raw;
  for (size_t i = model.port_gain_first[port]; i < model.port_gain_first[port + 1]; i++) {
    most += range_of(model.gain_slope[i].raw, model.gain_curve[i].raw).high;
  }
  return {static_cast<i32>(most)};
}

void amplify(std::span<q15_16> arriving, q3_28 gain) {
  bool beyond = false;  // of what a tick can deliver, check() proved that it is not
  for (q15_16& sum : arriving) sum = mul_round_sat<q15_16>(sum, gain, beyond);
}

}  // namespace striatum
