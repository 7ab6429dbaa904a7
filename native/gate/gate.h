// The gate: the last check before an actuator. A step looks at what the program said last and how
// long ago that was, and decides what is driven. It is the same whether a simulation calls it, a
// thread, or the process that outlives the program.
#pragma once

#include "limits.h"
#include "memory.h"
#include "reins.h"
#include "senses.h"

namespace striatum::gate {

class Gate {
 public:
  // Every actuator at its safe value, and disarmed. Limits are copied; they have no problem.
  explicit Gate(const Limits& limits);

  // Decides what is driven now, and says so in the memory.
  const Done& step(Memory& memory, double now_us);

  // As after a step that drove these values on the samples that the memory holds.
  void resume(const Memory& memory, const double* values, double now_us);

  const Limits& limits() const { return limits_; }
  const Senses& senses() const { return senses_; }
  const Reins& reins() const { return reins_; }

 private:
  Reason reason_not_to_drive(Memory& memory, double now_us);
  bool is_stopped(Memory& memory);
  bool is_armed(const Memory& memory);
  bool is_lost(const Memory& memory, double now_us);
  void drive(Reason reason, double now_us);

  Limits limits_;
  Senses senses_;
  Reins reins_;
  Readings readings_;
  Asked asked_;
  Done done_;
  bool has_readings_ = false;
  bool has_command_ = false;
  bool was_lost_ = false;   // the control loop, for so long that it must arm
  uint32_t stop_ = 0;       // Stop bits that hold
  uint64_t stops_ = 0;      // what it must be armed by, less 1
  double armed_since_us_;   // Infinity while it is not
  double last_us_;          // of the last step; -Infinity before the first
  double unsafe_since_us_;  // Infinity while it drives
};

}  // namespace striatum::gate
