// benchNeurons: so that `striatum bench neurons` needs no compiler.
#pragma once

#include <napi.h>

namespace striatum {

// benchNeurons({ neurons, ticks, repeats }), all optional: rows {kind, path, alike, steps,
// fixed_ns, float_ns, ratio, fixed_hz, float_hz}, nanoseconds a neuron and tick. Takes seconds.
Napi::Value bench_neurons(const Napi::CallbackInfo& info);

}  // namespace striatum
