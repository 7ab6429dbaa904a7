// Modulators: concentrations, each of one substance in one region, one number for all of it. They
// are released from outside and by spikes, flow from region to region, are taken up, teach, and
// occupy receptors.
#pragma once

#include "model.h"
#include "state.h"

namespace striatum {

// In a releaser, in place of an outcome and of a modulator.
inline constexpr u32 releases_spikes = 0xFFFFFFFF;
inline constexpr u32 no_modulator = 0xFFFFFFFF;

// What of the moved parameters of a population is to be written anew; any other is all of them.
inline constexpr u8 stale_none = 0;
inline constexpr u8 stale_effects = 1;  // words that effects move
inline constexpr u8 stale_all = 2;

// phasic = phasic * keep + release + what spikes released + what flowed in; level = tonic + phasic
// held within min and max; and what of the receptors the level occupies. What flows depends on what
// was there before, so that neither order nor rounding gains or loses any.
void modulate(const Model& model, State& state);

// The same before the first tick.
void begin_modulators(const Model& model, State& state);

}  // namespace striatum
