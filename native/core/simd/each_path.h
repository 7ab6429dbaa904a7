// Includes the file that STRIATUM_KERNEL names once for each path, with STRIATUM_PATH as the path's
// name, STRIATUM_LANES as the number of int32 in its vectors, and the compiler set to its
// instructions. With STRIATUM_SCALAR defined the baseline has no vectors. A kernel's file is this:
//
//   #ifndef STRIATUM_PATH
//   #define STRIATUM_KERNEL "../kinds/lif.cc"   (as seen from this folder)
//   #include "../simd/each_path.h"
//   ... what is there once ...
//   #else
//   namespace striatum::lif_kernel::STRIATUM_PATH { ... what is there for each path ... }
//   #endif
//
// No template and no inline function from outside may be instantiated within: the linker would keep
// one copy of it for all paths, perhaps the widest.

// GCC on x86-64 would leave instructions in the order of the source, and the two words that loop.h
// advances side by side would follow one another.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#pragma GCC push_options
#pragma GCC optimize("schedule-insns")
#endif
#define STRIATUM_PATH baseline
#if (defined(__SSE2__) || defined(__aarch64__)) && !defined(STRIATUM_SCALAR)
#define STRIATUM_LANES 4
#else
#define STRIATUM_LANES 1
#endif
#include STRIATUM_KERNEL
#undef STRIATUM_PATH
#undef STRIATUM_LANES

#if defined(__x86_64__) && defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define STRIATUM_PATH avx2
#define STRIATUM_LANES 8
#include STRIATUM_KERNEL
#undef STRIATUM_PATH
#undef STRIATUM_LANES
#pragma clang attribute pop
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), \
                             apply_to = function)
#define STRIATUM_PATH avx512
#define STRIATUM_LANES 16
#include STRIATUM_KERNEL
#undef STRIATUM_PATH
#undef STRIATUM_LANES
#pragma clang attribute pop

#elif defined(__x86_64__) && defined(__GNUC__)
#pragma GCC push_options
#pragma GCC target("avx2")
#define STRIATUM_PATH avx2
#define STRIATUM_LANES 8
#include STRIATUM_KERNEL
#undef STRIATUM_PATH
#undef STRIATUM_LANES
#pragma GCC pop_options
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,prefer-vector-width=512")
#define STRIATUM_PATH avx512
#define STRIATUM_LANES 16
#include STRIATUM_KERNEL
#undef STRIATUM_PATH
#undef STRIATUM_LANES
#pragma GCC pop_options
#pragma GCC pop_options
#endif
