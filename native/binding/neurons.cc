// Reading the options of benchNeurons and handing back its rows.
#include "neurons.h"

#include "../bench/neurons.h"
#include "../core/limits.h"
#include "arguments.h"

namespace striatum {

namespace {

// Reads an option if it is there; false if it is no whole number from 1 to most.
bool read_option(const Napi::Object& options, const char* name, uint32_t most, uint32_t& into) {
  const Napi::Value value = options.Get(name);
  if (value.IsEmpty()) return false;
  if (value.IsUndefined()) return true;
  return count_of(value, into) && into >= 1 && into <= most;
}

bool read_options(const Napi::Value& value, bench::NeuronOptions& options) {
  if (value.IsUndefined()) return true;
  if (!value.IsObject()) return false;
  const auto object = value.As<Napi::Object>();
  return read_option(object, "neurons", limits::neurons_max, options.neurons) &&
         read_option(object, "ticks", 1000000, options.ticks) &&
         read_option(object, "repeats", 1000, options.repeats);
}

Napi::Object object_of(Napi::Env env, const bench::NeuronRow& row) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("kind", Napi::String::New(env, row.kind));
  object.Set("path", Napi::String::New(env, row.path));
  object.Set("alike", Napi::Boolean::New(env, row.alike));
  object.Set("steps", Napi::Number::New(env, row.steps));
  object.Set("fixed_ns", Napi::Number::New(env, row.fixed_ns));
  object.Set("float_ns", Napi::Number::New(env, row.float_ns));
  object.Set("ratio", Napi::Number::New(env, row.fixed_ns / row.float_ns));
  object.Set("fixed_hz", Napi::Number::New(env, row.fixed_hz));
  object.Set("float_hz", Napi::Number::New(env, row.float_hz));
  return object;
}

}  // namespace

Napi::Value bench_neurons(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  bench::NeuronOptions options;
  if (!read_options(info[0], options)) {
    // reading an option may have thrown already
    if (!env.IsExceptionPending()) throw_status(env, {Code::argument, 0, 0});
    return env.Undefined();
  }
  const auto rows = bench::bench_neurons(options);
  Napi::Array array = Napi::Array::New(env, rows.size());
  for (size_t i = 0; i < rows.size(); i++) {
    array.Set(static_cast<uint32_t>(i), object_of(env, rows[i]));
  }
  return array;
}

}  // namespace striatum
