// Sources: no parameter and no state of their own.
#pragma once

#define STRIATUM_SOURCE_PARAMETERS(X)
#define STRIATUM_SOURCE_STATES(X)
#define STRIATUM_SOURCE_SUMS(X)
