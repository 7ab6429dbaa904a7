// How a command is held back.
#include "reins.h"

#include <algorithm>
#include <cmath>

namespace striatum::gate {

namespace {

double slew_of(const ActuatorLimit& limit, double dt_us) {
  return limit.slew_per_s * (dt_us / 1000) / 1000;
}

}  // namespace

Reins::Reins(const Limits& limits) : value{}, held{} {
  for (size_t i = 0; i < static_cast<size_t>(limits.actuators); i++) {
    value[i] = limits.actuator[i].safe;
  }
}

void Reins::follow(const Limits& limits, const double* asked, double dt_us) {
  for (size_t i = 0; i < static_cast<size_t>(limits.actuators); i++) {
    const ActuatorLimit& limit = limits.actuator[i];
    const double slew = slew_of(limit, dt_us);
    const double last = value[i];
    double next = asked[i];
    held[i] = 0;
    if (std::isnan(next)) {
      held[i] |= held_not_a_number;
      next = limit.safe;
    }
    if (next < limit.min || next > limit.max) {
      held[i] |= held_range;
      next = std::clamp(next, limit.min, limit.max);
    }
    if (next < last - slew || next > last + slew) {
      held[i] |= held_slew;
      next = std::clamp(next, last - slew, last + slew);
    }
    value[i] = next;
  }
}

void Reins::rest(const Limits& limits, double since_us, double dt_us) {
  for (size_t i = 0; i < static_cast<size_t>(limits.actuators); i++) {
    const ActuatorLimit& limit = limits.actuator[i];
    held[i] = 0;
    switch (static_cast<Reach>(static_cast<uint32_t>(limit.reach))) {
      case Reach::hold_then_ramp:
        if (since_us < limit.hold_us) break;
        [[fallthrough]];
      case Reach::ramp: {
        const double slew = slew_of(limit, dt_us);
        value[i] = std::clamp(limit.safe, value[i] - slew, value[i] + slew);
        break;
      }
      default:
        value[i] = limit.safe;
    }
  }
}

}  // namespace striatum::gate
