// The measured limit of delivery, as JavaScript asks for it.
#pragma once

#include <napi.h>

namespace striatum {

// scatter(learns, row_start, target, weight, rows, sums, repeats): nanoseconds per synaptic event
// of a bare loop over these rows (native/bench/scatter.h). Uint32Array, but weight and sums are
// Int32Array; sums has one element a neuron and is written to.
Napi::Value scatter(const Napi::CallbackInfo& info);

}  // namespace striatum
