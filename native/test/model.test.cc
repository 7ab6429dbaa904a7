// Bad models: each kind of damage is refused with its own code, and none of ten thousand random
// ones does harm.
#include "../core/model.h"

#include "../core/limits.h"
#include "../core/plasticity.h"
#include "../core/tick.h"
#include "check.h"
#include "networks.h"

using namespace striatum;
using namespace striatum::test;

namespace {

void build_small(Builder& b) {
  b.modulator({});
  b.rule({.tau_eligibility = 20, .tau_pre = 1});
  b.rule({.kind = RuleKind::by_outcome, .tau_eligibility = 20, .tau_pre = 1});
  const u32 s = b.sources(3);
  const u32 n = b.lif(3, {.inv_beta = 3});
  b.port(Receptor::current, {0, INT32_MAX}, {0});
  b.connect(s, 3, 2, dense(s, 3, n, 3, -0.5, 0.5, 1));
  b.learn(0, s, 3, 1, dense(s, 3, n, 3, 0.1, 0.9, 2));
  b.learn(1, s + 1, 2, 3, dense(s + 1, 2, n, 3, 0.1, 0.9, 3));
}

Status opened(const std::vector<std::byte>& bytes) {
  Model model;
  return Model::open(bytes, model);
}

// The code with which a model is refused after this change to an otherwise good one.
template <class Change>
Code after(Change change) {
  Builder b;
  build_small(b);
  (void)b.bytes();
  change(b);
  return opened(b.bytes()).code;
}

template <class Change>
Code after_counts(Change change) {
  Builder b;
  build_small(b);
  std::vector<std::byte> bytes = b.bytes();
  Counts counts = b.counts;
  change(counts);
  std::memcpy(bytes.data() + model_preamble_bytes, &counts, sizeof counts);
  Builder::seal(bytes);
  return opened(bytes).code;
}

}  // namespace

TEST(good, "a good model opens") {
  Builder b;
  build_small(b);
  CHECK(opened(b.bytes()).ok());
}

TEST(envelope, "damage to the envelope is refused by code") {
  Builder b;
  build_small(b);
  const std::vector<std::byte> good = b.bytes();
  constexpr size_t head = model_preamble_bytes + sizeof(Counts);
  for (size_t length = 0; length < good.size(); length += length < 200 ? 1 : 37) {
    const std::vector<std::byte> cut(good.begin(), good.begin() + static_cast<ptrdiff_t>(length));
    const Code code = opened(cut).code;
    CHECK(code == (length < head ? Code::model_truncated : Code::model_length));
  }
  const auto flipped = [&](size_t byte) {
    std::vector<std::byte> bad = good;
    bad[byte] ^= std::byte{1};
    return opened(bad).code;
  };
  CHECK(flipped(0) == Code::model_magic);
  CHECK(flipped(4) == Code::model_version);
  CHECK(flipped(8) == Code::model_length);
  CHECK(flipped(12) == Code::model_checksum);
  CHECK(flipped(good.size() - 1) == Code::model_checksum);
  std::vector<std::byte> padded = good;
  padded[head + 2] = std::byte{1};
  Builder::seal(padded);
  CHECK(opened(padded).code == Code::model_padding);
}

TEST(counts, "counts outside their limits are refused") {
  CHECK(after_counts([](Counts& c) { c.neurons = 0; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.neurons = 4000000000; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.neurons += 100; }) == Code::model_length);
  CHECK(after_counts([](Counts& c) { c.history_slots = 3; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.pairing_slots = 48; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.spike_slots = 0; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.residual_slots = 64; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.modulators = 0; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.tick_us = 0; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.ports = 0; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.slots = 0; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.dendrite_cells = 1; }) == Code::model_population);
  CHECK(after_counts([](Counts& c) { c.dendrite_slots = 0; }) == Code::model_count);
  CHECK(after_counts([](Counts& c) { c.dendrite_slots = 2; }) == Code::model_count);
}

TEST(arrays, "values outside their domains are refused where they are") {
  CHECK(after([](Builder& b) { b.population_first[1] = 2; }) == Code::model_population);
  CHECK(after([](Builder& b) { b.population_count[1] = 4; }) == Code::model_population);
  CHECK(after([](Builder& b) { b.population_kind[1] = kinds; }) == Code::model_population);
  CHECK(after([](Builder& b) { b.population_kind[1] = 2; }) == Code::model_port);
  CHECK(after([](Builder& b) { b.population_parameter_first[1] = 1; }) == Code::model_population);
  CHECK(after([](Builder& b) { b.cell_parameter.push_back(0); }) == Code::model_population);
  CHECK(after([](Builder& b) { b.cell_parameter[4] = -1; }) == Code::model_parameter);
  CHECK(after([](Builder& b) { b.cell_parameter[1] = -1; }) == Code::model_parameter);
  CHECK(after([](Builder& b) { b.inv_beta[4].raw = -1; }) == Code::model_neuron);
  CHECK(after([](Builder& b) { b.static_lane_delay[0] = 0; }) == Code::model_lane);
  CHECK(after([](Builder& b) { b.static_lane_pre_first[0] = 1; }) == Code::model_lane);
  CHECK(after([](Builder& b) { b.plastic_lane_row_first[1] = 0; }) == Code::model_lane);
  CHECK(after([](Builder& b) { b.plastic_lane_rule[1] = 2; }) == Code::model_lane);
  CHECK(after([](Builder& b) { b.static_row_start[1] = 7; }) == Code::model_row);
  CHECK(after([](Builder& b) { b.static_row_start[3] = 8; }) == Code::model_row);
  CHECK(after([](Builder& b) { b.static_target[2] = 6; }) == Code::model_target);
  CHECK(after([](Builder& b) { b.plastic_target[2] = 6; }) == Code::model_target);
  CHECK(after([](Builder& b) { b.plastic_target[2] = 3; }) == Code::model_target);
  CHECK(after([](Builder& b) { b.plastic_lane_port[1] = 2; }) == Code::model_lane);
  CHECK(after([](Builder& b) { b.port_population[0] = 0; }) == Code::model_population);
  CHECK(after([](Builder& b) { b.port_population[1] = 2; }) == Code::model_port);
  CHECK(after([](Builder& b) { b.port_compartment[0] = 1; }) == Code::model_port);
  CHECK(after([](Builder& b) { b.port_compartment[1] = 1; }) == Code::model_population);
  CHECK(after([](Builder& b) { b.port_kind[1] = 200; }) == Code::model_port);
  CHECK(after([](Builder& b) { b.port_slot_first[1] = 0; }) == Code::model_port);
  CHECK(after([](Builder& b) { b.port_parameter_first[1] = 0; }) == Code::model_port);
  CHECK(after([](Builder& b) { b.port_state_first[1] = 0; }) == Code::model_port);
  CHECK(after([](Builder& b) { b.plastic_weight[1] = q7_24::of(1.5); }) == Code::model_weight);
  CHECK(after([](Builder& b) { b.rule_kind[0] = 1; }) == Code::model_rule);
  CHECK(after([](Builder& b) { b.rule_window[0] = 0; }) == Code::model_rule);
  CHECK(after([](Builder& b) { b.rule_rate_mantissa[0].raw = 1; }) == Code::model_rule);
  CHECK(after([](Builder& b) { b.rule_rate_shift[0] = 17; }) == Code::model_rule);
  CHECK(after([](Builder& b) { b.rule_reference[0] = q3_28::of(-4); }) == Code::model_rule);
  CHECK(after([](Builder& b) { b.rule_keep_eligibility[0].raw = INT32_MAX; }) == Code::model_rule);
  CHECK(after([](Builder& b) { b.rule_w_min[0] = q7_24::of(2); }) == Code::model_rule);
  CHECK(after([](Builder& b) { b.modulator_min[0] = q3_28::of(7.5); }) == Code::model_modulator);
}

TEST(overflow, "weights that could overflow an accumulator are refused with the neuron") {
  Builder b;
  const u32 s = b.sources(300);
  const u32 n = b.lif(2, {});
  b.connect(s, 300, 1, dense(s, 300, n + 1, 1, 120, 120, 1));
  const Status status = opened(b.bytes());
  CHECK(status.code == Code::model_overflow);
  CHECK(status.index == b.slot(n + 1));
}

TEST(corruptions, "ten thousand random corruptions do no harm") {
  Builder b;
  build_small(b);
  const std::vector<std::byte> good = b.bytes();
  int accepted = 0;
  for (uint32_t i = 0; i < 10000; i++) {
    std::vector<std::byte> bad = good;
    const uint32_t flips = 1 + random(1, i, 0) % 3;
    for (uint32_t k = 1; k <= flips; k++) {
      const uint32_t draw = random(1, i, k);
      bad[(draw >> 3) % bad.size()] ^= std::byte{1} << (draw & 7);
    }
    CHECK(bad == good || !opened(bad).ok());

    // with a checksum that fits, what is accepted must also run
    Builder::seal(bad);
    Model model;
    if (!Model::open(bad, model).ok()) continue;
    accepted++;
    std::vector<uint64_t> arena(state_bytes(model) / 8);
    State state = State::place(model, reinterpret_cast<std::byte*>(arena.data()));
    state.zero(model, i);
    for (int t = 0; t < 60; t++) {
      stimulate(state, 3, 0.3, i);
      tick(model, state);
    }
    std::vector<q7_24> settled(model.counts.plastic_synapses);
    settle(model, state, settled);
  }
  CHECK(accepted > 100);
}

TEST(parameters, "parameters that a kind cannot run with are refused where they are") {
  // two neurons of each kind: parameter k of neuron i is word 2 k + i of its population
  const auto refused = [](size_t kind, size_t parameter, i32 value) {
    Builder b;
    b.lif(2, {});
    b.adaptive_lif(2, {}, {});
    b.izhikevich(2, {}, {});
    b.adex(2, {}, {});
    const size_t word = b.population_parameter_first[kind] + 2 * parameter + 1;
    b.cell_parameter[word] = value;
    const Status status = opened(b.bytes());
    return status.code == Code::model_parameter
               ? static_cast<long>(status.index) - static_cast<long>(word)
               : 1000;
  };
  CHECK(refused(0, 0, -1) == 0);  // keep_membrane
  CHECK(refused(0, 0, 0) == 1000);
  CHECK(refused(1, 0, -1) == 0);             // keep_membrane
  CHECK(refused(1, 1, -1) == 0);             // keep_threshold
  CHECK(refused(1, 2, INT32_MIN) == 0);      // threshold_jump
  CHECK(refused(1, 3, -1) == 0);             // keep_adaptation
  CHECK(refused(1, 4, -INT32_MAX) == 1000);  // adaptation_jump
  CHECK(refused(2, 0, INT32_MAX) == 0);      // square: 256 times it is above 16
  CHECK(refused(2, 1, INT32_MAX) == -2);     // slope: the sum is told of square
  CHECK(refused(2, 3, INT32_MAX) == 0);      // recovery_gain, with recovery_loss
  CHECK(refused(2, 4, INT32_MIN) == 0);      // recovery_loss
  CHECK(refused(2, 6, INT32_MAX) == 1000);   // recovery_jump
  CHECK(refused(2, 7, 0) == 0);              // steps
  CHECK(refused(2, 7, 2) == 0);              // steps unlike those of the first
  CHECK(refused(2, 8, 17) == 0);             // rounds
  CHECK(refused(3, 0, -1) == 0);             // leak
  CHECK(refused(3, 1, INT32_MAX) == 0);      // exponent_slope, with exponent_start
  CHECK(refused(3, 3, INT32_MAX) == 0);      // adaptation_gain, with adaptation_loss
  CHECK(refused(3, 6, 17) == 0);             // steps
}
