// How samples are judged.
#include "senses.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace striatum::gate {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

Fault fault_of(const SensorLimit& limit, double value, double age_us, double tick_us) {
  if (age_us == infinity) return Fault::missing;
  // neither is an age that is no number, nor one before its time, which would never grow old
  if (!(age_us <= limit.stale_us && age_us >= -tick_us)) return Fault::stale;
  if (std::isnan(value)) return Fault::not_a_number;
  return value < limit.min || value > limit.max ? Fault::out_of_range : Fault::none;
}

}  // namespace

Senses::Senses() : fault{} {
  std::fill_n(clean, channels_max, std::numeric_limits<double>::quiet_NaN());
  std::fill_n(bad_since_us, channels_max, infinity);
}

Verdict Senses::judge(const Limits& limits, const Readings& readings, double now_us) {
  Verdict verdict = Verdict::ok;
  for (size_t i = 0; i < static_cast<size_t>(limits.sensors); i++) {
    const double value = readings.value[i];
    const double age_us = now_us - readings.valid_us[i];
    fault[i] = fault_of(limits.sensor[i], value, age_us, limits.tick_us);
    if (fault[i] == Fault::none) {
      clean[i] = value;
      bad_since_us[i] = infinity;
    } else {
      verdict = std::max(verdict, hold(limits.sensor[i], i, now_us));
    }
  }
  return verdict;
}

Verdict Senses::hold(const SensorLimit& limit, size_t i, double now_us) {
  if (bad_since_us[i] == infinity) bad_since_us[i] = now_us;
  if (now_us - bad_since_us[i] > limit.tolerate_us) {
    cause = static_cast<int32_t>(i);
    cause_fault = fault[i];
    return Verdict::safe;
  }
  return std::isnan(clean[i]) ? Verdict::waiting : Verdict::held;
}

}  // namespace striatum::gate
