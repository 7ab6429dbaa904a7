// Two bare loops, as a person would write them who had nothing else to do.
#include "scatter.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace striatum::bench {

namespace {

struct Record {
  int32_t weight;
  int32_t eligibility;
};

constexpr size_t decays = 256;

// Decay factors of 31 fraction bits, from 1 down to about a half.
std::array<int32_t, decays> decay_table() {
  std::array<int32_t, decays> table{};
  int64_t power = INT32_MAX;
  for (int32_t& decay : table) {
    decay = static_cast<int32_t>(power);
    power -= power / 370;
  }
  return table;
}

void add(int32_t& sum, int32_t weight) {
  sum = static_cast<int32_t>(static_cast<uint32_t>(sum) + static_cast<uint32_t>(weight));
}

// Rows lie anywhere in memory: they are asked for some rows before they are scattered. Inline, for
// GCC leaves out calls of functions that only prefetch.
template <class T>
[[gnu::always_inline]] inline void prefetch(const Scatter& work, size_t at, std::span<T> values) {
  constexpr size_t far = 4;
  constexpr size_t near = 2;
  constexpr size_t line = 64 / sizeof(Record);
  if (at + far >= work.rows.size()) return;
  __builtin_prefetch(&work.row_start[work.rows[at + far]]);
  const uint32_t row = work.rows[at + near];
  for (uint32_t i = work.row_start[row]; i < work.row_start[row + 1]; i += line) {
    __builtin_prefetch(&work.target[i]);
    __builtin_prefetch(&values[i]);
  }
}

void scatter_static(const Scatter& work) {
  for (size_t at = 0; at < work.rows.size(); at++) {
    prefetch(work, at, work.weight);
    const uint32_t row = work.rows[at];
    const uint32_t end = work.row_start[row + 1];
    for (uint32_t i = work.row_start[row]; i < end; i++) {
      add(work.sums[work.target[i]], work.weight[i]);
    }
  }
}

void scatter_plastic(const Scatter& work, std::span<Record> records,
                     const std::array<int32_t, decays>& table, int32_t teach) {
  constexpr int32_t most = 10 << 24;
  for (size_t at = 0; at < work.rows.size(); at++) {
    prefetch(work, at, records);
    const uint32_t row = work.rows[at];
    const int64_t decay = table[row % decays];
    const uint32_t end = work.row_start[row + 1];
    for (uint32_t i = work.row_start[row]; i < end; i++) {
      Record& record = records[i];
      const int64_t moved = record.weight + (int64_t{record.eligibility} * teach >> 31);
      record.weight = static_cast<int32_t>(std::clamp<int64_t>(moved, 0, most));
      record.eligibility = static_cast<int32_t>(record.eligibility * decay >> 31);
      add(work.sums[work.target[i]], record.weight);
    }
  }
}

size_t events_of(const Scatter& work) {
  size_t events = 0;
  for (const uint32_t row : work.rows) events += work.row_start[row + 1] - work.row_start[row];
  return events;
}

template <class Loop>
double fastest_ns(const Scatter& work, uint32_t repeats, Loop loop) {
  using clock = std::chrono::steady_clock;
  const size_t events = events_of(work);
  double fastest = 0;
  for (uint32_t i = 0; i < repeats; i++) {
    const auto before = clock::now();
    loop();
    const std::chrono::duration<double, std::nano> cost = clock::now() - before;
    const double each = cost.count() / static_cast<double>(std::max<size_t>(events, 1));
    fastest = i == 0 ? each : std::min(fastest, each);
  }
  return fastest;
}

}  // namespace

bool is_whole(const Scatter& work) {
  if (work.row_start.empty() || work.target.size() != work.weight.size()) return false;
  const auto& starts = work.row_start;
  if (!std::is_sorted(starts.begin(), starts.end()) || starts.back() > work.target.size()) {
    return false;
  }
  const auto is_row = [&](uint32_t row) { return row < starts.size() - 1; };
  const auto is_neuron = [&](uint32_t target) { return target < work.sums.size(); };
  return std::all_of(work.rows.begin(), work.rows.end(), is_row) &&
         std::all_of(work.target.begin(), work.target.end(), is_neuron);
}

double static_scatter_ns(const Scatter& work, uint32_t repeats) {
  return fastest_ns(work, repeats, [&] { scatter_static(work); });
}

double plastic_scatter_ns(const Scatter& work, uint32_t repeats) {
  std::vector<Record> records(work.target.size());
  for (size_t i = 0; i < records.size(); i++) records[i] = {work.weight[i], work.weight[i] / 64};
  const auto table = decay_table();
  // small, and so slow to wear off that every pass moves weights
  constexpr int32_t teach = 1 << 20;
  return fastest_ns(work, repeats, [&] { scatter_plastic(work, records, table, teach); });
}

}  // namespace striatum::bench
