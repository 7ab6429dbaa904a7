// Prints the hash of the golden run, for scripts/native-hashes.sh to compare across builds.
#include "../test/golden.h"

#include <cstdio>

#include "../core/simd/paths.h"

int main() {
  if (!striatum::use_path_of_environment()) return 3;
  const uint64_t hash = striatum::test::golden_run();
  std::printf("%016llx\n", static_cast<unsigned long long>(hash));
  return hash == 0 ? 1 : 0;
}
