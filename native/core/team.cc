// Starting, waking and joining the threads of a team.
#include "team.h"

#include <thread>

namespace striatum {

namespace {

// A phase takes microseconds, so a member looks for about as long before it sleeps; where there
// are more members than cores it sleeps at once.
constexpr int spins = 4000;

void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__) || defined(__arm__)
  asm volatile("yield");
#endif
}

}  // namespace

bool Team::hire(size_t members) {
  dismiss();
  spins_ = members <= std::thread::hardware_concurrency() ? spins : 0;
  threads_.reserve(members - 1);  // their addresses are handed out
  for (size_t member = 1; member < members; member++) {
    threads_.push_back({this, member, {}});
    if (pthread_create(&threads_.back().handle, nullptr, live, &threads_.back()) == 0) continue;
    threads_.pop_back();
    dismiss();
    return false;
  }
  return true;
}

void Team::dismiss() {
  work_ = nullptr;
  started_.fetch_add(1, std::memory_order_release);
  started_.notify_all();
  for (const Thread& thread : threads_) pthread_join(thread.handle, nullptr);
  threads_.clear();
  started_ = here_ = met_ = 0;
}

void Team::run(Work work, void* what) {
  if (threads_.empty()) return work(what, {});
  work_ = work;
  what_ = what;
  started_.fetch_add(1, std::memory_order_release);
  started_.notify_all();
  work(what, {0, members()});
  meet();
}

void Team::meet() {
  if (threads_.empty()) return;
  const uint32_t meeting = met_.load(std::memory_order_acquire);
  if (here_.fetch_add(1, std::memory_order_acq_rel) + 1 == members()) {
    here_.store(0, std::memory_order_relaxed);
    met_.store(meeting + 1, std::memory_order_release);
    met_.notify_all();
    return;
  }
  wait(met_, meeting);
}

void* Team::live(void* thread) {
  const auto [team, member, handle] = *static_cast<Thread*>(thread);
  for (uint32_t runs = 0;; runs++) {
    team->wait(team->started_, runs);
    if (team->work_ == nullptr) return nullptr;
    team->work_(team->what_, {member, team->members()});
    team->meet();
  }
}

void Team::wait(const std::atomic<uint32_t>& word, uint32_t old) const {
  for (int i = 0; i < spins_; i++) {
    if (word.load(std::memory_order_acquire) != old) return;
    pause();
  }
  while (word.load(std::memory_order_acquire) == old) word.wait(old, std::memory_order_acquire);
}

}  // namespace striatum
