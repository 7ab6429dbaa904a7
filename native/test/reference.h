// The naive reference for plasticity: every synapse, every tick, in double, as plasticity.h states
// the rule. Spikes, residuals, outcomes and modulator levels are the core's own, so that what is
// compared is plasticity alone. Beside each number it keeps the bound that plasticity.h states for
// it.
#pragma once

#include <vector>

#include "net.h"

namespace striatum::test {

class Reference {
 public:
  Reference(const Model& model, const State& state);

  // Call after each tick of the core.
  void tick(const State& after);

  // Largest differences from the core so far seen by compare(), in units of 2^-24, and the largest
  // fraction of its bound that any of them used. Those of slow components count too.
  double weight_off = 0;
  double bound_used = 0;
  double weight_bound = 0;
  double held = 0;  // the largest part of a bound that is due to holding weights in their range

  // The core's weights as settled now, against these; and its slow components, which are there
  // once all rows are settled.
  void compare(const std::vector<q7_24>& settled, std::span<const q7_24> slow = {});

 private:
  // A weight, and what of it is slow; with one component that stays as it is.
  struct Parts {
    double weight;
    double slow;
  };

  struct Synapse {
    Parts parts;  // held in the range in every tick
    Parts lazy;   // the same, had it not been held since the row's last settling
    double eligibility = 0;
    double decaying = 0;  // sizes of what was fast then, and of what was taught since
    double weight_bound = 0;
    double eligibility_bound = 0;
    double held_bound = 0;
  };

  void arrive(size_t lane, size_t row, const State& after);
  void settled(size_t row);
  void learn(size_t lane, size_t row, const State& after);
  void earn(Synapse& synapse, size_t rule, double earned, const State& after) const;
  double held_of(const Synapse& synapse, size_t rule) const;
  double what_the_target_did(size_t rule, u32 target, const State& after) const;

  const Model& model_;
  std::vector<Synapse> synapses_;
  std::vector<double> trace_;        // a row
  std::vector<double> trace_bound_;  // a row
  std::vector<u8> stage_;            // a row, as the core had it
  std::vector<u64> settled_at_;      // a row
  std::vector<double> slow_;         // a row
  std::vector<double> post_trace_;   // a rule and neuron
  std::vector<u8> fired_;            // a ring of 256 ticks
};

}  // namespace striatum::test
