// Integrating what arrived into synaptic currents.
#include "compartment.h"

namespace striatum {

namespace {

void integrate_range(const Model& model, State& state, size_t first, size_t count) {
  for (size_t i = first; i < first + count; i++) {
    bool saturated = false;
    const q8_23 input = mul_round_sat<q8_23>(state.arriving[i], model.gain_synapse[i], saturated);
    const q8_23 kept = decay_toward_zero(state.current[i], model.keep_synapse[i]);
    state.current[i] = add_sat(kept, input, saturated);
    state.arriving[i] = {0};
    if (saturated) state.count(Saturation::current, i);
  }
}

}  // namespace

void integrate(const Model& model, State& state) {
  for (size_t i = 0; i < model.population_kind.size(); i++) {
    const bool has_current = model.population_kind[i] == static_cast<u8>(PopulationKind::lif);
    if (has_current) {
      integrate_range(model, state, model.population_first[i], model.population_count[i]);
    }
  }
}

}  // namespace striatum
