// The eager loops, once for each path.
#ifndef STRIATUM_PATH

#include "sweep.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "../core/simd/cells.h"
#include "../core/simd/paths.h"

namespace striatum::bench {

namespace {

// Ticks that are timed together: so few that what else a machine does misses some of the repeats.
constexpr size_t slice_ticks = 50;

// What a path's loops are given.
struct Loops {
  void (*sweep)(float* weight, float* eligibility, size_t count, const SweepRule& by);
  void (*depress)(float* eligibility, const uint32_t* target, size_t count, const float* post,
                  float a_minus);
  void (*strengthen)(float* eligibility, const uint32_t* synapse, const uint32_t* source,
                     size_t count, const float* pre, float a_plus);
  void (*fade)(float* trace, size_t count, float keep);
};

}  // namespace

}  // namespace striatum::bench

#define STRIATUM_KERNEL "../../bench/sweep.cc"
#include "../core/simd/each_path.h"

namespace striatum::bench {

namespace {

const Loops& loops_in_use() {
  static constexpr Loops rows[paths] = {
#define X(path) {path::sweep, path::depress, path::strengthen, path::fade},
      STRIATUM_PATHS(X)
#undef X
  };
  return rows[static_cast<size_t>(path_in_use())];
}

// The synapses that end on each neuron, and where they come from.
struct Incoming {
  std::vector<uint32_t> start;
  std::vector<uint32_t> synapse;
  std::vector<uint32_t> source;

  explicit Incoming(const Sweep& work)
      : start(work.row_start.size()), synapse(work.target.size()), source(work.target.size()) {
    for (const uint32_t target : work.target) start[target + 1]++;
    for (size_t i = 1; i < start.size(); i++) start[i] += start[i - 1];
    std::vector<uint32_t> next = start;
    for (uint32_t neuron = 0; neuron + 1 < work.row_start.size(); neuron++) {
      for (uint32_t i = work.row_start[neuron]; i < work.row_start[neuron + 1]; i++) {
        const uint32_t place = next[work.target[i]]++;
        synapse[place] = i;
        source[place] = neuron;
      }
    }
  }
};

// What learning keeps: an eligibility a synapse, and traces of arrivals and of spikes a neuron.
struct Learner {
  std::vector<float> weight;
  std::vector<float> eligibility;
  std::vector<float> pre;
  std::vector<float> post;

  explicit Learner(const Sweep& work)
      : weight(work.weight.begin(), work.weight.end()),
        eligibility(weight.size()),
        pre(work.row_start.size() - 1),
        post(pre.size()) {}
};

std::span<const uint32_t> spikes_of(const Sweep& work, size_t tick) {
  const uint32_t first = work.spike_start[tick];
  return work.spikes.subspan(first, work.spike_start[tick + 1] - first);
}

// Spikes of the tick before arrive, then those of this one are paired.
void pair(const Sweep& work, const Incoming& incoming, Learner& learner, size_t tick) {
  const Loops& loops = loops_in_use();
  const auto arrived = tick == 0 ? std::span<const uint32_t>{} : spikes_of(work, tick - 1);
  for (const uint32_t neuron : arrived) {
    const uint32_t first = work.row_start[neuron];
    loops.depress(learner.eligibility.data() + first, work.target.data() + first,
                  work.row_start[neuron + 1] - first, learner.post.data(), work.rule.a_minus);
    learner.pre[neuron] = 1;
  }
  const auto spiked = spikes_of(work, tick);
  for (const uint32_t neuron : spiked) {
    const uint32_t first = incoming.start[neuron];
    loops.strengthen(learner.eligibility.data(), incoming.synapse.data() + first,
                     incoming.source.data() + first, incoming.start[neuron + 1] - first,
                     learner.pre.data(), work.rule.a_plus);
  }
}

// One tick of all that learning costs; by has the keep of a sweep.
void step(const Sweep& work, const Incoming& incoming, SweepRule& by, Learner& learner,
          size_t tick) {
  const Loops& loops = loops_in_use();
  pair(work, incoming, learner, tick);
  if ((tick + 1) % work.every == 0) {
    by.rate = work.rule.rate * work.level[tick] * static_cast<float>(work.every);
    loops.sweep(learner.weight.data(), learner.eligibility.data(), learner.weight.size(), by);
  }
  loops.fade(learner.pre.data(), learner.pre.size(), by.keep_plus);
  loops.fade(learner.post.data(), learner.post.size(), by.keep_minus);
  for (const uint32_t neuron : spikes_of(work, tick)) learner.post[neuron] = 1;
}

// All ticks; each slice of them keeps its fastest time.
void run(const Sweep& work, const Incoming& incoming, Learner& learner,
         std::span<double> fastest_ns) {
  using clock = std::chrono::steady_clock;
  SweepRule by = work.rule;
  by.keep = std::pow(by.keep, static_cast<float>(work.every));
  for (size_t slice = 0; slice < fastest_ns.size(); slice++) {
    const auto before = clock::now();
    const size_t end = std::min((slice + 1) * slice_ticks, work.level.size());
    for (size_t tick = slice * slice_ticks; tick < end; tick++) {
      step(work, incoming, by, learner, tick);
    }
    const std::chrono::duration<double, std::nano> cost = clock::now() - before;
    fastest_ns[slice] = std::min(fastest_ns[slice], cost.count());
  }
}

bool are_starts(std::span<const uint32_t> starts, size_t end) {
  return !starts.empty() && starts.front() == 0 && starts.back() == end &&
         std::is_sorted(starts.begin(), starts.end());
}

}  // namespace

bool is_whole(const Sweep& work) {
  const auto is_neuron = [&](uint32_t neuron) {
    return neuron + size_t{1} < work.row_start.size();
  };
  return are_starts(work.row_start, work.target.size()) &&
         are_starts(work.spike_start, work.spikes.size()) &&
         work.weight.size() == work.target.size() && work.every > 0 && !work.level.empty() &&
         work.spike_start.size() == work.level.size() + 1 &&
         std::all_of(work.target.begin(), work.target.end(), is_neuron) &&
         std::all_of(work.spikes.begin(), work.spikes.end(), is_neuron);
}

double sweep_ns(const Sweep& work, uint32_t repeats) {
  const size_t ticks = work.level.size();
  const Incoming incoming(work);
  std::vector<double> fastest_ns((ticks + slice_ticks - 1) / slice_ticks,
                                 std::numeric_limits<double>::infinity());
  for (uint32_t i = 0; i < repeats; i++) {
    Learner learner(work);
    run(work, incoming, learner, fastest_ns);
    if (i + 1 < repeats) continue;
    std::copy(learner.weight.begin(), learner.weight.end(), work.weight.begin());
  }
  return std::accumulate(fastest_ns.begin(), fastest_ns.end(), 0.0) / static_cast<double>(ticks);
}

}  // namespace striatum::bench

#else

namespace striatum::bench::STRIATUM_PATH {

static void sweep(float* weight, float* eligibility, size_t count, const SweepRule& by) {
  const float rate = by.rate;
  const float keep = by.keep;
  const float low = by.low;
  const float high = by.high;
  STRIATUM_INDEPENDENT
  for (size_t i = 0; i < count; i++) {
    const float moved = weight[i] + rate * eligibility[i];
    const float raised = moved > low ? moved : low;
    weight[i] = raised < high ? raised : high;
    eligibility[i] *= keep;
  }
}

static void depress(float* eligibility, const uint32_t* target, size_t count, const float* post,
                    float a_minus) {
  STRIATUM_INDEPENDENT
  for (size_t i = 0; i < count; i++) eligibility[i] -= a_minus * post[target[i]];
}

// No synapse is there twice.
static void strengthen(float* eligibility, const uint32_t* synapse, const uint32_t* source,
                       size_t count, const float* pre, float a_plus) {
  STRIATUM_INDEPENDENT
  for (size_t i = 0; i < count; i++) eligibility[synapse[i]] += a_plus * pre[source[i]];
}

static void fade(float* trace, size_t count, float keep) {
  STRIATUM_INDEPENDENT
  for (size_t i = 0; i < count; i++) trace[i] *= keep;
}

}  // namespace striatum::bench::STRIATUM_PATH

#endif
