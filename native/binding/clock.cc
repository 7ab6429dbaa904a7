// Reads the arguments and asks the clock.
#include "clock.h"

#include <string>

#include "../gate/clock.h"
#include "../gate/notify.h"
#include "../gate/realtime.h"
#include "arguments.h"

namespace striatum {

Napi::Value now_us(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), gate::now_us());
}

Napi::Value wait_until(const Napi::CallbackInfo& info) {
  double until_us = 0;
  if (!number_of(info[0], until_us)) {
    throw_status(info.Env(), {Code::argument, 0, 0});
    return info.Env().Undefined();
  }
  gate::sleep_until_us(until_us);
  return Napi::Number::New(info.Env(), gate::now_us());
}

Napi::Value take_priority(const Napi::CallbackInfo& info) {
  uint32_t priority = 0;
  if (!count_of(info[0], priority) || priority < 1 || priority > 99) {
    throw_status(info.Env(), {Code::argument, 0, priority});
    return info.Env().Undefined();
  }
  return Napi::Boolean::New(info.Env(), gate::take_priority(static_cast<int>(priority)));
}

Napi::Value notify(const Napi::CallbackInfo& info) {
  if (!info[0].IsString()) {
    throw_status(info.Env(), {Code::argument, 0, 0});
    return info.Env().Undefined();
  }
  const std::string text = info[0].As<Napi::String>().Utf8Value();
  return Napi::Boolean::New(info.Env(), gate::notify(text.c_str()));
}

Napi::Value wakes(const Napi::CallbackInfo& info) {
  double period_us = 0;
  uint32_t count = 0, priority = 0;
  std::span<double> late_us;
  const bool whole = number_of(info[0], period_us) && period_us > 0 && count_of(info[1], count) &&
                     count_of(info[2], priority) && priority <= 99 &&
                     elements_of(info[3], napi_float64_array, late_us) && late_us.size() >= count;
  if (!whole) {
    throw_status(info.Env(), {Code::argument, 0, 0});
    return info.Env().Undefined();
  }
  const bool granted = priority > 0 && gate::take_priority(static_cast<int>(priority));
  double due_us = gate::now_us() + period_us;
  for (uint32_t i = 0; i < count; i++, due_us += period_us) {
    gate::sleep_until_us(due_us);
    late_us[i] = gate::now_us() - due_us;
    // a late slot is left out, as every loop here does
    while (due_us + period_us < gate::now_us()) due_us += period_us;
  }
  return Napi::Boolean::New(info.Env(), granted);
}

}  // namespace striatum
