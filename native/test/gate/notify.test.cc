// A supervisor's socket: what it hears, and when a gate is silent.
#include "../../gate/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "../../gate/clock.h"
#include "../../gate/loop.h"
#include "../check.h"

using namespace striatum::gate;

namespace {

// Listens where NOTIFY_SOCKET says, outside the file system, as systemd does.
struct Supervisor {
  int socket = ::socket(AF_UNIX, SOCK_DGRAM, 0);

  Supervisor() {
    const std::string name = "striatum-notify-" + std::to_string(getpid());
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    name.copy(address.sun_path + 1, name.size());
    const auto bytes = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    CHECK(bind(socket, reinterpret_cast<sockaddr*>(&address), bytes) == 0);
    setenv("NOTIFY_SOCKET", ("@" + name).c_str(), 1);
  }
  ~Supervisor() {
    close(socket);
    unsetenv("NOTIFY_SOCKET");
  }

  // What it heard since, one after another.
  std::string heard() const {
    std::string all;
    char text[256];
    for (ssize_t got; (got = recv(socket, text, sizeof text, MSG_DONTWAIT)) > 0;) {
      all += std::string(text, static_cast<size_t>(got)) + ";";
    }
    return all;
  }
};

struct Nothing : Outputs {
  bool drive(const Done&, size_t) override { return true; }
};

}  // namespace

#ifdef __linux__
TEST(notify_hears, "a supervisor hears what it is told; without one nothing is said") {
  CHECK(!notify("READY=1"));
  {
    Supervisor supervisor;
    CHECK(notify("READY=1"));
    CHECK(notify("STATUS=drives\nWATCHDOG=1"));
    CHECK(supervisor.heard() == "READY=1;STATUS=drives\nWATCHDOG=1;");
  }
  setenv("NOTIFY_SOCKET", "nowhere", 1);
  CHECK(!notify("READY=1"));
  setenv("NOTIFY_SOCKET", ("/" + std::string(200, 'x')).c_str(), 1);
  CHECK(!notify("READY=1"));
  unsetenv("NOTIFY_SOCKET");
}

TEST(notify_watchdog, "the watchdog is fed while the control loop lives, and no longer") {
  Supervisor supervisor;
  auto memory = std::make_unique<Memory>();
  Limits limits{};
  limits.tick_us = 1000;
  limits.command_us = limits.heartbeat_us = 20'000;
  limits.resume_us = 1e9;
  prepare(*memory, limits);
  Gate gate(limits);
  Nothing outputs;
  LoopOptions options;
  options.watchdog_us = 2000;
  options.all_is_well = [] { return notify("WATCHDOG=1"); };
  options.linger_us = 0;
  // arming is a sign of life, and the only one
  memory->armed.store(1);
  static double end_us;
  end_us = now_us() + 200'000;
  options.program_lives = [] { return now_us() < end_us; };
  run(*memory, gate, outputs, options);
  const std::string heard = supervisor.heard();
  const size_t times = heard.size() / std::string("WATCHDOG=1;").size();
  // 20 ms of life and one message each 2 ms at the most, of the 100 that 200 ms would hold
  CHECK(times >= 1 && times <= 12);
}
#endif

TEST(watchdog_time, "the time that a supervisor waits is read, or there is none") {
  unsetenv("WATCHDOG_USEC");
  CHECK(watchdog_us() == 0);
  setenv("WATCHDOG_USEC", "1000000", 1);
  CHECK(watchdog_us() == 1e6);
  for (const char* text : {"", "x", "-5", "10s"}) {
    setenv("WATCHDOG_USEC", text, 1);
    CHECK(watchdog_us() == 0);
  }
  unsetenv("WATCHDOG_USEC");
}
