// Updating the level of every modulator.
#include "modulator.h"

namespace striatum {

void modulate(const Model& model, State& state) {
  for (size_t i = 0; i < state.level.size(); i++) {
    bool saturated = false;
    const q3_28 kept = decay_toward_zero(state.phasic[i], model.modulator_keep[i]);
    state.phasic[i] = add_sat(kept, state.release[i], saturated);
    state.release[i] = {0};
    if (saturated) state.count(Saturation::phasic, i);

    // being held within its bounds is what a level is meant to do, so it is not counted
    bool held = false;
    const q3_28 level = add_sat(state.phasic[i], model.modulator_tonic[i], held);
    const q3_28 low = model.modulator_min[i];
    const q3_28 high = model.modulator_max[i];
    state.level[i] = level < low ? low : level > high ? high : level;
  }
}

}  // namespace striatum
