// Read it from the top: this is all that runs between a program that hangs and a motor.
#include "loop.h"

#include <cmath>
#include <limits>

#include "clock.h"

namespace striatum::gate {

namespace {

// Whether the control loop lives, or was never armed.
bool is_well(const Done& done) {
  return done.reason != static_cast<double>(Reason::heartbeat);
}

bool is_safe(const Limits& limits, const Done& done) {
  for (size_t i = 0; i < static_cast<size_t>(limits.actuators); i++) {
    if (done.value[i] != limits.actuator[i].safe) return false;
  }
  return true;
}

}  // namespace

void run(Memory& memory, Gate& gate, Outputs& outputs, const LoopOptions& options) {
  const auto actuators = static_cast<size_t>(gate.limits().actuators);
  double dead_since_us = std::numeric_limits<double>::infinity();
  double due_us = now_us() + options.period_us;
  double told_us = -std::numeric_limits<double>::infinity();
  for (;;) {
    sleep_until_us(due_us);
    const double woken_us = now_us();
    memory.lateness.add(woken_us - due_us);

    if (options.program_lives != nullptr && !options.program_lives()) {
      dead_since_us = std::fmin(dead_since_us, woken_us);
    }
    const bool closing = memory.closing.load(std::memory_order_acquire) != 0;
    if (closing || dead_since_us <= woken_us) memory.armed.store(0, std::memory_order_release);

    const Done& done = gate.step(memory, woken_us);
    if (!outputs.drive(done, actuators)) memory.failed.fetch_add(1, std::memory_order_relaxed);

    if (options.watchdog_us > 0 && is_well(done) && woken_us - told_us >= options.watchdog_us) {
      options.all_is_well();
      told_us = woken_us;
    }

    const bool over = closing || woken_us - dead_since_us > options.linger_us;
    if (over && is_safe(gate.limits(), done)) return;

    // late steps are left out; the next is on the grid
    due_us += options.period_us;
    if (due_us < woken_us) {
      const double slots = std::ceil((woken_us - due_us) / options.period_us);
      memory.lateness.missed.fetch_add(static_cast<uint64_t>(slots), std::memory_order_relaxed);
      due_us += slots * options.period_us;
    }
  }
}

}  // namespace striatum::gate
