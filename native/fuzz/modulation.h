// Random modulation of a network that is otherwise complete.
#pragma once

#include "../test/builder.h"
#include "draw.h"

namespace striatum::fuzz {

// Bindings, effects, gains, gates, exchanges and releasers; open() must accept them if they are not
// wild.
void draw_modulation(test::Builder& b, Draw& draw, bool wild);

}  // namespace striatum::fuzz
