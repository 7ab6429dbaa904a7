// Damage to the bytes of a model or of a frozen state: blind (bits, runs, lengths) and aimed (an
// item of an array set to what it should never be). Each piece is drawn from a place of its own.
#pragma once

#include <string>
#include <vector>

#include "draw.h"
#include "layout.h"

namespace striatum::fuzz {

// What is damaged: the bytes, where arrays lie in them, and the counts that indices are near to.
struct Patient {
  std::vector<std::byte> bytes;
  std::vector<Array> arrays;
  Counts counts;
  bool is_model;
};

Patient patient_of_model(std::vector<std::byte> model);
Patient patient_of_state(std::vector<std::byte> frozen, const Counts& counts);

// Does one piece of damage and says which.
std::string damage(Patient& patient, Draw draw);

}  // namespace striatum::fuzz
