// Paths: the same kernels compiled for several instruction sets, one of which is chosen when the
// core is loaded. Every path gives the same bits; the baseline of arm64 has NEON in it.
#pragma once

#include <cstddef>

// GCC and Clang can compile one function for more than the machine that the rest is for.
#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define STRIATUM_PATHS(X) X(baseline) X(avx2) X(avx512)
#else
#define STRIATUM_PATHS(X) X(baseline)
#endif

namespace striatum {

enum class Path : unsigned char {
#define X(path) path,
  STRIATUM_PATHS(X)
#undef X
};

inline constexpr size_t paths = 0
#define X(path) +1
    STRIATUM_PATHS(X)
#undef X
    ;

const char* name_of(Path path);

// Whether this machine can run it.
bool is_supported(Path path);

// The path in use: at first the widest that this machine can run.
Path path_in_use();

// Uses the path; false, and nothing changed, if this machine cannot run it.
bool use_path(Path path);

// Uses the path that the environment variable STRIATUM_SIMD names, the widest if it is not set;
// false, and nothing changed, if this machine cannot run it or no path has this name.
bool use_path_of_environment();

}  // namespace striatum
