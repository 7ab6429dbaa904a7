// What becomes of a command: a value that is none becomes safe, then range, then slew from the
// value last driven. And the way from there to safe. What held a value back is said.
#pragma once

#include <cstdint>

#include "limits.h"

namespace striatum::gate {

// What held a value back, as bits.
enum Held : uint8_t { held_not_a_number = 1, held_range = 2, held_slew = 4 };

class Reins {
 public:
  double value[channels_max];  // as last driven
  uint8_t held[channels_max];  // Held bits of the last command

  // Every actuator at its safe value.
  explicit Reins(const Limits& limits);

  // As near to what was asked as range and slew allow after dt_us.
  void follow(const Limits& limits, const double* asked, double dt_us);
  // Towards safe, each in its own way, `since_us` after it became unsafe.
  void rest(const Limits& limits, double since_us, double dt_us);
};

}  // namespace striatum::gate
