// Which instruction sets this machine has, and which path is in use.
#include "paths.h"

#include <atomic>
#include <cstdlib>
#include <cstring>

namespace striatum {

namespace {

Path widest() {
  size_t path = paths - 1;
  while (!is_supported(static_cast<Path>(path))) path--;
  return static_cast<Path>(path);
}

std::atomic<Path>& in_use() {
  static std::atomic<Path> path = widest();
  return path;
}

}  // namespace

const char* name_of(Path path) {
  static constexpr const char* names[] = {
#define X(path) #path,
      STRIATUM_PATHS(X)
#undef X
  };
  return names[static_cast<size_t>(path)];
}

bool is_supported(Path path) {
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
  // these ask the operating system too, whether it keeps the wide registers
  if (path == Path::avx2) return __builtin_cpu_supports("avx2");
  if (path == Path::avx512) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  }
#endif
  return path == Path::baseline;
}

Path path_in_use() {
  return in_use().load(std::memory_order_relaxed);
}

bool use_path(Path path) {
  if (!is_supported(path)) return false;
  in_use().store(path, std::memory_order_relaxed);
  return true;
}

bool use_path_of_environment() {
  const char* const name = std::getenv("STRIATUM_SIMD");
  if (name == nullptr || *name == '\0') return use_path(widest());
  for (size_t i = 0; i < paths; i++) {
    const auto path = static_cast<Path>(i);
    if (std::strcmp(name, name_of(path)) == 0) return use_path(path);
  }
  return false;
}

}  // namespace striatum
