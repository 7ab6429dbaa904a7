// The gate's loop on a thread of its own, in real time, and the memory under two threads.
#include "../../gate/loop.h"

#include <pthread.h>

#include <memory>

#include "../../gate/clock.h"
#include "../check.h"

using namespace striatum::gate;

namespace {

Limits one_wheel() {
  Limits all{};
  all.sensors = 0;
  all.actuators = 1;
  all.tick_us = 10'000;
  all.command_us = 10e6;
  all.heartbeat_us = 10e6;
  all.resume_us = 60e6;
  all.actuator[0] = {-10, 10, 0, 1e6, 0, static_cast<double>(Reach::at_once)};
  return all;
}

struct Counted : Outputs {
  std::atomic<int> driven{0};
  std::atomic<double> value{-1};
  bool drive(const Done& done, size_t) override {
    value = done.value[0];
    return ++driven % 2 == 0;
  }
};

struct Thread {
  std::unique_ptr<Memory> memory = std::make_unique<Memory>();
  Counted outputs;
  pthread_t handle{};

  explicit Thread() {
    prepare(*memory, one_wheel());
    pthread_create(&handle, nullptr, live, this);
  }
  void join() { pthread_join(handle, nullptr); }

  static void* live(void* self) {
    auto* thread = static_cast<Thread*>(self);
    static LoopOptions options;
    options.period_us = 500;
    Gate gate(thread->memory->limits);
    run(*thread->memory, gate, thread->outputs, options);
    return nullptr;
  }

  void beat() { memory->beat.store(std::bit_cast<uint64_t>(now_us())); }
};

}  // namespace

TEST(loop_drives, "the loop drives what is asked until it is told to end, and ends safe") {
  Thread thread;
  thread.memory->armed.store(1);
  while (thread.outputs.value != 3) {
    thread.beat();
    thread.memory->asked.write({.tick = 1, .time_us = now_us(), .rests = 0, .value = {3}});
  }
  thread.memory->closing.store(1);
  thread.join();
  CHECK(thread.outputs.value == 0);
  // every other call said that it failed
  CHECK(thread.memory->failed.load() == static_cast<uint64_t>((thread.outputs.driven + 1) / 2));
  uint64_t steps = 0;
  for (const auto& count : thread.memory->lateness.count) steps += count.load();
  CHECK(steps == static_cast<uint64_t>(thread.outputs.driven));
}

TEST(seqlock_whole, "a reader beside a writer sees whole values or none") {
  struct Value {
    double a[31];
    double last;
  };
  struct Shared {
    Seqlock<Value> lock{};
    std::atomic<bool> over{false};
  } shared;
  pthread_t writer;
  pthread_create(
      &writer, nullptr,
      [](void* at) -> void* {
        auto& to = *static_cast<Shared*>(at);
        Value value{};
        for (int i = 1; i <= 200'000; i++) {
          for (double& a : value.a) a = i;
          value.last = i;
          to.lock.write(value);
        }
        to.over = true;
        return nullptr;
      },
      &shared);
  double last = 0;
  int reads = 0;
  while (!shared.over) {
    Value value{};
    if (!shared.lock.read(value)) continue;
    reads++;
    CHECK(value.a[0] == value.last && value.a[30] == value.last && value.last >= last);
    last = value.last;
  }
  pthread_join(writer, nullptr);
  CHECK(reads > 0);
}

TEST(seqlock_dead, "a writer that died halfway costs its readers nothing but age") {
  Seqlock<double> lock{};
  lock.write(1);
  // its first word says whether it is being written
  uint32_t sequence = 0;
  std::memcpy(&sequence, &lock, sizeof sequence);
  sequence++;
  std::memcpy(static_cast<void*>(&lock), &sequence, sizeof sequence);
  double value = 0;
  CHECK(!lock.read(value));
  lock.write(2);
  CHECK(lock.read(value) && value == 2);
}

TEST(timing_buckets, "lateness falls into its part of its octave") {
  auto timing = std::make_unique<Timing>();
  timing->add(0);
  timing->add(1);
  timing->add(1.04);
  timing->add(100);
  timing->add(1e12);
  CHECK(timing->count[0].load() == 2);
  CHECK(timing->count[1].load() == 1);
  CHECK(timing->count[6 * 32 + 18].load() == 1);
  CHECK(timing->count[Timing::buckets - 1].load() == 1);
  CHECK(timing->max_ns.load() == 1'000'000'000'000'000);
}
