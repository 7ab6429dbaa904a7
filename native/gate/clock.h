// The only file of the native half that asks the time, and waits for it.
#pragma once

#include <time.h>

namespace striatum::gate {

// Microseconds of the machine's monotonic clock: the same for every process.
inline double now_us() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// Sleeps until then, whatever signals arrive meanwhile.
inline void sleep_until_us(double until_us) {
#ifdef __linux__
  const double seconds = until_us / 1e6;
  timespec until;
  until.tv_sec = static_cast<time_t>(seconds);
  until.tv_nsec = static_cast<long>((seconds - static_cast<double>(until.tv_sec)) * 1e9);
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr) != 0) {
  }
#else
  for (double left_us = until_us - now_us(); left_us > 0; left_us = until_us - now_us()) {
    timespec left = {static_cast<time_t>(left_us / 1e6),
                     static_cast<long>(left_us * 1e3) % 1'000'000'000};
    nanosleep(&left, nullptr);
  }
#endif
}

}  // namespace striatum::gate
