// A network as JavaScript holds it: a model copied and checked, and its state in an ArrayBuffer
// that V8 owns, so that views of it outlive the network safely.
#pragma once

#include <napi.h>

#include "../core/crew.h"
#include "../core/model.h"
#include "../core/state.h"

namespace striatum {

class Network : public Napi::ObjectWrap<Network> {
 public:
  static Napi::Function define(Napi::Env env);

  // new Network(model: Uint8Array, seed: bigint | [low, high], threads?: number)
  explicit Network(const Napi::CallbackInfo& info);

 private:
  // One tick; 0. Nothing is carried across: inputs and outputs are views of `memory`.
  Napi::Value tick(const Napi::CallbackInfo& info);
  // run(ticks): that many ticks with the inputs as they are; 0.
  Napi::Value run(const Napi::CallbackInfo& info);
  // settle(out: Int32Array): every plastic weight as of now; nothing else changes.
  void settle(const Napi::CallbackInfo& info);
  // look(synapses: Uint32Array, weights: Int32Array, eligibilities: Int32Array): some plastic
  // synapses as of now; nothing else changes.
  void look(const Napi::CallbackInfo& info);
  // The kept state as bytes; thaw(bytes) takes them back, or throws and changes nothing.
  Napi::Value freeze(const Napi::CallbackInfo& info);
  void thaw(const Napi::CallbackInfo& info);
  // 16 hexadecimal digits each.
  Napi::Value hash(const Napi::CallbackInfo& info);
  Napi::Value weights_hash(const Napi::CallbackInfo& info);
  // Lets go of memory and threads; further calls do nothing, and every other method then throws.
  void close(const Napi::CallbackInfo& info);

  Napi::Value memory(const Napi::CallbackInfo& info);
  // {name: {offset, count, type}}: bytes into memory, elements, and a format of fields.h.
  Napi::Value fields(const Napi::CallbackInfo& info);
  Napi::Value closed(const Napi::CallbackInfo& info);

  // Reads the arguments, takes the memory and hires; what the constructor does.
  Status open(const Napi::CallbackInfo& info);

  // False, with an error thrown, once the network was closed or its memory transferred away.
  bool is_usable(Napi::Env env);

  void advance();

  Model model_;
  State state_;
  Crew crew_;
  Napi::Reference<Napi::ArrayBuffer> memory_;
  size_t arena_offset_bytes_ = 0;  // in memory_
  bool open_ = false;
};

}  // namespace striatum
