// Measuring what a neuron costs in a tick. Fixed and float take turns in one run, so that what else
// the machine does hits both.
#include "neurons.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstring>
#include <functional>

#include "../core/branch.h"
#include "../core/compartment.h"
#include "../core/modulator.h"
#include "../core/moved.h"
#include "../core/simd/paths.h"
#include "../core/soma.h"
#include "../test/dendrites.h"
#include "../test/net.h"
#include "floats.h"

namespace striatum::bench {

namespace {

using test::Builder;
using test::Net;

// A kind to measure, and how it is driven so that it spikes about ten times a second.
struct Candidate {
  const char* name;
  Kind kind;
  int steps;
  void (*build)(Builder&, u32 count);
  double drive_low;  // mV per tick
  double drive_high;
};

// Arrives at every eighth neuron in a tick, at another eighth in the next.
constexpr float arriving_mv = 0.125F;

constexpr test::Neuron neuron = {.tau_synapse = 5, .rest = -65, .threshold = -50, .reset = -65};

const Candidate candidates[] = {
    {"lif", Kind::lif, 1, [](Builder& b, u32 n) { b.lif(n, neuron); }, 0.716, 0.727},
    {"adaptiveLif", Kind::adaptive_lif, 1,
     [](Builder& b, u32 n) {
       b.adaptive_lif(n, neuron, {.threshold_jump = 2, .adaptation_jump = 0.05});
     },
     0.75, 0.87},
    {"resonateAndFire", Kind::resonate_and_fire, 1,
     [](Builder& b, u32 n) {
       test::Neuron resonator = neuron;
       resonator.threshold = -64;
       b.resonate_and_fire(n, resonator, {});
     },
     0.4, 0.6},
    {"izhikevich", Kind::izhikevich, 1,
     [](Builder& b, u32 n) { b.izhikevich(n, neuron, {.steps = 1}); }, 4.2, 5.6},
    {"izhikevich", Kind::izhikevich, 2,
     [](Builder& b, u32 n) { b.izhikevich(n, neuron, {.steps = 2}); }, 4.2, 5.6},
    {"adex", Kind::adex, 1, [](Builder& b, u32 n) { b.adex(n, neuron, {.b = 60, .steps = 1}); },
     0.95, 1.4},
    {"adex", Kind::adex, 10, [](Builder& b, u32 n) { b.adex(n, neuron, {.b = 60, .steps = 10}); },
     0.95, 1.4},
    {"naud", Kind::adaptive_lif, 1, [](Builder& b, u32 n) { test::naud(b, n); }, 1.7, 2.3},
};

double share(uint32_t index) {
  return test::to_double(random(uint64_t{5}, uint64_t{0}, index), 32);
}

// The same model and drive as floats, with memory of its own.
struct FloatNet {
  std::vector<std::vector<float>> arrays;
  std::vector<u8> spike;
  std::vector<u32> list;
  Floats floats;
  FloatTick tick;

  FloatNet(const Net& net, const Candidate& candidate, Path path, bool alike)
      : spike(net.model.counts.neurons + 8), list(net.model.counts.neurons) {
    const Model& m = net.model;
    floats.count = m.counts.neurons;
    floats.alike = alike;
    floats.steps = candidate.steps;
    floats.spike = spike.data();
    tick = float_tick_of(candidate.kind, path);
    // so that no pointer into it moves
    arrays.reserve(float_parameters + branch_parameters + 16);
    floats.given = nullptr;
    for (const float*& p : floats.parameter) p = zeros();
    floats.parameter[keep_synapse] = word_of(m, m.port_parameter_first[0], q0_31::fraction);
    floats.parameter[gain_synapse] =
        word_of(m, m.port_parameter_first[0] + floats.count, q0_31::fraction);
    floats.parameter[rest] = of(m.rest);
    floats.parameter[threshold] = of(m.threshold);
    floats.parameter[reset] = of(m.reset);
    floats.parameter[bias] = of(m.bias);
    add_own(m, candidate.kind);
    floats.drive = of(net.state.drive);
    floats.potential = of(net.state.potential);
    floats.arriving = zeros();
    floats.current = zeros();
    floats.state[0] = zeros();
    floats.state[1] = zeros();
    if (m.counts.dendrites != 0) add_branch(m, path);
    for (size_t i = 0; candidate.kind == Kind::izhikevich && i < floats.count; i++) {
      floats.state[0][i] = static_cast<float>(test::to_double(m.cell_start[i], 23));
    }
  }

  // aligned as the arrays of a state are
  float* zeros() {
    std::vector<float>& array = arrays.emplace_back(floats.count + 16);
    const uint64_t start = align_up(reinterpret_cast<uintptr_t>(array.data()));
    return reinterpret_cast<float*>(static_cast<uintptr_t>(start));
  }

  float* of(const auto& values) {
    float* const array = zeros();
    for (size_t i = 0; i < floats.count; i++) {
      array[i] = static_cast<float>(test::to_double(values[i]));
    }
    return array;
  }

  void add_own(const Model& m, Kind kind) {
    size_t index = 0;
#define STATE(name, format, unit)
#define PARAMETER(name, format, least, most, unit) add_parameter(m, index++, fraction_of<format>());
#define X(row, number, name, parameters, states, sums, meaning) \
  if (kind == Kind::row) {                                      \
    parameters(PARAMETER)                                       \
  }
    STRIATUM_KINDS(X)
#undef X
#undef PARAMETER
#undef STATE
    if (kind != Kind::adex) return;
    // powers of two become powers of e
    for (const size_t word : {1, 2}) {
      for (size_t i = 0; i < floats.count; i++) {
        const_cast<float*>(floats.parameter[own + word])[i] *= 0.693147181F;
      }
    }
  }

  void add_branch(const Model& m, Path path) {
    tick = float_apical_tick_of(path);
    size_t first = m.dendrite_parameter_first[0];
    size_t index = 0;
#define PARAMETER(name, format, least, most, unit)                   \
  floats.branch[index++] = word_of(m, first, fraction_of<format>()); \
  first += floats.count;
    STRIATUM_APICAL_PARAMETERS(PARAMETER)
#undef PARAMETER
    for (float*& state : floats.branch_state) state = zeros();
    floats.branch_arriving = zeros();
    floats.given = zeros();
  }

  template <class F>
  static constexpr int fraction_of() {
    if constexpr (std::is_integral_v<F>) {
      return 0;
    } else {
      return F::fraction;
    }
  }

  // A word of the pool of parameters.
  float* word_of(const Model& m, size_t first, int fraction) {
    float* const array = zeros();
    for (size_t i = 0; i < floats.count; i++) {
      array[i] = static_cast<float>(test::to_double(m.cell_parameter[first + i], fraction));
    }
    return array;
  }

  void add_parameter(const Model& m, size_t index, int fraction) {
    floats.parameter[own + index] = word_of(m, index * floats.count, fraction);
  }

  // A tick, with the list of spikes that the next tick would deliver; how many spiked.
  size_t run(size_t now) {
    for (size_t i = now % 8; i < floats.count; i += 8) floats.arriving[i] = arriving_mv;
    for (size_t i = now % 8; floats.given != nullptr && i < floats.count; i += 8) {
      floats.branch_arriving[i] = arriving_mv;
    }
    tick(floats);
    u32* end = list.data();
    for (size_t i = 0; i < floats.count; i += 8) {
      u64 eight;
      std::memcpy(&eight, spike.data() + i, 8);
      for (; eight != 0; eight &= eight - 1) {
        *end++ = static_cast<u32>(i) + static_cast<u32>(std::countr_zero(eight)) / 8;
      }
    }
    return static_cast<size_t>(end - list.data());
  }
};

// What integrating and firing cost, without what no neuron has a part in.
size_t run_fixed(Net& net, size_t now) {
  for (size_t i = now % 8; i < net.state.arriving.size(); i += 8) {
    net.state.arriving[i] = q15_16::of(arriving_mv);
  }
  Member member = lone_member(net.state);
  write_moved(net.model, net.state, member);
  integrate(net.model, net.state, member);
  branch(net.model, net.state, member);
  fire(net.model, net.state, member);
  list_spikes(net.model, net.state, {&member, 1});
  modulate(net.model, net.state);
  net.state.tick[0]++;
  return net.state.population_spikes[0];
}

struct Measured {
  double ns;
  double hz;
};

Measured measure(const NeuronOptions& options, const std::function<size_t(size_t)>& tick) {
  using clock = std::chrono::steady_clock;
  size_t spikes = 0;
  const auto before = clock::now();
  for (uint32_t i = 0; i < options.ticks; i++) spikes += tick(i);
  const std::chrono::duration<double, std::nano> cost = clock::now() - before;
  const double neuron_ticks = double{1} * options.ticks * options.neurons;
  return {cost.count() / neuron_ticks, 1000 * static_cast<double>(spikes) / neuron_ticks};
}

// Differences too small to change what the neurons do.
void vary(Builder& b) {
  for (size_t i = 0; i < b.rest.size(); i++) {
    b.bias[i].raw += static_cast<i32>(i % 5);
    b.reset[i].raw += static_cast<i32>(i % 7);
  }
}

NeuronRow row_of(const Candidate& candidate, Path path, bool alike, const NeuronOptions& options) {
  Builder b;
  candidate.build(b, options.neurons);
  if (!alike) vary(b);
  Net net(b);
  for (u32 i = 0; i < options.neurons; i++) {
    const double width = candidate.drive_high - candidate.drive_low;
    net.state.drive[i] = test::real<q8_23>(candidate.drive_low + width * share(i));
    net.state.potential[i].raw += static_cast<i32>((10 << 23) * share(i + options.neurons));
  }
  FloatNet floats(net, candidate, path, alike);
  NeuronRow row = {candidate.name, name_of(path), alike, candidate.steps, 1e9, 1e9, 0, 0};
  for (uint32_t i = 0; i < options.repeats; i++) {
    const Measured fixed = measure(options, [&](size_t now) { return run_fixed(net, now); });
    const Measured single = measure(options, [&](size_t now) { return floats.run(now); });
    row.fixed_ns = std::min(row.fixed_ns, fixed.ns);
    row.float_ns = std::min(row.float_ns, single.ns);
    row.fixed_hz += fixed.hz / options.repeats;
    row.float_hz += single.hz / options.repeats;
  }
  return row;
}

}  // namespace

std::vector<NeuronRow> bench_neurons(const NeuronOptions& options) {
  const Path before = path_in_use();
  std::vector<NeuronRow> rows;
  for (const Candidate& candidate : candidates) {
    for (size_t i = 0; i < paths; i++) {
      const auto path = static_cast<Path>(i);
      if (!use_path(path)) continue;
      for (const bool alike : {true, false}) {
        rows.push_back(row_of(candidate, path, alike, options));
      }
    }
  }
  use_path(before);
  return rows;
}

}  // namespace striatum::bench
