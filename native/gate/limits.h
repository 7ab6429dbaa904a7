// What the gate holds a robot to: constant once it runs. The program writes it before the gate
// starts; the gate takes a copy and checks it, so that a program gone wild cannot loosen it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace striatum::gate {

// More sensors or actuators than this are refused; the memory that is shared has room for so many.
constexpr size_t channels_max = 64;

// How an actuator reaches its safe value.
enum class Reach : uint32_t { at_once, ramp, hold_then_ramp };

struct SensorLimit {
  double min;  // in the channel's unit
  double max;
  double stale_us;     // an older sample is stale
  double tolerate_us;  // bad samples are put up with for so long
};

struct ActuatorLimit {
  double min;  // in the channel's unit
  double max;
  double safe;        // harmless, within the range
  double slew_per_s;  // the fastest change, in the unit per second
  double hold_us;     // hold_then_ramp: the last value is kept for so long
  double reach;       // a Reach
};

struct Limits {
  double sensors;  // how many of each follow
  double actuators;
  double tick_us;       // of the control loop: no step allows more slew than a tick's
  double command_us;    // an older command is late
  double heartbeat_us;  // a control loop that is silent for longer is lost
  double resume_us;     // one that was lost for longer drives again only once it is armed
  SensorLimit sensor[channels_max];
  ActuatorLimit actuator[channels_max];
};

// Whether the gate can hold a robot to them: finite numbers, ranges the right way round, safe
// values within them, times above 0. The first thing that is wrong, or nullptr.
const char* problem_of(const Limits& limits);

}  // namespace striatum::gate
