// Random homeostasis and rewiring of a network that is otherwise complete.
#pragma once

#include "../test/builder.h"
#include "draw.h"

namespace striatum::fuzz {

// Homeostats and rewirings; open() must accept them if they are not wild.
void draw_adaptation(test::Builder& b, Draw& draw, bool wild);

}  // namespace striatum::fuzz
