// Making, mapping and letting go.
#include "mapping.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace striatum::gate {

const char* Mapping::create(const char* path, const Limits& limits) {
  const int file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return "a file to share could not be made";
  const char* problem = nullptr;
  if (ftruncate(file, sizeof(Memory)) != 0) {
    problem = "there is no room for the file to share";
    ::close(file);
  } else {
    problem = map(file);
  }
  if (problem != nullptr) {
    unlink(path);
    return problem;
  }
  // without it the pages may be swapped out, which costs time and nothing else
  (void)mlock(memory_, sizeof(Memory));
  prepare(*memory_, limits);
  return nullptr;
}

const char* Mapping::attach(const char* path) {
  const int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return "the shared file could not be opened";
  struct stat found;
  if (fstat(file, &found) != 0 || found.st_size != static_cast<off_t>(sizeof(Memory))) {
    ::close(file);
    return "the shared file is not as long as it should be: another version made it";
  }
  const char* problem = map(file);
  if (problem != nullptr) return problem;
  if (memory_->magic != memory_magic || memory_->version != memory_version ||
      memory_->bytes != sizeof(Memory)) {
    close();
    return "the shared file is of another version";
  }
  if (problem_of(memory_->limits) != nullptr) {
    close();
    return "the shared file holds limits of no use";
  }
  return nullptr;
}

const char* Mapping::map(int file) {
  void* bytes = mmap(nullptr, sizeof(Memory), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  ::close(file);
  if (bytes == MAP_FAILED) return "the shared file could not be mapped";
  memory_ = static_cast<Memory*>(bytes);
  return nullptr;
}

void Mapping::close() {
  if (memory_ != nullptr) munmap(memory_, sizeof(Memory));
  memory_ = nullptr;
}

}  // namespace striatum::gate
