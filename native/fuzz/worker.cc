// Forking, and reading what a dying process said. CPU time is bounded, not time, so that a busy
// machine makes no defect.
#include "worker.h"

#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <initializer_list>

// Sanitizers ask for these by name: a stack for what aborts, none for leaks at the end of a fork.
extern "C" const char* __asan_default_options() {
  return "handle_abort=1:detect_leaks=0";
}
extern "C" const char* __ubsan_default_options() {
  return "print_stacktrace=1";
}

namespace striatum::fuzz {

namespace {

constexpr int input_cpu_seconds = 30;

void out_of_time(int) {
  static constexpr char text[] = "broken: it took too long\n";
  (void)!write(STDERR_FILENO, text, sizeof text - 1);
  _exit(1);
}

void bound_time() {
  std::signal(SIGVTALRM, out_of_time);
  itimerval limit{};
  limit.it_value.tv_sec = input_cpu_seconds;
  setitimer(ITIMER_VIRTUAL, &limit, nullptr);
}

// Tries an input here; dies if something is broken.
Outcome try_or_die(const Input& input) {
  bound_time();
  const Outcome outcome = try_input(input);
  if (outcome.end != End::broken) return outcome;
  std::fprintf(stderr, "broken: %s\n", outcome.broken);
  _exit(1);
}

void work(Progress& progress, u64 seed, u64 end, u32 ticks) {
  while (progress.number < end) {
    const Input input = {.seed = seed, .number = progress.number, .ticks = ticks};
    const Outcome outcome = try_or_die(input);
    const u64 said = outcome.digest + static_cast<u64>(outcome.code);
    progress.digest += mix64(said ^ input.number << 32);
    progress.ends[static_cast<size_t>(outcome.end)]++;
    progress.codes[static_cast<size_t>(outcome.code)]++;
    progress.tried++;
    progress.number++;
  }
}

// From the place on where any of the words begins; "" if none is there.
std::string from_any(const char* line, std::initializer_list<const char*> words) {
  for (const char* word : words) {
    const char* const found = std::strstr(line, word);
    if (found != nullptr) return {found, std::strcspn(found, "\n")};
  }
  return "";
}

std::string without_digits(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c < '0' || c > '9') out += c;
  }
  return out;
}

// What a report says broke, and the first place of ours that it names: the same for each input that
// meets the same defect.
std::string headline(std::FILE* report) {
  char line[2000];
  std::string what;
  std::rewind(report);
  while (std::fgets(line, sizeof line, report) != nullptr) {
    const std::string broken = from_any(line, {"broken: "});
    if (!broken.empty()) return broken;
    if (what.empty()) {
      what = without_digits(from_any(line, {"Assertion", "runtime error:", "AddressSanitizer:"}));
    }
    const std::string place = from_any(line, {"native/core/", "native/fuzz/"});
    const bool is_frame = std::strncmp(line, "    #", 5) == 0;
    if (!what.empty() && is_frame && !place.empty()) return what + " | " + place;
  }
  return what.empty() ? "it died without a word" : what;
}

}  // namespace

int start_worker(Progress& progress, u64 seed, u64 end, u32 ticks) {
  const int child = fork();
  if (child != 0) return child;
  // what it says is asked for once more, of a process that tries this input alone
  (void)!std::freopen("/dev/null", "w", stderr);
  work(progress, seed, end, ticks);
  _exit(0);
}

void end_worker(int worker) {
  kill(worker, SIGKILL);
  waitpid(worker, nullptr, 0);
}

Ending ending_of(int worker) {
  int status = 0;
  if (waitpid(worker, &status, WNOHANG) == 0) return Ending::none;
  const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (signal == SIGKILL || signal == SIGTERM || signal == SIGINT) return Ending::stopped;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Ending::well : Ending::badly;
}

std::string defect_of(const Input& input) {
  std::FILE* const report = std::tmpfile();
  if (report == nullptr) return "no temporary file could be made";
  const int child = fork();
  if (child == 0) {
    dup2(fileno(report), STDERR_FILENO);
    (void)try_or_die(input);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  const bool well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  const bool stopped = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  const std::string said = well ? "" : stopped ? "it was killed" : headline(report);
  std::fclose(report);
  return said;
}

Input smaller(Input input, const std::string& defect) {
  const auto same = [&](const Input& candidate) { return defect_of(candidate) == defect; };
  for (u32 Input::*const part : {&Input::damages, &Input::stimuli}) {
    for (int bit = 0; bit < 8; bit++) {
      Input candidate = input;
      candidate.*part &= ~(u32{1} << bit);
      if (same(candidate)) input = candidate;
    }
  }
  for (int tries = 0; tries < 8 && input.ticks > 1; tries++) {
    Input candidate = input;
    candidate.ticks /= 2;
    if (!same(candidate)) break;
    input = candidate;
  }
  return input;
}

}  // namespace striatum::fuzz
