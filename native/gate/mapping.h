// A memory that processes share, as a file that each of them maps.
#pragma once

#include "memory.h"

namespace striatum::gate {

class Mapping {
 public:
  Mapping() = default;
  ~Mapping() { close(); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  // Makes the file, which must not be there yet, readable by its owner alone, and keeps it from
  // being swapped out where that is allowed. nullptr, or what failed (errno says why).
  const char* create(const char* path, const Limits& limits);
  // Maps a file that another made; refuses one of another version, or with limits of no use.
  const char* attach(const char* path);
  void close();

  Memory* memory() const { return memory_; }

 private:
  const char* map(int file);

  Memory* memory_ = nullptr;
};

}  // namespace striatum::gate
