// Reading JavaScript arguments and throwing coded errors. Nothing here assumes that an argument is
// what it should be: each reader says whether it was.
#pragma once

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include "../core/fixed.h"
#include "../core/status.h"

namespace striatum {

// What one environment (the main thread or a worker) holds.
struct Addon {
  Napi::FunctionReference error_class;
};

const char* name_of(Code code);
const char* meaning_of(Code code);

// Throws an error of the class given to initialize(), or a plain Error before that. It carries
// `native: {code, name, index, value}`.
void throw_status(Napi::Env env, const Status& status);

// {code, name, meaning, index, value}
Napi::Object status_object(Napi::Env env, const Status& status);

// The bytes of a Uint8Array, valid until JavaScript runs again; false if it is something else.
inline bool bytes_of(const Napi::Value& value, std::span<const std::byte>& bytes) {
  if (!value.IsTypedArray()) return false;
  const auto array = value.As<Napi::TypedArray>();
  if (array.TypedArrayType() != napi_uint8_array) return false;
  const auto view = value.As<Napi::Uint8Array>();
  bytes = {reinterpret_cast<const std::byte*>(view.Data()), view.ByteLength()};
  return true;
}

// The elements of a typed array, valid until JavaScript runs again; false if it is something else.
template <class T>
bool elements_of(const Napi::Value& value, napi_typedarray_type type, std::span<T>& elements) {
  if (!value.IsTypedArray()) return false;
  if (value.As<Napi::TypedArray>().TypedArrayType() != type) return false;
  auto array = value.As<Napi::TypedArrayOf<std::remove_const_t<T>>>();
  elements = {array.Data(), array.ElementLength()};
  return true;
}

// The elements of an Int32Array as weights; likewise.
inline bool weights_of(const Napi::Value& value, std::span<q7_24>& weights) {
  std::span<int32_t> raw;
  if (!elements_of(value, napi_int32_array, raw)) return false;
  weights = {reinterpret_cast<q7_24*>(raw.data()), raw.size()};
  return true;
}

// A seed as a BigInt below 2^64, or as [low, high], two integers below 2^32.
inline bool seed_of(const Napi::Value& value, uint64_t& seed) {
  if (value.IsBigInt()) {
    bool lossless = false;
    seed = value.As<Napi::BigInt>().Uint64Value(&lossless);
    return lossless;
  }
  if (!value.IsArray()) return false;
  const auto pair = value.As<Napi::Array>();
  if (pair.Length() != 2) return false;
  seed = 0;
  for (uint32_t i = 0; i < 2; i++) {
    const Napi::Value half = pair.Get(i);
    if (half.IsEmpty() || !half.IsNumber()) return false;
    const double number = half.As<Napi::Number>().DoubleValue();
    if (!(number >= 0 && number <= 4294967295.0)) return false;
    const auto word = static_cast<uint32_t>(number);
    if (static_cast<double>(word) != number) return false;
    seed |= static_cast<uint64_t>(word) << (32 * i);
  }
  return true;
}

// Any number.
inline bool number_of(const Napi::Value& value, double& number) {
  if (!value.IsNumber()) return false;
  number = value.As<Napi::Number>().DoubleValue();
  return true;
}

// How many ticks to run: an integer from 0 to 2^32 - 1.
inline bool count_of(const Napi::Value& value, uint32_t& count) {
  if (!value.IsNumber()) return false;
  const double number = value.As<Napi::Number>().DoubleValue();
  if (!(number >= 0 && number <= 4294967295.0)) return false;
  count = static_cast<uint32_t>(number);
  return static_cast<double>(count) == number;
}

}  // namespace striatum
