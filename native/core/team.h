// A team of threads that goes through a tick together: the caller is member 0, the others wait for
// it between ticks. What a tick does is divided by neurons or by arriving rows, never by who is
// first, so that any number of members gives the same bits.
#pragma once

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace striatum {

// A member's part of what a team does.
struct Share {
  size_t member = 0;
  size_t members = 1;

  // Where the part begins of a count of things that are given out in whole groups of `grain`; it
  // ends where the next member's begins.
  size_t begin(size_t count, size_t grain) const { return cut(member, count, grain); }
  size_t end(size_t count, size_t grain) const { return cut(member + 1, count, grain); }

 private:
  size_t cut(size_t at, size_t count, size_t grain) const {
    const size_t groups = (count + grain - 1) / grain;
    return std::min(count, groups * at / members * grain);
  }
};

class Team {
 public:
  Team() = default;
  ~Team() { dismiss(); }
  Team(const Team&) = delete;
  Team& operator=(const Team&) = delete;

  // Makes it a team of `members`, at least 1, by starting threads. False if the system gives none:
  // it is then a team of one.
  bool hire(size_t members);
  void dismiss();

  size_t members() const { return threads_.size() + 1; }

  // work(what, share) by every member at once; returns when all are done. A team of one calls it.
  using Work = void (*)(void* what, Share share);
  void run(Work work, void* what);

  // Called by every member within its work: none goes on before all are here.
  void meet();

 private:
  struct Thread {
    Team* team;
    size_t member;
    pthread_t handle;
  };

  static void* live(void* thread);
  void wait(const std::atomic<uint32_t>& word, uint32_t old) const;

  std::vector<Thread> threads_;
  Work work_ = nullptr;  // nullptr to a thread that wakes: the team is dismissed
  void* what_ = nullptr;
  int spins_ = 0;

  alignas(64) std::atomic<uint32_t> started_{0};  // counts runs
  alignas(64) std::atomic<uint32_t> here_{0};     // members that wait in meet()
  alignas(64) std::atomic<uint32_t> met_{0};      // counts meetings
};

}  // namespace striatum
