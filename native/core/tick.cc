// The phases of a tick in order, and nothing else: every loop is in the phase that it serves.
#include "tick.h"

#include "branch.h"
#include "compartment.h"
#include "modulator.h"
#include "plasticity.h"
#include "soma.h"
#include "synapse.h"
#include "teaching.h"

namespace striatum {

void tick(const Model& model, State& state) {
  // once learning stops, what was learned so far is written down, and then no bit of it moves
  const bool stopped = state.learned[0] != 0 && state.learning[0] == 0;
  if (stopped) settle_rows(model, state);

  deliver_static(model, state);
  deliver_plastic(model, state);
  integrate(model, state);
  branch(model, state);
  fire(model, state);
  modulate(model, state);
  learn(model, state);

  state.learned[0] = state.learning[0];
  state.tick[0]++;
}

}  // namespace striatum
