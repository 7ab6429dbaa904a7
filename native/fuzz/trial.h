// Trials: bytes are refused, or a network runs on them; and what must hold of every run.
#pragma once

#include <span>
#include <vector>

#include "../core/model.h"
#include "script.h"

namespace striatum::fuzz {

enum class End {
  refused,  // with a code
  large,    // accepted, but more than a trial has time for
  ran,
  broken,  // something that must hold did not
};

struct Outcome {
  End end;
  Code code = Code::ok;
  u64 digest = 0;  // of all that the run came to
  const char* broken = "";
};

// Opens the bytes as a model. If they are accepted the script runs on every path that this machine
// has, once more with a freeze and a thaw in the middle; all must come to the same state.
Outcome try_model(std::span<const std::byte> bytes, const Script& script);

// Thaws the bytes into a state that is in use. If they are refused it must be as it was; else the
// script goes on from there on every path, to the same state.
Outcome try_state(const Model& model, std::span<const std::byte> frozen, const Script& script);

// The frozen state of a sound model after the first half of the script.
std::vector<std::byte> frozen_half_way(const Model& model, const Script& script);

}  // namespace striatum::fuzz
