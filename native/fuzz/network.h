// Random networks: every kind, rule, trace mode and delay, in plausible numbers or in wild ones
// that the tables of the kinds allow just so.
#pragma once

#include <vector>

#include "../test/builder.h"
#include "draw.h"

namespace striatum::fuzz {

// A model that open() must accept if it is not wild; a wild one may be refused for its sums.
std::vector<std::byte> draw_model(u64 seed, bool wild);

}  // namespace striatum::fuzz
