// Running something on every path of vector instructions that this machine has.
#pragma once

#include <cstdint>

#include "../core/simd/paths.h"
#include "check.h"

namespace striatum::test {

// Calls run() on each; the path in use is what it was afterwards.
template <class Run>
void on_each_path(Run run) {
  const Path before = path_in_use();
  for (size_t i = 0; i < paths; i++) {
    if (use_path(static_cast<Path>(i))) run();
  }
  CHECK(use_path(before));
}

// What it answers, if that is the same on each, else 0.
template <class Hash>
uint64_t hash_on_each_path(Hash hash) {
  uint64_t first = 0;
  bool is_first = true;
  bool alike = true;
  on_each_path([&] {
    const uint64_t own = hash();
    first = is_first ? own : first;
    is_first = false;
    alike = alike && own == first;
  });
  return alike ? first : 0;
}

}  // namespace striatum::test
