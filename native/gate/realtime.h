// What the system is asked for so that a loop wakes in time.
#pragma once

namespace striatum::gate {

enum Granted : unsigned { granted_priority = 1, granted_memory = 2 };

// Asks for real-time priority of the calling thread (SCHED_FIFO, 1 to 99; its children do not
// inherit it) and for exact timers; answers whether it was granted. Nothing changes where not.
bool take_priority(int priority);

// Keeps the whole process in memory. For programs without a JavaScript engine only: V8 aborts
// where its pages are locked.
bool lock_process();

}  // namespace striatum::gate
