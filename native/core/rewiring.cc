// Choosing synapses that go, and where to.
#include "rewiring.h"

#include <algorithm>

#include "plasticity.h"
#include "random.h"
#include "rewired_rows.h"

namespace striatum {

namespace {

// Draws of their own, apart from those of the neurons' noise.
constexpr u64 salt_of_choice = 0x63686F6963650000;
constexpr u64 salt_of_target = 0x7461726765740000;

// A number below a count.
u32 below(u32 drawn, u32 count) {
  return static_cast<u32>((u64{drawn} * count) >> 32);
}

// Whether a source of the rewiring may not go there: it does already, or it is there itself.
bool is_taken(const Model& model, std::span<const u32> targets, size_t rewiring, u32 place,
              u32 slot) {
  const size_t first = model.rewiring_lane_first[rewiring];
  const u32 neuron = slot - model.plastic_lane_shift[first];
  if (neuron == model.plastic_lane_pre_first[first] + place) return true;
  for (size_t lane = first; lane < lanes_end(model, rewiring); lane++) {
    const auto [begin, end] = synapses_of_source(model, lane, place);
    for (size_t i = begin; i < end; i++) {
      if (targets[i] == slot) return true;
    }
  }
  return false;
}

// Gives the synapse of this source another target, if one is found.
bool move(const Model& model, State& state, size_t rewiring, u32 place, size_t synapse) {
  const TickKey key = tick_key(state.seed[0] ^ salt_of_target, state.tick[0]);
  for (u32 k = 0; k < rewiring_draws; k++) {
    const u32 drawn = random(key, static_cast<u32>(synapse) * rewiring_draws + k);
    const u32 slot =
        model.rewiring_slot_first[rewiring] + below(drawn, model.rewiring_slots[rewiring]);
    if (is_taken(model, state.rewired_target, rewiring, place, slot)) continue;
    state.rewired_target[synapse] = slot;
    state.weight[synapse] = model.rewiring_weight[rewiring];
    state.eligibility[synapse] = {0};
    return true;
  }
  return false;
}

// So many of the weak ones go, each as likely as another (selection sampling, Knuth 3.4.2 S).
class Turn {
 public:
  Turn(const Model& model, State& state, size_t rewiring)
      : model_(model),
        state_(state),
        rewiring_(rewiring),
        key_(tick_key(state.seed[0] ^ salt_of_choice, state.tick[0])) {
    const auto [begin, end] = synapses_of(model, rewiring);
    for (size_t i = begin; i < end; i++) weak_ += is_weak(i);
    wanted_ = std::min(weak_, model.rewiring_most[rewiring]);
  }

  void take() {
    for (size_t lane = model_.rewiring_lane_first[rewiring_]; lane < lanes_end(model_, rewiring_);
         lane++) {
      for (u32 place = 0; place < model_.plastic_lane_pre_count[lane]; place++) {
        const auto [begin, end] = synapses_of_source(model_, lane, place);
        for (size_t i = begin; i < end && wanted_ != 0; i++) visit(place, i);
      }
    }
  }

 private:
  bool is_weak(size_t synapse) const {
    return state_.weight[synapse] < model_.rewiring_below[rewiring_];
  }

  void visit(u32 place, size_t synapse) {
    if (!is_weak(synapse)) return;
    const bool goes = below(random(key_, static_cast<u32>(synapse)), weak_--) < wanted_;
    if (!goes) return;
    wanted_--;
    state_.rewired[rewiring_] += move(model_, state_, rewiring_, place, synapse);
  }

  const Model& model_;
  State& state_;
  const size_t rewiring_;
  const TickKey key_;
  u32 weak_ = 0;    // that are still to be visited
  u32 wanted_ = 0;  // of which so many go
};

}  // namespace

void rewire(const Model& model, State& state) {
  if (state.learning[0] == 0) return;
  for (size_t i = 0; i < model.rewiring_every.size(); i++) {
    if (state.tick[0] == 0 || state.tick[0] % model.rewiring_every[i] != 0) continue;
    for (size_t lane = model.rewiring_lane_first[i]; lane < lanes_end(model, i); lane++) {
      settle_lane(model, state, lane);
    }
    Turn(model, state, i).take();
  }
}

void begin_rewirings(const Model& model, State& state) {
  if (state.rewired_target.empty()) return;
  std::copy(model.plastic_target.begin(), model.plastic_target.end(), state.rewired_target.begin());
}

size_t rewiring_of(const Model& model, size_t lane) {
  const auto& firsts = model.rewiring_lane_first;
  const auto next = std::upper_bound(firsts.begin(), firsts.end(), lane);
  if (next == firsts.begin()) return model.counts.rewirings;
  const auto i = static_cast<size_t>(next - firsts.begin()) - 1;
  return lane < lanes_end(model, i) ? i : model.counts.rewirings;
}

}  // namespace striatum
