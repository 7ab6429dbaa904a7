// The parameters that every kind has, of the neurons in a word, read once for each path.

#include "words.h"

struct Shared {
  Word rest;
  Word threshold;
  Word reset;
  Word bias;
};

// A tick may be made of rounds with spikes between them, and a round of a kind's own steps.
struct Steps {
  int within;
  int rounds;
};

// What of a tick's input belongs to a round.
STRIATUM_INLINE Word part_of(Word input, Steps steps) {
  if (steps.rounds == 1) return input;
  return round_low(product(input, splat((1 << 30) / steps.rounds)), 30);
}

STRIATUM_INLINE Shared shared(const Cells& c, Reader at) {
  return {read(c.rest, at), read(c.threshold, at), read(c.reset, at), read(c.bias, at)};
}
