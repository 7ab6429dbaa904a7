// Reads the arguments of scatter() and runs the bare loop.
#include "scatter.h"

#include "../bench/scatter.h"
#include "arguments.h"

namespace striatum {

Napi::Value scatter(const Napi::CallbackInfo& info) {
  bench::Scatter work;
  uint32_t repeats = 0;
  const bool whole = info[0].IsBoolean() &&
                     elements_of(info[1], napi_uint32_array, work.row_start) &&
                     elements_of(info[2], napi_uint32_array, work.target) &&
                     elements_of(info[3], napi_int32_array, work.weight) &&
                     elements_of(info[4], napi_uint32_array, work.rows) &&
                     elements_of(info[5], napi_int32_array, work.sums) &&
                     count_of(info[6], repeats) && bench::is_whole(work);
  if (!whole) {
    throw_status(info.Env(), {Code::argument, 0, 0});
    return info.Env().Undefined();
  }
  const bool learns = info[0].As<Napi::Boolean>().Value();
  const double ns =
      learns ? bench::plastic_scatter_ns(work, repeats) : bench::static_scatter_ns(work, repeats);
  return Napi::Number::New(info.Env(), ns);
}

}  // namespace striatum
