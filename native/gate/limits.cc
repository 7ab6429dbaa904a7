// What limits must be like.
#include "limits.h"

#include <cmath>

namespace striatum::gate {

namespace {

bool is_count(double value) {
  return value >= 0 && value <= static_cast<double>(channels_max) && value == std::floor(value);
}

bool is_time(double value) {
  return std::isfinite(value) && value > 0;
}

bool is_range(double min, double max) {
  return std::isfinite(min) && std::isfinite(max) && min < max;
}

const char* problem_of(const SensorLimit& limit) {
  if (!is_range(limit.min, limit.max)) return "the range of a sensor";
  if (!is_time(limit.stale_us)) return "the age at which a sample is stale";
  if (!(limit.tolerate_us >= 0 && std::isfinite(limit.tolerate_us))) {
    return "the time for which bad samples are tolerated";
  }
  return nullptr;
}

const char* problem_of(const ActuatorLimit& limit) {
  if (!is_range(limit.min, limit.max)) return "the range of an actuator";
  if (!(limit.safe >= limit.min && limit.safe <= limit.max)) return "the safe value of an actuator";
  if (!is_time(limit.slew_per_s)) return "the slew of an actuator";
  if (!(limit.hold_us >= 0 && std::isfinite(limit.hold_us))) return "the hold time of an actuator";
  const double last = static_cast<double>(Reach::hold_then_ramp);
  if (!(limit.reach >= 0 && limit.reach <= last && limit.reach == std::floor(limit.reach))) {
    return "the way in which an actuator reaches its safe value";
  }
  return nullptr;
}

}  // namespace

const char* problem_of(const Limits& limits) {
  if (!is_count(limits.sensors)) return "the number of sensors";
  if (!is_count(limits.actuators)) return "the number of actuators";
  if (!is_time(limits.tick_us)) return "the length of a tick";
  if (!is_time(limits.command_us)) return "the age at which a command is late";
  if (!is_time(limits.heartbeat_us)) return "the silence after which the control loop is lost";
  if (!is_time(limits.resume_us)) return "the silence after which the gate wants to be armed";
  const char* problem = nullptr;
  for (size_t i = 0; i < static_cast<size_t>(limits.sensors) && problem == nullptr; i++) {
    problem = problem_of(limits.sensor[i]);
  }
  for (size_t i = 0; i < static_cast<size_t>(limits.actuators) && problem == nullptr; i++) {
    problem = problem_of(limits.actuator[i]);
  }
  return problem;
}

}  // namespace striatum::gate
