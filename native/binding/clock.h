// Time, priority and the supervisor, as JavaScript asks for them.
#pragma once

#include <napi.h>

namespace striatum {

// nowUs(): the machine's monotonic clock, the same for every process and thread.
Napi::Value now_us(const Napi::CallbackInfo& info);

// waitUntil(us): the calling thread sleeps until then; the time at which it woke.
Napi::Value wait_until(const Napi::CallbackInfo& info);

// takePriority(1 to 99): whether the calling thread was given real-time priority.
Napi::Value take_priority(const Napi::CallbackInfo& info);

// notify(text): tells the supervisor, as sd_notify(3) does; whether it could be told.
Napi::Value notify(const Napi::CallbackInfo& info);

// wakes(period_us, count, priority, late_us: Float64Array): the bare loop that others are measured
// against. It sleeps to each slot of a grid and notes how late it woke; whether it had priority.
Napi::Value wakes(const Napi::CallbackInfo& info);

}  // namespace striatum
