// What happens to a network from outside, tick by tick: any spikes, drives and releases, their
// extremes too, and learning switched at will. It depends on its seed and the tick alone, so that
// each path and each copy of a state goes through the same.
#pragma once

#include "../core/state.h"
#include "draw.h"

namespace striatum::fuzz {

// Parts of a script, as bits, so that a failure can be made smaller by leaving them out.
enum Stimulus : u32 {
  stimulus_spikes = 1,
  stimulus_drive = 2,
  stimulus_release = 4,
  stimulus_learning = 8,
  stimulus_seed = 16,
};

struct Script {
  u64 seed = 0;
  u32 ticks = 200;
  u32 stimuli = ~u32{0};

  // Writes the inputs of the tick that is `tick` ticks after the start.
  void apply(State& state, u32 tick) const;
};

}  // namespace striatum::fuzz
