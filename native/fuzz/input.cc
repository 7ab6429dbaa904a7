// A third of the inputs are sound models with wild scripts, a third damaged models, a third damaged
// states of sound models.
#include "input.h"

#include "../core/hash.h"
#include "damage.h"
#include "network.h"

namespace striatum::fuzz {

namespace {

constexpr int damages_most = 6;

// Where the streams of an input start: they are a few thousand numbers each.
enum Place : u64 { place_shape = 1, place_damage = 2, place_script = 3, place_network = 4 };

u64 seed_of(const Input& input, Place place) {
  return Draw(input.seed, input.number * 8 + place).wide();
}

// Draws how much damage, does what the mask lets through, and mostly hides it behind a checksum.
void hurt(Patient& patient, const Input& input, std::vector<std::string>* story) {
  const u64 seed = seed_of(input, place_damage);
  Draw draw(seed, 0);
  const int count = draw.one_in(2) ? 1 : draw.between(1, damages_most);
  for (int i = 0; i < count; i++) {
    if ((input.damages >> i & 1) == 0) continue;
    const std::string said = damage(patient, Draw(seed, 1 + static_cast<u64>(i)));
    if (story != nullptr && !said.empty()) story->push_back(said);
  }
  if (draw.one_in(20)) {
    if (story != nullptr) story->push_back("the checksum is as it was");
  } else if (patient.is_model) {
    repair_model(patient.bytes);
  } else {
    repair_state(patient.bytes);
  }
}

Script script_of(const Input& input) {
  return {seed_of(input, place_script), input.ticks, input.stimuli};
}

// On a sound model; a wild one may be refused, for what could arrive, be taught or be moved in one
// tick and for little else.
Outcome try_sound(const Input& input, bool wild) {
  const std::vector<std::byte> bytes = draw_model(seed_of(input, place_network), wild);
  const Outcome outcome = try_model(bytes, script_of(input));
  const bool too_much = outcome.code == Code::model_overflow || outcome.code == Code::model_gate ||
                        outcome.code == Code::model_effect;
  if (outcome.end != End::refused || (wild && too_much)) return outcome;
  return {End::broken, outcome.code, 0, "a sound model is refused"};
}

Outcome try_damaged_model(const Input& input, bool wild, std::vector<std::string>* story) {
  Patient patient = patient_of_model(draw_model(seed_of(input, place_network), wild));
  hurt(patient, input, story);
  return try_model(patient.bytes, script_of(input));
}

Outcome try_damaged_state(const Input& input, bool wild, std::vector<std::string>* story) {
  const std::vector<std::byte> bytes = draw_model(seed_of(input, place_network), wild);
  Model model;
  const Status status = Model::open(bytes, model);
  if (!status.ok()) return {End::refused, status.code, 0};
  const Script script = script_of(input);
  Patient patient = patient_of_state(frozen_half_way(model, script), model.counts);
  hurt(patient, input, story);
  return try_state(model, patient.bytes, script);
}

}  // namespace

Outcome try_input(const Input& input, std::vector<std::string>* story) {
  Draw shape(seed_of(input, place_shape), 0);
  const bool wild = shape.one_in(3);
  const size_t target = shape.below(3);
  static constexpr const char* targets[] = {"a sound model", "a damaged model", "a damaged state"};
  if (story != nullptr) {
    story->push_back(std::string(targets[target]) + (wild ? ", wild numbers" : ""));
  }
  if (target == 0) return try_sound(input, wild);
  if (target == 1) return try_damaged_model(input, wild, story);
  return try_damaged_state(input, wild, story);
}

}  // namespace striatum::fuzz
