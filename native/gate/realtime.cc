// Priority, timers and memory, as Linux gives them; elsewhere nothing is granted.
#include "realtime.h"

#ifdef __linux__
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#endif

namespace striatum::gate {

#ifdef __linux__

bool take_priority(int priority) {
  prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
  sched_param wanted{};
  wanted.sched_priority = priority;
  return sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &wanted) == 0;
}

bool lock_process() {
  return mlockall(MCL_CURRENT | MCL_FUTURE) == 0;
}

#else

bool take_priority(int) {
  return false;
}

bool lock_process() {
  return false;
}

#endif

}  // namespace striatum::gate
