// A datagram to the supervisor.
#include "notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace striatum::gate {

bool notify(const char* text) {
  const char* path = getenv("NOTIFY_SOCKET");
  sockaddr_un address = {};
  if (path == nullptr || (path[0] != '/' && path[0] != '@')) return false;
  const size_t length = strlen(path);
  if (length >= sizeof address.sun_path) return false;
  address.sun_family = AF_UNIX;
  memcpy(address.sun_path, path, length);
  // a name that begins with @ lives outside the file system
  if (path[0] == '@') address.sun_path[0] = '\0';
  const int connection = socket(AF_UNIX, SOCK_DGRAM, 0);
  if (connection < 0) return false;
  const auto bytes = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
  const ssize_t sent = sendto(connection, text, strlen(text), MSG_DONTWAIT,
                              reinterpret_cast<const sockaddr*>(&address), bytes);
  close(connection);
  return sent == static_cast<ssize_t>(strlen(text));
}

double watchdog_us() {
  const char* text = getenv("WATCHDOG_USEC");
  if (text == nullptr) return 0;
  char* end = nullptr;
  const double us = strtod(text, &end);
  return end != text && *end == '\0' && us > 0 ? us : 0;
}

}  // namespace striatum::gate
