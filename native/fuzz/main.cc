// The fuzzer: tries inputs for a while and tells what broke, with the arguments that repeat it.
//
//   striatum-fuzz [--seed N] [--seconds N] [--inputs N]
//   striatum-fuzz --seed N --input N [--damages MASK] [--stimuli MASK] [--ticks N]   one input
//
// Prints the seed first, a line every few seconds, and at the end how many inputs it tried. The
// last line is "N passed, M failed". Exit codes: 0 nothing broke, 1 something did, 2 an argument.
#include <sys/mman.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <random>

#include "../core/simd/paths.h"
#include "worker.h"

namespace {

using namespace striatum;
using namespace striatum::fuzz;

constexpr double line_seconds = 5;

// Set by a signal that asks for the end: what was found so far is still told.
volatile std::sig_atomic_t is_over = 0;

struct Arguments {
  u64 seed = 0;
  u64 seconds = 60;
  u64 inputs = ~u64{0};
  Input one;
  bool is_one = false;
};

bool read(int count, char** words, Arguments& a) {
  std::random_device chance;
  a.seed = chance();
  for (int i = 1; i + 1 < count; i += 2) {
    const auto is = [&](const char* name) { return std::strcmp(words[i], name) == 0; };
    char* end = nullptr;
    const u64 value = std::strtoull(words[i + 1], &end, 0);
    if (end == words[i + 1] || *end != 0) return false;
    if (is("--seed"))
      a.seed = value;
    else if (is("--seconds"))
      a.seconds = value;
    else if (is("--inputs"))
      a.inputs = value, a.seconds = 1000000;
    else if (is("--input"))
      a.one.number = value, a.is_one = true;
    else if (is("--damages"))
      a.one.damages = static_cast<u32>(value);
    else if (is("--stimuli"))
      a.one.stimuli = static_cast<u32>(value);
    else if (is("--ticks"))
      a.one.ticks = static_cast<u32>(value);
    else
      return false;
  }
  a.one.seed = a.seed;
  return count % 2 == 1;
}

// printf knows it by this name on every machine.
unsigned long long u64_of(u64 value) {
  return value;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void say(const Progress& p, double seconds, size_t defects) {
  std::printf("%6.0f s  %8llu inputs: %llu ran, %llu refused, %llu too large; %zu defects\n",
              seconds, u64_of(p.tried), u64_of(p.ends[2]), u64_of(p.ends[0]), u64_of(p.ends[1]),
              defects);
  std::fflush(stdout);
}

void tell(const Input& input, const std::string& defect) {
  std::printf("✖ %s\n    --seed %llu --input %llu --damages %#x --stimuli %#x --ticks %u\n",
              defect.c_str(), u64_of(input.seed), u64_of(input.number), input.damages,
              input.stimuli, input.ticks);
  std::fflush(stdout);
}

const char* name_of_code(size_t code) {
#define X(name, number, meaning) \
  if (code == number) return #name;
  STRIATUM_CODES(X)
#undef X
  return "";
}

void summarise(const Progress& p) {
  std::printf("outcomes:");
  for (size_t i = 0; i < 64; i++) {
    if (p.codes[i] == 0) continue;
    std::printf(" %s %llu", name_of_code(i), u64_of(p.codes[i]));
  }
  std::printf("\ndigest %016llx\n", u64_of(p.digest));
}

// One input, here and now, so that a debugger and a sanitizer's whole report are at hand.
int repeat(const Input& input) {
  std::vector<std::string> story;
  const std::string defect = defect_of(input);
  std::printf("%s\n", defect.empty() ? "nothing broke" : defect.c_str());
  std::fflush(stdout);
  const Outcome outcome = try_input(input, &story);
  for (const std::string& line : story) std::printf("  %s\n", line.c_str());
  std::printf("%s %s\n", name_of_code(static_cast<size_t>(outcome.code)), outcome.broken);
  return outcome.end == End::broken ? 1 : 0;
}

// What one run of the fuzzer found.
struct Found {
  std::map<std::string, u64> defects;  // and how many inputs met each
  u64 failed = 0;
};

// The input at which a worker died, once more on its own, and told if its defect is new.
void examine(const Input& input, Progress& progress, Found& found) {
  std::string defect = defect_of(input);
  const bool again = !defect.empty();
  if (!again) defect = "a worker died here, and not when this input was tried on its own";
  if (found.defects[defect]++ == 0) tell(again ? smaller(input, defect) : input, defect);
  found.failed++;
  progress.tried++;
  progress.ends[static_cast<size_t>(End::broken)]++;
  progress.number++;
}

int conclude(const Progress& progress, double seconds, const Found& found) {
  say(progress, seconds, found.defects.size());
  for (const auto& [defect, times] : found.defects) {
    std::printf("%6llu times: %s\n", u64_of(times), defect.c_str());
  }
  summarise(progress);
  std::printf("%llu passed, %llu failed\n", u64_of(progress.tried - found.failed),
              u64_of(found.failed));
  return found.failed == 0 ? 0 : 1;
}

int supervise(const Arguments& a, Progress& progress) {
  const auto start = std::chrono::steady_clock::now();
  Found found;
  double said = 0;
  u64 stopped_at = ~u64{0};
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { is_over = 1; });
  int worker = start_worker(progress, a.seed, a.inputs, a.one.ticks);
  for (;;) {
    usleep(20000);
    const double now = seconds_since(start);
    const Ending ending = ending_of(worker);
    if (now - said >= line_seconds) say(progress, said = now, found.defects.size());
    if (ending == Ending::well) break;
    if (ending != Ending::none) {
      // stopped once is bad luck; at the same input again it is a defect
      const bool is_luck = ending == Ending::stopped && stopped_at != progress.number;
      stopped_at = progress.number;
      const Input input = {.seed = a.seed, .number = progress.number, .ticks = a.one.ticks};
      if (!is_luck) examine(input, progress, found);
      worker = start_worker(progress, a.seed, a.inputs, a.one.ticks);
    }
    if (now < static_cast<double>(a.seconds) && is_over == 0) continue;
    end_worker(worker);
    break;
  }
  return conclude(progress, seconds_since(start), found);
}

}  // namespace

int main(int count, char** words) {
  Arguments a;
  if (!read(count, words, a)) {
    std::puts(
        "striatum-fuzz [--seed N] [--seconds N | --inputs N] [--ticks N]\n"
        "striatum-fuzz --seed N --input N [--damages MASK] [--stimuli MASK] [--ticks N]");
    return 2;
  }
  if (a.is_one) return repeat(a.one);
  std::printf("seed %llu; paths:", u64_of(a.seed));
  for (size_t i = 0; i < paths; i++) {
    if (is_supported(static_cast<Path>(i))) std::printf(" %s", name_of(static_cast<Path>(i)));
  }
  std::puts("");
  std::fflush(stdout);
  void* const shared =
      mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return 2;
  return supervise(a, *static_cast<Progress*>(shared));
}
