// Reads the arguments of sweep() and runs the eager loops.
#include "sweep.h"

#include <cstring>

#include "../bench/sweep.h"
#include "arguments.h"

namespace striatum {

Napi::Value sweep(const Napi::CallbackInfo& info) {
  bench::Sweep work;
  std::span<const float> rule;
  uint32_t repeats = 0;
  const bool whole = elements_of(info[0], napi_uint32_array, work.row_start) &&
                     elements_of(info[1], napi_uint32_array, work.target) &&
                     elements_of(info[2], napi_uint32_array, work.spike_start) &&
                     elements_of(info[3], napi_uint32_array, work.spikes) &&
                     elements_of(info[4], napi_float32_array, work.level) &&
                     elements_of(info[5], napi_float32_array, rule) &&
                     count_of(info[6], work.every) && count_of(info[7], repeats) && repeats > 0 &&
                     elements_of(info[8], napi_float32_array, work.weight) &&
                     rule.size() == bench::sweep_rule_numbers && bench::is_whole(work);
  if (!whole) {
    throw_status(info.Env(), {Code::argument, 0, 0});
    return info.Env().Undefined();
  }
  std::memcpy(&work.rule, rule.data(), sizeof work.rule);
  return Napi::Number::New(info.Env(), bench::sweep_ns(work, repeats));
}

}  // namespace striatum
