// What a kernel gets: a population of one kind as raw pointers, each at its first neuron, and a
// block of it at a time.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#include "../fixed.h"
#include "../model.h"
#include "../random.h"
#include "../sigmoid.h"
#include "../state.h"

// An assertion that the iterations of the loop below do not depend on each other.
#if defined(__clang__)
#define STRIATUM_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define STRIATUM_INDEPENDENT _Pragma("GCC ivdep")
#else
#define STRIATUM_INDEPENDENT
#endif

namespace striatum {

// Neurons that a kernel advances at once: their words in flight stay in the nearest cache.
inline constexpr size_t block_neurons = 1024;

// Raw q8_23: input and state words below 32 mV and potentials below 128 mV are calm. Where they and
// the parameters are, no sum that a kernel makes can overflow, and it needs no check.
inline constexpr i32 calm_input = 32 << 23;
inline constexpr i32 calm_potential = 128 << 23;

// What other ports lift a compartment by, where a port needs no check.
inline constexpr i32 calm_lift = 64 << 23;

// What was held at an end of its format in a tick, as bits of a word.
inline constexpr i32 event_current_held = 1;
inline constexpr i32 event_potential_held = 2;
inline constexpr i32 event_cell_held = 4;

struct Cells {
  size_t first;  // the first neuron's number
  size_t count;

  // of the model
  const i32* rest;
  const i32* threshold;
  const i32* reset;
  const i32* bias;
  const i32* inv_beta;
  const u8* refractory_ticks;
  const i32* parameter;  // word k of a neuron i is parameter[k * count + i]

  // of the state
  const i32* current;
  const i32* drive;
  i32* potential;
  i32* cell_state;  // like parameter
  u8* refractory_left;
  u8* source_spike;
  u8* spike;

  // what was found when the model was opened
  bool uniform;  // every parameter is the same for all neurons
  bool rests;    // some neuron has refractory ticks
  bool noisy;    // some neuron has escape noise
  bool calm;     // no sum overflows while state and input are within calm_input and calm_potential

  // escape noise, and where policy-gradient rules look for S - p
  TickKey key;
  int16_t* residual;  // of this tick; a neuron's are residual_slots apart, 0 for none
  size_t residual_slots;
};

// The words of a block that are not state.
struct Block {
  u64 spikes[block_neurons / 64];  // a bit a neuron of the block, no words behind
  alignas(64) i32 events[block_neurons];
  alignas(64) i32 residual[block_neurons];  // S - p with 15 fraction bits, of noisy populations
};

// A port of a population likewise.
struct Port {
  size_t first;
  size_t count;
  const i32* parameter;  // word k of a neuron i is parameter[k * count + i]
  i32* state;            // likewise
  i32* arriving;
  i32* input;            // what lifts its compartment in this tick
  const i32* potential;  // of its compartment after the last tick
  bool uniform;          // every parameter is the same for all neurons
  bool fresh;            // it is the first of its compartment: nothing is in input yet
  i32 calm;              // a power of two: with less in state no sum can overflow; 0 if none
};

// Advances neurons begin to begin + count of the population by a tick: block.spikes says which
// spiked. The answer is what was held of any, and unless it is 0, block.events what of each.
using Advance = i32 (*)(const Cells& cells, Block& block, size_t begin, size_t count);

// Turns what arrived at neurons begin to begin + count into a lift of their compartment. The answer
// is as that of Advance.
using Receive = i32 (*)(const Port& port, Block& block, size_t begin, size_t count);

Cells cells_of(const Model& model, State& state, size_t population);
Port port_of(const Model& model, State& state, size_t port);

// Counts the values of a block that were held at the ends of their formats.
void count_events(Tally& tally, const Block& block, size_t first, size_t count);

}  // namespace striatum
