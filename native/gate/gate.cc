// What a step decides. Read from the top: step, the reasons in their order, and what is driven.
#include "gate.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace striatum::gate {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

Gate::Gate(const Limits& limits)
    : limits_(limits),
      reins_(limits_),
      readings_{},
      asked_{},
      done_{},
      armed_since_us_(infinity),
      last_us_(-infinity),
      unsafe_since_us_(-infinity) {
  std::fill_n(readings_.valid_us, channels_max, -infinity);
}

const Done& Gate::step(Memory& memory, double now_us) {
  has_readings_ |= memory.readings.read(readings_);
  has_command_ |= memory.asked.read(asked_);
  const Reason reason = reason_not_to_drive(memory, now_us);
  drive(reason, now_us);
  last_us_ = now_us;

  done_.tick = asked_.tick;
  done_.time_us = now_us;
  done_.reason = static_cast<double>(reason);
  done_.cause = senses_.cause;
  done_.fault = static_cast<double>(senses_.cause_fault);
  done_.stop = stop_;
  done_.stops = static_cast<double>(stops_);
  for (size_t i = 0; i < static_cast<size_t>(limits_.actuators); i++) {
    done_.value[i] = reins_.value[i];
    done_.held[i] = reins_.held[i];
  }
  memory.done.write(done_);
  memory.gate_beat.store(std::bit_cast<uint64_t>(now_us), std::memory_order_release);
  return done_;
}

void Gate::resume(const Memory& memory, const double* values, double now_us) {
  has_readings_ |= memory.readings.read(readings_);
  senses_.judge(limits_, readings_, now_us);
  std::copy_n(values, static_cast<size_t>(limits_.actuators), reins_.value);
  last_us_ = now_us;
  unsafe_since_us_ = infinity;
}

Reason Gate::reason_not_to_drive(Memory& memory, double now_us) {
  // samples are judged whatever else there is, so that tolerance is counted from their first fault
  const Verdict verdict = senses_.judge(limits_, readings_, now_us);
  if (is_stopped(memory)) return Reason::stopped;
  if (!is_armed(memory)) {
    armed_since_us_ = infinity;
    return was_lost_ ? Reason::heartbeat : Reason::disarmed;
  }
  armed_since_us_ = std::min(armed_since_us_, now_us);
  if (is_lost(memory, now_us)) return Reason::heartbeat;
  if (verdict == Verdict::safe) return Reason::sensor;
  if (verdict == Verdict::waiting) return Reason::waiting;
  if (!has_command_ || !(now_us - asked_.time_us <= limits_.command_us)) return Reason::command;
  return asked_.rests == 0 ? Reason::none : Reason::resting;
}

// A stop holds until the gate is armed by the number of that very stop, and no one asks for it any
// longer. An input that is held asks in every step; the others ask once.
bool Gate::is_stopped(Memory& memory) {
  const uint32_t asked = memory.stop.fetch_and(stop_input, std::memory_order_acq_rel);
  if (asked != 0) {
    stop_ |= asked;
    stops_++;
  } else if (is_armed(memory)) {
    stop_ = 0;
  }
  return stop_ != 0;
}

bool Gate::is_armed(const Memory& memory) {
  const uint64_t armed = memory.armed.load(std::memory_order_acquire);
  if (armed == 0 || armed == stops_ + 1) was_lost_ = false;
  return armed == stops_ + 1;
}

// A control loop that comes back soon drives on by itself; after a longer silence it must arm.
bool Gate::is_lost(const Memory& memory, double now_us) {
  const auto beat_us = std::bit_cast<double>(memory.beat.load(std::memory_order_acquire));
  // to arm is a sign of life
  const double silence_us = now_us - std::max(beat_us, armed_since_us_);
  if (silence_us > limits_.resume_us) {
    was_lost_ = true;
    stops_++;
  }
  return !(silence_us <= limits_.heartbeat_us);
}

void Gate::drive(Reason reason, double now_us) {
  const double dt_us = std::clamp(now_us - last_us_, 0.0, limits_.tick_us);
  if (reason == Reason::none) {
    unsafe_since_us_ = infinity;
    reins_.follow(limits_, asked_.value, dt_us);
    return;
  }
  if (unsafe_since_us_ == infinity) unsafe_since_us_ = now_us;
  reins_.rest(limits_, now_us - unsafe_since_us_, dt_us);
}

}  // namespace striatum::gate
