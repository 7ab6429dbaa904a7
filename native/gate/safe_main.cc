// striatum-safe MEMORY
//
// Drives every actuator safe after a crash in which the gate died, too. It waits for no one, may be
// run by whoever may write the memory, and does no harm where all is safe already. For systemd's
// ExecStopPost. Exit: 0 safe, 1 the gate is alive and sees to it itself, 2 there is no such memory.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "mapping.h"

namespace striatum::gate {

namespace {

int begin(int count, char** texts) {
  if (count != 2) {
    fprintf(stderr, "striatum-safe MEMORY\n");
    return 2;
  }
  Mapping mapping;
  const char* problem = mapping.attach(texts[1]);
  if (problem != nullptr) {
    fprintf(stderr, "striatum-safe: %s: %s (%s)\n", texts[1], problem, strerror(errno));
    return 2;
  }
  Memory& memory = *mapping.memory();
  memory.armed.store(0, std::memory_order_release);
  const auto gate = static_cast<pid_t>(memory.gate_pid.load(std::memory_order_acquire));
  if (gate > 0 && kill(gate, 0) == 0) return 1;
  Done done{};
  done.time_us = now_us();
  done.reason = static_cast<double>(Reason::disarmed);
  done.cause = -1;
  for (size_t i = 0; i < channels_max; i++) done.value[i] = memory.limits.actuator[i].safe;
  memory.done.write(done);
  return 0;
}

}  // namespace

}  // namespace striatum::gate

int main(int count, char** texts) {
  return striatum::gate::begin(count, texts);
}
