// What the addon exports, once per environment, and how native statuses become JavaScript errors.
#include <napi.h>

#include <cstring>
#include <new>
#include <string>

#include "../core/model.h"
#include "../core/simd/paths.h"
#include "arguments.h"
#include "clock.h"
#include "gate.h"
#include "network.h"
#include "neurons.h"
#include "scatter.h"
#include "sweep.h"

namespace striatum {

namespace {

struct CodeRow {
  Code code;
  const char* name;
  const char* meaning;
};

constexpr CodeRow code_rows[] = {
#define X(name, number, meaning) {Code::name, #name, meaning},
    STRIATUM_CODES(X)
#undef X
};

const CodeRow& row_of(Code code) {
  for (const CodeRow& row : code_rows) {
    if (row.code == code) return row;
  }
  return code_rows[0];
}

// The code of src/errors.ts under which users meet a native one, and what they can do about it.
struct Advice {
  const char* code;
  const char* allowed;
  const char* remedy;
};

Advice advice_on(Code code) {
  const auto number = static_cast<int32_t>(code);
  if (code == Code::argument) {
    return {"ARGUMENT_INVALID",
            "Uint8Array for bytes, bigint or [low, high] for a seed, 1 to 64 threads",
            "pass what native/binding/network.h names"};
  }
  if (code == Code::simd) {
    return {"ARGUMENT_INVALID", "STRIATUM_SIMD unset, or baseline; on x86-64 also avx2 or avx512",
            "unset STRIATUM_SIMD: the widest that this machine has is then used"};
  }
  if (code == Code::threads) {
    return {"ARGUMENT_INVALID", "as many threads as the system gives",
            "ask for fewer threads, or raise the system's limit (ulimit -u)"};
  }
  if (code == Code::closed || code == Code::detached) {
    return {"NETWORK_CLOSED", "a network that is open and owns its memory",
            "make a new network; never transfer its memory to another thread"};
  }
  if (number >= static_cast<int32_t>(Code::state_length) && code != Code::memory) {
    return {"STATE_REFUSED", "a state that this very model froze",
            "use the model that the state was saved with, or start without the saved state"};
  }
  return {"MODEL_REFUSED", "a model that this version compiled and nothing damaged",
          "compile the robot again; if it is refused again, report it with the model"};
}

// new Network is a property of the exports; these are the others.
Napi::Value initialize(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!info[0].IsFunction()) {
    throw_status(env, {Code::argument, 0, 0});
    return env.Undefined();
  }
  env.GetInstanceData<Addon>()->error_class = Napi::Persistent(info[0].As<Napi::Function>());
  if (!use_path_of_environment()) throw_status(env, {Code::simd, 0, 0});
  return env.Undefined();
}

Napi::Value check(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  std::span<const std::byte> bytes;
  if (!bytes_of(info[0], bytes)) {
    throw_status(env, {Code::argument, 0, 0});
    return env.Undefined();
  }
  Model model;
  const Status status = Model::open(bytes, model);
  if (status.ok()) return env.Null();
  return status_object(env, status);
}

// The name of the path in use.
Napi::Value simd(const Napi::CallbackInfo& info) {
  return Napi::String::New(info.Env(), name_of(path_in_use()));
}

Napi::Value empty(const Napi::CallbackInfo& info) {
  return Napi::Number::New(info.Env(), 0);
}

}  // namespace

const char* name_of(Code code) {
  return row_of(code).name;
}

const char* meaning_of(Code code) {
  return row_of(code).meaning;
}

Napi::Object status_object(Napi::Env env, const Status& status) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("code", Napi::Number::New(env, static_cast<double>(status.code)));
  object.Set("name", Napi::String::New(env, name_of(status.code)));
  object.Set("meaning", Napi::String::New(env, meaning_of(status.code)));
  object.Set("index", Napi::Number::New(env, status.index));
  object.Set("value", Napi::Number::New(env, static_cast<double>(status.value)));
  return object;
}

void throw_status(Napi::Env env, const Status& status) {
  const Advice advice = advice_on(status.code);
  const std::string got = std::string(meaning_of(status.code)) + " (index " +
                          std::to_string(status.index) + ", value " + std::to_string(status.value) +
                          ")";
  const Addon* addon = env.GetInstanceData<Addon>();
  Napi::Object error;
  if (addon->error_class.IsEmpty()) {
    error = Napi::Error::New(env, got).Value();
    error.Set("code", Napi::String::New(env, advice.code));
  } else {
    Napi::Object problem = Napi::Object::New(env);
    problem.Set("code", Napi::String::New(env, advice.code));
    problem.Set("path", Napi::String::New(env, std::string("native › ") + name_of(status.code)));
    problem.Set("got", Napi::String::New(env, got));
    problem.Set("allowed", Napi::String::New(env, advice.allowed));
    problem.Set("remedy", Napi::String::New(env, advice.remedy));
    error = addon->error_class.New({problem});
  }
  if (env.IsExceptionPending()) return;
  error.Set("native", status_object(env, status));
  if (!env.IsExceptionPending()) napi_throw(env, error);
}

namespace {

Napi::Object initialize_addon(Napi::Env env, Napi::Object exports) {
  auto* addon = new (std::nothrow) Addon;
  if (addon == nullptr) {
    Napi::Error::New(env, meaning_of(Code::memory)).ThrowAsJavaScriptException();
    return exports;
  }
  env.SetInstanceData(addon);
  const Napi::Function network = Network::define(env);
  exports.Set("Network", network);
  exports.Set("Gate", GateLink::define(env));
  exports.Set("initialize", Napi::Function::New<initialize>(env, "initialize"));
  exports.Set("check", Napi::Function::New<check>(env, "check"));
  exports.Set("benchNeurons", Napi::Function::New<bench_neurons>(env, "benchNeurons"));
  exports.Set("simd", Napi::Function::New<simd>(env, "simd"));
  exports.Set("scatter", Napi::Function::New<scatter>(env, "scatter"));
  exports.Set("sweep", Napi::Function::New<sweep>(env, "sweep"));
  exports.Set("nowUs", Napi::Function::New<now_us>(env, "nowUs"));
  exports.Set("waitUntil", Napi::Function::New<wait_until>(env, "waitUntil"));
  exports.Set("takePriority", Napi::Function::New<take_priority>(env, "takePriority"));
  exports.Set("notify", Napi::Function::New<notify>(env, "notify"));
  exports.Set("wakes", Napi::Function::New<wakes>(env, "wakes"));
  exports.Set("empty", Napi::Function::New<empty>(env, "empty"));
  exports.Set("version", Napi::Number::New(env, format_version));
  return exports;
}

}  // namespace

}  // namespace striatum

// the macro wants a plain function in reach of its own
static Napi::Object begin(Napi::Env env, Napi::Object exports) {
  return striatum::initialize_addon(env, exports);
}

NODE_API_MODULE(striatum, begin)
