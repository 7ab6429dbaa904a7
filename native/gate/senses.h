// What is to be thought of the latest samples: the gate and the control loop judge alike, each with
// a memory of its own. No bad sample gets in unseen: the last good value stands in for it as long
// as it is tolerated, and then the robot is to be safe.
#pragma once

#include <cstdint>

#include "limits.h"

namespace striatum::gate {

// The worst last.
enum class Verdict : uint32_t { ok, held, waiting, safe };

enum class Fault : uint8_t { none, missing, stale, not_a_number, out_of_range };

// One sample of each sensor, and when each was true: -Infinity where there was none yet.
struct Readings {
  double value[channels_max];
  double valid_us[channels_max];
};

struct Senses {
  double clean[channels_max];         // the last good values; NaN before the first
  double bad_since_us[channels_max];  // Infinity where the last sample was good
  Fault fault[channels_max];          // of the last sample
  int32_t cause = -1;                 // the sensor that caused the last `safe`
  Fault cause_fault = Fault::none;

  Senses();
  Verdict judge(const Limits& limits, const Readings& readings, double now_us);

 private:
  Verdict hold(const SensorLimit& limit, size_t i, double now_us);
};

}  // namespace striatum::gate
