// What can be said of a model, a state or a tick: codes for refusals, and kinds of saturation that
// are counted in the state with the index where each happened last. Nothing here throws.
#pragma once

#include <cstddef>
#include <cstdint>

namespace striatum {

// X(code, number, meaning)
#define STRIATUM_CODES(X)                                                                   \
  X(ok, 0, "all is well")                                                                   \
  X(model_truncated, 1, "the bytes end before the preamble and counts do")                  \
  X(model_magic, 2, "the bytes do not begin with STRM")                                     \
  X(model_version, 3, "the model was made for another version of the core")                 \
  X(model_length, 4, "the byte length is not what the counts require")                      \
  X(model_checksum, 5, "the bytes were damaged since the model was compiled")               \
  X(model_count, 6, "a count is outside its limit or contradicts another (index: which)")   \
  X(model_population, 7, "populations must be contiguous, ascending and cover all neurons") \
  X(model_neuron, 8, "a parameter of a neuron is out of range (index: neuron)")             \
  X(model_lane, 9, "delay, rule, rows, source or least weight of a lane is out of range")   \
  X(model_row, 10, "row offsets must ascend and end at the synapse count (index: row)")     \
  X(model_target, 11, "a synapse must end on a slot, in the port of a plastic lane")        \
  X(model_weight, 12, "a weight is out of its range, or negative onto a conductance")       \
  X(model_rule, 13, "a parameter of a rule is out of range (index: rule)")                  \
  X(model_modulator, 14, "a modulator, exchange or releaser is out of range")               \
  X(model_overflow, 15, "the weights onto a slot could overflow q15.16 (index: slot)")      \
  X(model_padding, 16, "a gap between arrays is not zero (index: byte)")                    \
  X(model_parameter, 17, "a parameter of a kind is out of range (index: cell_parameter)")   \
  X(model_port, 18, "compartment, receptor, slots or words of a port are wrong")            \
  X(model_dendrite, 19, "kind, cells, delay or words of a dendrite are wrong")              \
  X(model_short_term, 20, "a parameter of short-term plasticity is out of range")           \
  X(model_binding, 21, "modulator or curve of a binding out of range (index: binding)")     \
  X(model_effect, 22, "an effect is out of order or moves a word too far (index: effect)")  \
  X(model_gain, 23, "a gain is out of order or leaves 0 to 8 (index: gain)")                \
  X(model_gate, 24, "a gate is out of order or leaves -8 to 8 (index: gate)")               \
  X(model_outcome, 25, "kind, decay or share of an outcome is out of range")                \
  X(model_homeostat, 29, "a homeostat, or a port that it scales, is out of range")          \
  X(model_rewiring, 30, "a rewiring is out of range or begins with a double target")        \
  X(state_length, 32, "the frozen state is not as long as the state of this model")         \
  X(state_magic, 33, "the bytes do not begin with STRS")                                    \
  X(state_version, 34, "the state was frozen by another version of the core")               \
  X(state_model, 35, "the state was frozen from another model")                             \
  X(state_checksum, 36, "the frozen state was damaged")                                     \
  X(state_field, 37,                                                                        \
    "spike 0, row 1, short row 2, dendrite 3, tick 4, rest 5, occupancy 6, homeostat 7 or " \
    "target 8 is bad")                                                                      \
  X(memory, 48, "the memory for the network could not be had")                              \
  X(closed, 49, "the network was closed")                                                   \
  X(detached, 50, "the memory of the network was transferred away")                         \
  X(argument, 51, "an argument is of the wrong kind (index: which)")                        \
  X(threads, 53, "the system gives no thread for one more member (value: members)")         \
  X(simd, 52, "STRIATUM_SIMD names no instruction set that this machine has")

enum class Code : int32_t {
#define X(name, number, meaning) name = number,
  STRIATUM_CODES(X)
#undef X
};

// One answer: a code, and where it applies (index) and what was found there (value).
struct Status {
  Code code = Code::ok;
  uint32_t index = 0;
  int64_t value = 0;

  constexpr bool ok() const { return code == Code::ok; }
};

// X(kind, number, meaning of the index)
#define STRIATUM_SATURATIONS(X)               \
  X(current, 0, "neuron")                     \
  X(potential, 1, "neuron")                   \
  X(row_trace, 2, "row")                      \
  X(post_trace, 3, "rule * neurons + neuron") \
  X(eligibility, 4, "synapse")                \
  X(kernel, 5, "row")                         \
  X(phasic, 6, "modulator")                   \
  X(cell, 7, "neuron")                        \
  X(dendrite, 8, "dendrite cell")             \
  X(outcome, 9, "outcome * neurons + neuron")

enum class Saturation : uint32_t {
#define X(name, number, index) name = number,
  STRIATUM_SATURATIONS(X)
#undef X
};

inline constexpr size_t saturation_kinds = 0
#define X(name, number, index) +1
    STRIATUM_SATURATIONS(X)
#undef X
    ;

}  // namespace striatum
