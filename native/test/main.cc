// Runs the native tests, or those whose title holds the argument; prints "N passed, M failed".
#include <cstring>

#include "../core/simd/paths.h"
#include "check.h"

int main(int count, char** arguments) {
  using namespace striatum::test;
  if (!striatum::use_path_of_environment()) {
    std::puts("STRIATUM_SIMD names no path that this machine can run");
    return 2;
  }
  const char* wanted = count > 1 ? arguments[1] : "";
  int passed = 0;
  int failed = 0;
  for (const Test& test : tests()) {
    if (std::strstr(test.name, wanted) == nullptr) continue;
    failures = 0;
    test.body();
    if (failures == 0) {
      passed++;
      continue;
    }
    failed++;
    std::printf("✖ %s (%d checks)\n", test.name, failures);
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}
