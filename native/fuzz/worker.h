// Inputs are tried in processes of their own, so that what kills one is told, made smaller, and
// passed over.
#pragma once

#include <atomic>
#include <string>

#include "input.h"

namespace striatum::fuzz {

// What the worker writes and the supervisor reads, in memory that both map.
struct Progress {
  std::atomic<u64> number;  // of the input that is tried now
  std::atomic<u64> tried;
  std::atomic<u64> digest;
  std::atomic<u64> ends[4];
  std::atomic<u64> codes[64];
};

// A worker that tries inputs from progress.number up to `end`; killed, it leaves its number there.
// Its process id.
int start_worker(Progress& progress, u64 seed, u64 end, u32 ticks);

// Ends a worker and waits for it.
void end_worker(int worker);

// How a worker has ended, if it has.
enum class Ending {
  none,
  well,
  stopped,  // from outside, perhaps for want of memory
  badly,
};
Ending ending_of(int worker);

// How one input ends in a process of its own: "" if well, else where and why, in one line that is
// the same for each input that meets the same defect.
std::string defect_of(const Input& input);

// Leaves out what the defect does not need.
Input smaller(Input input, const std::string& defect);

}  // namespace striatum::fuzz
