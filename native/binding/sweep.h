// The eager sweep, as JavaScript asks for it.
#pragma once

#include <napi.h>

namespace striatum {

// sweep(row_start, target, spike_start, spikes, level, rule, every, repeats, weight): nanoseconds a
// tick of learning by sweeps (native/bench/sweep.h). Uint32Array; level, rule and weight are
// Float32Array, rule in the order of SweepRule; weight is read and written.
Napi::Value sweep(const Napi::CallbackInfo& info);

}  // namespace striatum
