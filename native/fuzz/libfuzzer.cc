// The same trials for libFuzzer, which clang brings: the first byte says whether the rest is a
// model or the frozen state of a small one, and how it is driven. Checksums are repaired first.
#include <cstdlib>

#include "layout.h"
#include "network.h"
#include "trial.h"

namespace {

using namespace striatum;
using namespace striatum::fuzz;

Outcome try_as_state(std::vector<std::byte> bytes, const Script& script) {
  static const std::vector<std::byte> small = draw_model(5, false);
  Model model;
  if (!Model::open(small, model).ok()) std::abort();
  std::vector<std::byte> frozen = frozen_half_way(model, script);
  // behind a header that fits, as much as there is
  for (size_t i = 0; i < bytes.size() && i + frozen_header_bytes < frozen.size(); i++) {
    frozen[i + frozen_header_bytes] ^= bytes[i];
  }
  repair_state(frozen);
  return try_state(model, frozen, script);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto* const first = reinterpret_cast<const std::byte*>(data);
  std::vector<std::byte> bytes(first + 1, first + size);
  const Script script = {.seed = data[0] / u32{2}};
  const bool is_state = data[0] % 2 == 1;
  if (!is_state) repair_model(bytes);
  const Outcome outcome = is_state ? try_as_state(bytes, script) : try_model(bytes, script);
  if (outcome.end == End::broken) std::abort();
  return 0;
}
