// striatum-gate MEMORY [--period-us N] [--priority N] [--linger-ms N]
//
// The gate as a process of its own. MEMORY is the file that the program made for both, and the
// program holds the other end of the standard input, which ends when it dies, however it dies. The
// gate drives what it decides into that memory, where the board reads it. It ends when the program
// says so, on SIGTERM, or when the program has died, once every actuator is safe. SIGUSR1 is an
// emergency stop. Under a supervisor with a watchdog it feeds that while the control loop lives.
// Exit: 0 as asked, 1 the program died, 2 it could not begin.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loop.h"
#include "mapping.h"
#include "notify.h"
#include "realtime.h"

namespace striatum::gate {

namespace {

Memory* signalled = nullptr;
bool program_died = false;

void stop_by_signal(int) {
  signalled->stop.fetch_or(stop_signal, std::memory_order_release);
}

void close_by_signal(int) {
  signalled->closing.store(1, std::memory_order_release);
}

bool program_lives() {
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  if (program_died || poll(&input, 1, 0) <= 0) return !program_died;
  char ignored[64];
  const ssize_t got = read(STDIN_FILENO, ignored, sizeof ignored);
  program_died = got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN);
  return !program_died;
}

// The board reads what is driven out of the memory.
class MemoryOutputs : public Outputs {
 public:
  bool drive(const Done&, size_t) override { return true; }
};

struct Arguments {
  const char* memory = nullptr;
  long period_us = 1000;
  long priority = 0;
  long linger_ms = 1000;
};

bool read_number(const char* text, long min, long max, long& number) {
  char* end = nullptr;
  errno = 0;
  number = strtol(text, &end, 10);
  return errno == 0 && end != text && *end == '\0' && number >= min && number <= max;
}

bool read_arguments(int count, char** texts, Arguments& arguments) {
  if (count < 2 || count % 2 == 1) return false;
  arguments.memory = texts[1];
  for (int i = 2; i < count; i += 2) {
    bool known = false;
    const auto option = [&](const char* name, long min, long max, long& number) {
      if (strcmp(texts[i], name) == 0) known = read_number(texts[i + 1], min, max, number);
    };
    option("--period-us", 100, 100'000, arguments.period_us);
    option("--priority", 0, 99, arguments.priority);
    option("--linger-ms", 0, 60'000, arguments.linger_ms);
    if (!known) return false;
  }
  return true;
}

void take_signals() {
  const auto on = [](int number, void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(number, &action, nullptr);
  };
  on(SIGUSR1, stop_by_signal);
  on(SIGTERM, close_by_signal);
  // a terminal sends these to the whole group; the program says what becomes of the gate
  on(SIGINT, SIG_IGN);
  on(SIGHUP, SIG_IGN);
  on(SIGPIPE, SIG_IGN);
}

int begin(int count, char** texts) {
  Arguments arguments;
  if (!read_arguments(count, texts, arguments)) {
    fprintf(stderr,
            "striatum-gate MEMORY [--period-us 100..100000] [--priority 0..99] "
            "[--linger-ms 0..60000]\n");
    return 2;
  }
  static Mapping mapping;
  const char* problem = mapping.attach(arguments.memory);
  if (problem != nullptr) {
    fprintf(stderr, "striatum-gate: %s: %s (%s)\n", arguments.memory, problem, strerror(errno));
    return 2;
  }
  Memory& memory = *mapping.memory();
  signalled = &memory;
  take_signals();

  static Gate gate(memory.limits);
  unsigned granted = 0;
  if (lock_process()) granted |= granted_memory;
  if (arguments.priority > 0 && take_priority(static_cast<int>(arguments.priority))) {
    granted |= granted_priority;
  }
  memory.granted.store(granted, std::memory_order_relaxed);
  memory.gate_pid.store(static_cast<uint32_t>(getpid()), std::memory_order_release);

  MemoryOutputs outputs;
  LoopOptions options;
  options.period_us = static_cast<double>(arguments.period_us);
  options.linger_us = static_cast<double>(arguments.linger_ms) * 1000;
  options.program_lives = program_lives;
  // twice within the time that the supervisor waits
  options.watchdog_us = watchdog_us() / 2;
  options.all_is_well = [] { return notify("WATCHDOG=1"); };
  run(memory, gate, outputs, options);
  // the program would have removed the file
  if (program_died) unlink(arguments.memory);
  return program_died ? 1 : 0;
}

}  // namespace

}  // namespace striatum::gate

int main(int count, char** texts) {
  return striatum::gate::begin(count, texts);
}
