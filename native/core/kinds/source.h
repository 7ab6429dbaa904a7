// Sources: no parameter and no state of their own.
#pragma once

#include "../table.h"

#define STRIATUM_SOURCE_PARAMETERS(X)
#define STRIATUM_SOURCE_STATES(X)
#define STRIATUM_SOURCE_SUMS(X)

namespace striatum {

// The parameter that a plateau may move: none.
inline constexpr size_t source_jump = no_word;

}  // namespace striatum
