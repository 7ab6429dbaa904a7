// The class Gate: each method reads its arguments, then writes or reads the shared memory.
#include "gate.h"

#include <algorithm>
#include <string>

#include "arguments.h"

namespace striatum {

namespace {

using gate::channels_max;
using Numbers = std::span<double>;

// A Float64Array of at least so many elements.
bool numbers_of(const Napi::Value& value, size_t least, Numbers& numbers) {
  return elements_of(value, napi_float64_array, numbers) && numbers.size() >= least;
}

void refuse(Napi::Env env, int argument) {
  throw_status(env, {Code::argument, argument, 0});
}

// The numbers of Limits in their order, sensors and actuators one after another.
bool limits_of(Numbers numbers, gate::Limits& limits) {
  constexpr size_t head = 6, of_sensor = 4, of_actuator = 6;
  if (numbers.size() < head) return false;
  std::copy_n(numbers.begin(), head, &limits.sensors);
  const double most = static_cast<double>(channels_max);
  if (!(limits.sensors >= 0 && limits.sensors <= most)) return false;
  if (!(limits.actuators >= 0 && limits.actuators <= most)) return false;
  const auto sensors = static_cast<size_t>(limits.sensors);
  const auto actuators = static_cast<size_t>(limits.actuators);
  if (numbers.size() != head + of_sensor * sensors + of_actuator * actuators) return false;
  const auto rest = numbers.begin() + head;
  std::copy_n(rest, of_sensor * sensors, &limits.sensor[0].min);
  std::copy_n(rest + static_cast<ptrdiff_t>(of_sensor * sensors), of_actuator * actuators,
              &limits.actuator[0].min);
  return true;
}

}  // namespace

Napi::Function GateLink::define(Napi::Env env) {
  return DefineClass(env, "Gate",
                     {
                         InstanceMethod<&GateLink::sense>("sense"),
                         InstanceMethod<&GateLink::judge>("judge"),
                         InstanceMethod<&GateLink::ask>("ask"),
                         InstanceMethod<&GateLink::step>("step"),
                         InstanceMethod<&GateLink::resume>("resume"),
                         InstanceMethod<&GateLink::done>("done"),
                         InstanceMethod<&GateLink::samples>("samples"),
                         InstanceMethod<&GateLink::stop>("stop"),
                         InstanceMethod<&GateLink::release>("release"),
                         InstanceMethod<&GateLink::arm>("arm"),
                         InstanceMethod<&GateLink::life>("life"),
                         InstanceMethod<&GateLink::end>("end"),
                         InstanceMethod<&GateLink::close>("close"),
                     });
}

GateLink::GateLink(const Napi::CallbackInfo& info) : Napi::ObjectWrap<GateLink>(info) {
  const char* problem = open(info);
  if (problem == nullptr || info.Env().IsExceptionPending()) return;
  Napi::Error::New(info.Env(), problem).ThrowAsJavaScriptException();
}

const char* GateLink::open(const Napi::CallbackInfo& info) {
  if (info[0].IsString()) {
    const std::string path = info[0].As<Napi::String>().Utf8Value();
    const char* problem = mapping_.attach(path.c_str());
    memory_ = mapping_.memory();
    return problem;
  }
  Numbers numbers;
  gate::Limits limits{};
  if (!numbers_of(info[0], 0, numbers) || !limits_of(numbers, limits)) {
    return "the numbers of sensors and actuators: at most 64 of each";
  }
  const char* problem = gate::problem_of(limits);
  if (problem != nullptr) return problem;
  if (info[1].IsString()) {
    const std::string path = info[1].As<Napi::String>().Utf8Value();
    problem = mapping_.create(path.c_str(), limits);
    memory_ = mapping_.memory();
    return problem;
  }
  own_ = std::make_unique<gate::Memory>();
  memory_ = own_.get();
  gate::prepare(*memory_, limits);
  gate_ = std::make_unique<gate::Gate>(limits);
  return nullptr;
}

bool GateLink::is_usable(Napi::Env env) {
  if (memory_ == nullptr && !env.IsExceptionPending()) throw_status(env, {Code::closed, 0, 0});
  return memory_ != nullptr;
}

void GateLink::sense(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  const auto sensors = static_cast<size_t>(memory_->limits.sensors);
  Numbers values, valid_us;
  if (!numbers_of(info[0], sensors, values)) return refuse(info.Env(), 0);
  if (!numbers_of(info[1], sensors, valid_us)) return refuse(info.Env(), 1);
  std::copy_n(values.begin(), sensors, readings_.value);
  std::copy_n(valid_us.begin(), sensors, readings_.valid_us);
  memory_->readings.write(readings_);
}

Napi::Value GateLink::judge(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!is_usable(env)) return env.Undefined();
  const auto sensors = static_cast<size_t>(memory_->limits.sensors);
  Numbers clean;
  std::span<uint8_t> faults;
  double now_us = 0;
  if (!numbers_of(info[0], sensors, clean) || !number_of(info[2], now_us) ||
      !elements_of(info[1], napi_uint8_array, faults) || faults.size() < sensors) {
    refuse(env, 0);
    return env.Undefined();
  }
  memory_->beat.store(std::bit_cast<uint64_t>(now_us), std::memory_order_release);
  // where a board writes them, they are read from there
  (void)memory_->readings.read(readings_);
  const gate::Verdict verdict = senses_.judge(memory_->limits, readings_, now_us);
  std::copy_n(senses_.clean, sensors, clean.begin());
  std::transform(senses_.fault, senses_.fault + sensors, faults.begin(),
                 [](gate::Fault fault) { return static_cast<uint8_t>(fault); });
  return Napi::Number::New(env, static_cast<double>(verdict));
}

void GateLink::ask(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  const auto actuators = static_cast<size_t>(memory_->limits.actuators);
  Numbers values;
  gate::Asked asked{};
  if (!numbers_of(info[0], actuators, values)) return refuse(info.Env(), 0);
  if (!number_of(info[1], asked.tick)) return refuse(info.Env(), 1);
  if (!number_of(info[2], asked.time_us)) return refuse(info.Env(), 2);
  asked.rests = info[3].ToBoolean() ? 1 : 0;
  std::copy_n(values.begin(), actuators, asked.value);
  memory_->asked.write(asked);
}

void GateLink::step(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  double now_us = 0;
  if (gate_ == nullptr || !number_of(info[0], now_us)) return refuse(info.Env(), 0);
  gate_->step(*memory_, now_us);
}

void GateLink::resume(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  const auto actuators = static_cast<size_t>(memory_->limits.actuators);
  Numbers values;
  double now_us = 0;
  if (gate_ == nullptr || !numbers_of(info[0], actuators, values)) return refuse(info.Env(), 0);
  if (!number_of(info[1], now_us)) return refuse(info.Env(), 1);
  gate_->resume(*memory_, values.data(), now_us);
}

Napi::Value GateLink::done(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!is_usable(env)) return env.Undefined();
  const auto actuators = static_cast<size_t>(memory_->limits.actuators);
  constexpr size_t facts_count = 7;
  Numbers values, facts;
  std::span<uint8_t> held;
  if (!numbers_of(info[0], actuators, values) || !numbers_of(info[2], facts_count, facts) ||
      !elements_of(info[1], napi_uint8_array, held) || held.size() < actuators) {
    refuse(env, 0);
    return env.Undefined();
  }
  gate::Done done;
  const bool is_there = memory_->done.read(done);
  if (is_there) {
    std::copy_n(done.value, actuators, values.begin());
    for (size_t i = 0; i < actuators; i++) held[i] = static_cast<uint8_t>(done.held[i]);
    std::copy_n(&done.tick, facts_count, facts.begin());
  }
  return Napi::Boolean::New(env, is_there);
}

Napi::Value GateLink::samples(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  if (!is_usable(env)) return env.Undefined();
  const auto sensors = static_cast<size_t>(memory_->limits.sensors);
  Numbers values, valid_us;
  if (!numbers_of(info[0], sensors, values) || !numbers_of(info[1], sensors, valid_us)) {
    refuse(env, 0);
    return env.Undefined();
  }
  gate::Readings readings;
  const bool are_there = memory_->readings.read(readings);
  if (are_there) {
    std::copy_n(readings.value, sensors, values.begin());
    std::copy_n(readings.valid_us, sensors, valid_us.begin());
  }
  return Napi::Boolean::New(env, are_there);
}

void GateLink::stop(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  uint32_t bits = 0;
  if (!count_of(info[0], bits)) return refuse(info.Env(), 0);
  memory_->stop.fetch_or(bits, std::memory_order_release);
}

void GateLink::release(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  uint32_t bits = 0;
  if (!count_of(info[0], bits)) return refuse(info.Env(), 0);
  memory_->stop.fetch_and(~bits, std::memory_order_release);
}

void GateLink::arm(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  double number = 0;
  if (!number_of(info[0], number) || !(number >= 0)) return refuse(info.Env(), 0);
  memory_->armed.store(static_cast<uint64_t>(number), std::memory_order_release);
}

void GateLink::life(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  constexpr size_t head = 6;
  Numbers facts;
  if (!numbers_of(info[0], head + gate::Timing::buckets, facts)) return refuse(info.Env(), 0);
  const gate::Memory& memory = *memory_;
  const gate::Timing& lateness = memory.lateness;
  facts[0] = std::bit_cast<double>(memory.gate_beat.load(std::memory_order_acquire));
  facts[1] = memory.gate_pid.load(std::memory_order_acquire);
  facts[2] = memory.granted.load(std::memory_order_relaxed);
  facts[3] = static_cast<double>(memory.failed.load(std::memory_order_relaxed));
  facts[4] = static_cast<double>(lateness.missed.load(std::memory_order_relaxed));
  facts[5] = static_cast<double>(lateness.max_ns.load(std::memory_order_relaxed)) / 1000;
  for (size_t i = 0; i < gate::Timing::buckets; i++) {
    facts[head + i] = static_cast<double>(lateness.count[i].load(std::memory_order_relaxed));
  }
}

void GateLink::end(const Napi::CallbackInfo& info) {
  if (!is_usable(info.Env())) return;
  memory_->closing.store(1, std::memory_order_release);
}

void GateLink::close(const Napi::CallbackInfo&) {
  mapping_.close();
  gate_.reset();
  own_.reset();
  memory_ = nullptr;
}

}  // namespace striatum
