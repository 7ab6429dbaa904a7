// What a supervisor is told: systemd's protocol (sd_notify(3)), without its library. A message goes
// to the socket that NOTIFY_SOCKET names; where there is none, nothing is said.
#pragma once

namespace striatum::gate {

// "READY=1", "WATCHDOG=1", "STOPPING=1", "STATUS=..." or several, a line each. False where there is
// no supervisor, or it could not be told. Allocates nothing and never waits.
bool notify(const char* text);

// How long the supervisor waits for a sign of life of this process, in us; 0: it does not.
double watchdog_us();

}  // namespace striatum::gate
