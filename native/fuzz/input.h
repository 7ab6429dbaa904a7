// One input of the fuzzer: a seed and a number determine the network, the damage and the script.
// Masks leave parts of it out, so that what made a defect show can be made smaller.
#pragma once

#include <string>
#include <vector>

#include "trial.h"

namespace striatum::fuzz {

struct Input {
  u64 seed = 1;
  u64 number = 0;
  u32 damages = ~u32{0};  // bit k leaves the k-th piece of damage out if it is 0
  u32 stimuli = ~u32{0};
  u32 ticks = 200;
};

// Tries it; what it was made of is added to `story` if there is one.
Outcome try_input(const Input& input, std::vector<std::string>* story = nullptr);

}  // namespace striatum::fuzz
