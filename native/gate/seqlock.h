// A value that one side writes and others read, across processes and without a lock: the writer
// never waits, and a reader that meets a write in progress tries again.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace striatum::gate {

template <class T>
class Seqlock {
  static_assert(sizeof(T) % 8 == 0, "a whole number of words");

 public:
  // One writer at a time. A writer that was killed halfway leaves an odd sequence, and the next
  // one goes on from it.
  void write(const T& value) {
    const uint32_t busy = sequence_.load(std::memory_order_relaxed) | 1;
    sequence_.store(busy, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    uint64_t words[word_count];
    std::memcpy(words, &value, sizeof value);
    for (size_t i = 0; i < word_count; i++) words_[i].store(words[i], std::memory_order_relaxed);
    sequence_.store(busy + 1, std::memory_order_release);
  }

  // False, and nothing read, where there is none or no whole one could be had: its writer is being
  // held up, or died. What was read before then counts, and grows old.
  bool read(T& value) const {
    for (int attempt = 0; attempt < attempts; attempt++) {
      const uint32_t before = sequence_.load(std::memory_order_acquire);
      if (before == 0) return false;
      if (before & 1) continue;
      uint64_t words[word_count];
      for (size_t i = 0; i < word_count; i++) words[i] = words_[i].load(std::memory_order_relaxed);
      std::atomic_thread_fence(std::memory_order_acquire);
      if (sequence_.load(std::memory_order_relaxed) != before) continue;
      std::memcpy(&value, words, sizeof value);
      return true;
    }
    return false;
  }

 private:
  static constexpr size_t word_count = sizeof(T) / 8;
  // A write takes under a microsecond: more attempts than this meet a writer that does not run.
  static constexpr int attempts = 64;

  std::atomic<uint32_t> sequence_;  // odd while it is written; 0 before the first time
  std::atomic<uint64_t> words_[word_count];
};

static_assert(std::atomic<uint64_t>::is_always_lock_free, "a lock could be held by the dead");

}  // namespace striatum::gate
