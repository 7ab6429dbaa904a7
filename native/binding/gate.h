// A gate as JavaScript holds it: the memory that the program, the gate and the board share. Without
// a path the gate lives in the program and JavaScript steps it; with one it is another process, and
// the memory a file that each side maps.
#pragma once

#include <napi.h>

#include <memory>

#include "../gate/gate.h"
#include "../gate/mapping.h"

namespace striatum {

class GateLink : public Napi::ObjectWrap<GateLink> {
 public:
  static Napi::Function define(Napi::Env env);

  // new Gate(limits: Float64Array, path?: string), or new Gate(path) for a memory that is there.
  explicit GateLink(const Napi::CallbackInfo& info);

 private:
  // sense(values, valid_us): the latest samples.
  void sense(const Napi::CallbackInfo& info);
  // judge(clean, faults: Uint8Array, now_us): a sign of life, and what is to be thought of the
  // samples; a Verdict.
  Napi::Value judge(const Napi::CallbackInfo& info);
  // ask(values, tick, now_us, rests): the command of a tick, or that there be none.
  void ask(const Napi::CallbackInfo& info);
  // step(now_us): one step of the gate that lives here.
  void step(const Napi::CallbackInfo& info);
  // resume(values, now_us): as after a step that drove them, of the gate that lives here.
  void resume(const Napi::CallbackInfo& info);
  // done(values, held: Uint8Array, facts): what the gate drives; whether it said so yet.
  Napi::Value done(const Napi::CallbackInfo& info);
  // samples(values, valid_us): the latest samples; whether there are any.
  Napi::Value samples(const Napi::CallbackInfo& info);
  // stop(bits), release(bits): emergency stops asked for, and inputs let go.
  void stop(const Napi::CallbackInfo& info);
  void release(const Napi::CallbackInfo& info);
  // arm(number): 1 + the stops that the caller knows of; 0 disarms.
  void arm(const Napi::CallbackInfo& info);
  // end(): a gate of another process drives safe and ends. close(): the memory is let go; another
  // process goes on with it.
  void end(const Napi::CallbackInfo& info);
  void close(const Napi::CallbackInfo& info);
  // life(facts): of a gate in another process [beat_us, pid, granted, failed, missed, max_us], and
  // then the buckets of its lateness.
  void life(const Napi::CallbackInfo& info);

  // What the constructor does; nullptr, or what is wrong.
  const char* open(const Napi::CallbackInfo& info);
  bool is_usable(Napi::Env env);

  gate::Mapping mapping_;
  std::unique_ptr<gate::Memory> own_;
  gate::Memory* memory_ = nullptr;
  std::unique_ptr<gate::Gate> gate_;  // absent where it is another process
  gate::Readings readings_{};
  gate::Senses senses_;
};

}  // namespace striatum
