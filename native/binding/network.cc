// The class Network: each method checks that it may run, then calls the core.
#include "network.h"

#include <cstdio>

#include "../core/limits.h"
#include "../core/plasticity.h"
#include "../core/tick.h"
#include "arguments.h"

namespace striatum {

namespace {

Napi::String hexadecimal(Napi::Env env, uint64_t value) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(value));
  return Napi::String::New(env, digits);
}

}  // namespace

Napi::Function Network::define(Napi::Env env) {
  return DefineClass(env, "Network",
                     {
                         InstanceMethod<&Network::tick>("tick"),
                         InstanceMethod<&Network::run>("run"),
                         InstanceMethod<&Network::settle>("settle"),
                         InstanceMethod<&Network::look>("look"),
                         InstanceMethod<&Network::freeze>("freeze"),
                         InstanceMethod<&Network::thaw>("thaw"),
                         InstanceMethod<&Network::hash>("hash"),
                         InstanceMethod<&Network::weights_hash>("weightsHash"),
                         InstanceMethod<&Network::close>("close"),
                         InstanceAccessor<&Network::memory>("memory"),
                         InstanceAccessor<&Network::fields>("fields"),
                         InstanceAccessor<&Network::closed>("closed"),
                     });
}

Network::Network(const Napi::CallbackInfo& info) : Napi::ObjectWrap<Network>(info) {
  const Status status = open(info);
  // reading an argument may have thrown already
  if (!status.ok() && !info.Env().IsExceptionPending()) throw_status(info.Env(), status);
}

Status Network::open(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  // the seed first: reading it may run JavaScript, which may move the model's bytes
  uint64_t seed = 0;
  uint32_t threads = 1;
  std::span<const std::byte> bytes;
  if (!seed_of(info[1], seed)) return {Code::argument, 1, 0};
  if (!info[2].IsUndefined() && !count_of(info[2], threads)) return {Code::argument, 2, 0};
  if (threads < 1 || threads > limits::threads_max) return {Code::argument, 2, threads};
  if (!bytes_of(info[0], bytes)) return {Code::argument, 0, 0};
  if (const Status status = Model::open(bytes, model_); !status.ok()) return status;

  const size_t length = state_bytes(model_);
  const Status no_memory{Code::memory, 0, static_cast<int64_t>(length)};
  if (length > limits::state_bytes_max) return no_memory;
  // V8 aligns to 8 or 16 bytes; vectors that lie across cache lines are slower
  Napi::ArrayBuffer memory = Napi::ArrayBuffer::New(env, length + array_alignment_bytes);
  if (env.IsExceptionPending() || memory.Data() == nullptr) return no_memory;
  const auto start = reinterpret_cast<uintptr_t>(memory.Data());
  if (start % 8 != 0) return no_memory;
  arena_offset_bytes_ = static_cast<size_t>(align_up(start) - start);
  state_ = State::place(model_, static_cast<std::byte*>(memory.Data()) + arena_offset_bytes_);
  state_.zero(model_, seed);
  if (!crew_.hire(model_, state_, threads)) return {Code::threads, 0, threads};
  memory_ = Napi::Persistent(memory);
  open_ = true;
  return {};
}

bool Network::is_usable(Napi::Env env) {
  if (!open_) {
    throw_status(env, {Code::closed, 0, 0});
    return false;
  }
  if (memory_.Value().IsDetached()) {
    throw_status(env, {Code::detached, 0, 0});
    return false;
  }
  return true;
}

void Network::advance() {
  if (crew_.members.size() == 1) {
    striatum::tick(model_, state_);
  } else {
    striatum::tick(model_, state_, crew_);
  }
}

Napi::Value Network::tick(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return info.Env().Undefined();
  advance();
  return Napi::Number::New(info.Env(), 0);
}

Napi::Value Network::run(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  uint32_t ticks = 0;
  if (!count_of(info[0], ticks)) {
    throw_status(env, {Code::argument, 0, 0});
    return env.Undefined();
  }
  if (!is_usable(env)) return env.Undefined();
  for (uint32_t i = 0; i < ticks; i++) advance();
  return Napi::Number::New(env, 0);
}

void Network::settle(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!is_usable(env)) return;
  std::span<q7_24> out;
  if (!weights_of(info[0], out) || out.size() != model_.counts.plastic_synapses) {
    return throw_status(env, {Code::argument, 0, static_cast<int64_t>(out.size())});
  }
  striatum::settle(model_, state_, out);
}

void Network::look(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!is_usable(env)) return;
  std::span<u32> synapses;
  std::span<q7_24> weights;
  std::span<q7_24> eligibilities;
  if (!elements_of(info[0], napi_uint32_array, synapses)) {
    return throw_status(env, {Code::argument, 0, 0});
  }
  if (!weights_of(info[1], weights) || weights.size() != synapses.size()) {
    return throw_status(env, {Code::argument, 1, static_cast<int64_t>(weights.size())});
  }
  if (!weights_of(info[2], eligibilities) || eligibilities.size() != synapses.size()) {
    return throw_status(env, {Code::argument, 2, static_cast<int64_t>(eligibilities.size())});
  }
  for (size_t i = 0; i < synapses.size(); i++) {
    const u32 synapse = synapses[i];
    if (synapse >= model_.counts.plastic_synapses) {
      return throw_status(env, {Code::argument, 0, synapse});
    }
    const SynapseNow now = look_at(model_, state_, synapse);
    weights[i] = now.weight;
    eligibilities[i] = now.eligibility;
  }
}

Napi::Value Network::freeze(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!is_usable(env)) return env.Undefined();
  Napi::Uint8Array frozen = Napi::Uint8Array::New(env, frozen_bytes(model_));
  if (env.IsExceptionPending()) return env.Undefined();
  striatum::freeze(model_, state_,
                   {reinterpret_cast<std::byte*>(frozen.Data()), frozen.ByteLength()});
  return frozen;
}

void Network::thaw(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!is_usable(env)) return;
  std::span<const std::byte> bytes;
  if (!bytes_of(info[0], bytes)) return throw_status(env, {Code::argument, 0, 0});
  const Status status = striatum::thaw(model_, bytes, state_);
  if (!status.ok()) throw_status(env, status);
}

Napi::Value Network::hash(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return info.Env().Undefined();
  return hexadecimal(info.Env(), state_.hash());
}

Napi::Value Network::weights_hash(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return info.Env().Undefined();
  return hexadecimal(info.Env(), striatum::weights_hash(model_, state_));
}

void Network::close(const Napi::CallbackInfo&) {
  if (!open_) return;
  open_ = false;
  crew_.team.dismiss();
  state_ = State{};
  model_ = Model{};
  memory_.Reset();
}

Napi::Value Network::memory(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return info.Env().Undefined();
  return memory_.Value();
}

Napi::Value Network::fields(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!is_usable(env)) return env.Undefined();
  Napi::Object fields = Napi::Object::New(env);
  for (size_t i = 0; i < state_fields; i++) {
    const FieldPlace place = field_place(model_, i);
    Napi::Object field = Napi::Object::New(env);
    const size_t offset = arena_offset_bytes_ + place.offset_bytes;
    field.Set("offset", Napi::Number::New(env, static_cast<double>(offset)));
    field.Set("count", Napi::Number::New(env, static_cast<double>(place.count)));
    field.Set("type", Napi::String::New(env, place.format));
    fields.Set(place.name, field);
  }
  return fields;
}

Napi::Value Network::closed(const Napi::CallbackInfo& info) {
  return Napi::Boolean::New(info.Env(), !open_);
}

}  // namespace striatum
