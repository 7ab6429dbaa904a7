// What the program, the gate and the board share: a page or two that each maps. Every part has one
// writer, and no one ever waits for another.
#pragma once

#include <atomic>
#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "limits.h"
#include "seqlock.h"
#include "senses.h"
#include "timing.h"

namespace striatum::gate {

// Changes whenever the layout does.
constexpr uint32_t memory_version = 1;
constexpr uint32_t memory_magic = 0x47525453;  // "STRG"

// Why actuators are at their safe values, or on the way there; the first that holds.
enum class Reason : uint32_t {
  none,
  stopped,
  disarmed,
  heartbeat,
  sensor,
  waiting,
  command,
  resting
};

// Who asks for an emergency stop, as bits; it stays until armed anew.
enum Stop : uint32_t { stop_input = 1, stop_command = 2, stop_signal = 4 };

// What the control loop asks for.
struct Asked {
  double tick;
  double time_us;  // when it was asked
  double rests;    // 1: that every actuator be safe, whatever the values
  double value[channels_max];
};

// What the gate made of it, and drives.
struct Done {
  double tick;     // of the command that it is made of
  double time_us;  // when it was driven
  double reason;   // a Reason
  double cause;    // the sensor that it is about, or -1
  double fault;    // a Fault
  double stop;     // Stop bits that hold
  double stops;    // grows with every step in which a stop was asked for
  double value[channels_max];
  double held[channels_max];  // Held bits
};

struct Memory {
  uint32_t magic;
  uint32_t version;
  uint64_t bytes;
  Limits limits;  // written before the gate starts

  alignas(64) Seqlock<Readings> readings;  // by the board or the IO thread
  alignas(64) Seqlock<Asked> asked;        // by the control loop
  alignas(64) Seqlock<Done> done;          // by the gate

  // By the control loop: the time of its last sign of life, as the bits of a double.
  alignas(64) std::atomic<uint64_t> beat;
  // By anyone: Stop bits. Whoever set stop_input takes it away; the gate takes the others.
  std::atomic<uint32_t> stop;
  // By the program: 1 + the stops that it knows of. Armed by that number alone, the gate is never
  // armed by what was said before the last stop. 0 disarms.
  std::atomic<uint64_t> armed;
  // By the program: drive safe, and end.
  std::atomic<uint32_t> closing;

  // By the gate.
  alignas(64) std::atomic<uint64_t> gate_beat;  // as beat
  std::atomic<uint32_t> gate_pid;
  std::atomic<uint32_t> granted;  // Granted bits: what the system gave it
  std::atomic<uint64_t> failed;   // times that outputs could not be driven
  Timing lateness;                // of its steps
};

static_assert(std::is_standard_layout_v<Memory> && std::is_trivially_destructible_v<Memory>);

// Makes zeroed bytes a memory in which nothing was said yet.
inline void prepare(Memory& memory, const Limits& limits) {
  memory.magic = memory_magic;
  memory.version = memory_version;
  memory.bytes = sizeof(Memory);
  memory.limits = limits;
  constexpr double never_us = -std::numeric_limits<double>::infinity();
  memory.beat.store(std::bit_cast<uint64_t>(never_us), std::memory_order_release);
  memory.gate_beat.store(std::bit_cast<uint64_t>(never_us), std::memory_order_release);
}

}  // namespace striatum::gate
