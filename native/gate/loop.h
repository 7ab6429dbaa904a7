// The gate's loop: waits, steps, drives. It ends when the program says so, or has died and every
// actuator has reached its safe value.
#pragma once

#include "gate.h"

namespace striatum::gate {

// Whatever carries values to actuators. Called in every step, from the loop's thread alone.
class Outputs {
 public:
  virtual ~Outputs() = default;
  // False: they could not be driven; counted, and tried again in the next step.
  virtual bool drive(const Done& done, size_t actuators) = 0;
};

struct LoopOptions {
  double period_us = 1000;
  // Asked in every step: false once the program has died.
  bool (*program_lives)() = nullptr;
  // How long it goes on after the program died, so that ramps end and drivers are told again.
  double linger_us = 1e6;
  // How often a supervisor is told that all is well, which it is only while the control loop gives
  // signs of life; 0: never.
  double watchdog_us = 0;
  bool (*all_is_well)() = nullptr;
};

void run(Memory& memory, Gate& gate, Outputs& outputs, const LoopOptions& options);

}  // namespace striatum::gate
