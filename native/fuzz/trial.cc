// Running a network on each path and comparing what must be equal.
#include "trial.h"

#include <algorithm>
#include <cstring>

#include "../core/plasticity.h"
#include "../core/simd/paths.h"
#include "../core/tick.h"
#include "layout.h"

namespace striatum::fuzz {

namespace {

constexpr size_t state_bytes_most = size_t{1} << 23;
constexpr u64 neuron_ticks_most = 1 << 19;

// A state whose scratch holds something else, as after other ticks; padding is zero, as ever.
struct Live {
  const Model& model;
  std::vector<u64> arena;
  State state;

  explicit Live(const Model& of)
      : model(of),
        arena(state_bytes(of) / 8),
        state(State::place(of, reinterpret_cast<std::byte*>(arena.data()))) {
    spoil();
  }

  void spoil() {
#define X(format, name, count, unit, phase, keeping)                                   \
  if (Keeping::keeping == Keeping::scratch && !state.name.empty()) {                   \
    std::memset(static_cast<void*>(state.name.data()), 0xA5, state.name.size_bytes()); \
  }
    STRIATUM_STATE_ARRAYS(X)
#undef X
  }

  void start(u64 seed) {
    state.zero(model, seed);
    spoil();
  }

  void run(const Script& script, u32 from, u32 to) {
    for (u32 t = from; t < to; t++) {
      script.apply(state, t);
      tick(model, state);
    }
  }

  std::vector<std::byte> frozen() const {
    std::vector<std::byte> bytes(frozen_bytes(model));
    freeze(model, state, bytes);
    return bytes;
  }
};

u32 ticks_of(const Model& model, const Script& script) {
  return static_cast<u32>(std::min<u64>(script.ticks, neuron_ticks_most / model.counts.neurons));
}

bool weights_in_bounds(const Model& model, std::span<const q7_24> weights) {
  for (size_t lane = 0; lane < model.plastic_lane_rule.size(); lane++) {
    const u32 rule = model.plastic_lane_rule[lane];
    const size_t row = model.plastic_lane_row_first[lane];
    const u32 end = model.plastic_row_start[row + model.plastic_lane_pre_count[lane]];
    for (size_t i = model.plastic_row_start[row]; i < end; i++) {
      if (weights[i] < model.rule_w_min[rule] || weights[i] > model.rule_w_max[rule]) return false;
    }
  }
  return true;
}

// What is written past the end of an array shows in the gap behind it.
bool gaps_are_zero(const Live& live) {
  const std::span<const std::byte> kept = live.state.kept;
  size_t end = 0;
  for (const Array& array : arrays_of_state(live.model.counts)) {
    for (; end < array.offset; end++) {
      if (kept[end] != std::byte{0}) return false;
    }
    end = array.end();
  }
  return std::all_of(kept.begin() + static_cast<ptrdiff_t>(end), kept.end(),
                     [](std::byte b) { return b == std::byte{0}; });
}

// What must hold of a state whenever it is looked at; "" if it does.
const char* unsound(Live& live) {
  const u64 before = live.state.hash();
  std::vector<q7_24> settled(live.model.counts.plastic_synapses);
  settle(live.model, live.state, settled);
  if (live.state.hash() != before) return "reading the weights changed the state";
  if (!weights_in_bounds(live.model, live.state.weight)) return "a weight left its bounds";
  if (!weights_in_bounds(live.model, settled)) {
    return "a settled weight is outside of its bounds";
  }
  return "";
}

// Freezing and thawing must be as if nothing had been; "" if so.
const char* unfrozen(const Live& live, Live& other) {
  if (!thaw(live.model, live.frozen(), other.state).ok()) return "an own frozen state is refused";
  return other.state.hash() == live.state.hash() ? "" : "a thawed state is not what was frozen";
}

Outcome broken(const char* what) {
  return {End::broken, Code::ok, 0, what};
}

struct Result {
  const char* broken = "";
  u64 hash = 0;
};

// Runs the script from a tick on in this state, and looks at it in the end.
Result finish(Live& live, const Script& script, u32 from, u32 to) {
  // damaged gaps of a thawed state stay as they are
  const bool clean = gaps_are_zero(live);
  live.run(script, from, to);
  if (clean && !gaps_are_zero(live)) return {"something was written behind an array"};
  const char* const what = unsound(live);
  return {what, mix64(live.state.hash() ^ weights_hash(live.model, live.state))};
}

// Calls start(live) and goes on with the script, on each path; all must come to the same.
template <class Start>
Outcome on_each_path(const Model& model, const Script& script, u32 from, u32 to, Start start) {
  const Path widest = path_in_use();
  Outcome outcome{End::ran};
  bool is_first = true;
  for (size_t i = 0; i < paths && outcome.end == End::ran; i++) {
    if (!use_path(static_cast<Path>(i))) continue;
    Live live(model);
    start(live);
    Result result = finish(live, script, from, to);
    Live other(model);
    if (is_first && *result.broken == 0) result.broken = unfrozen(live, other);
    if (*result.broken != 0)
      outcome = broken(result.broken);
    else if (!is_first && result.hash != outcome.digest)
      outcome = broken("paths differ");
    else
      outcome.digest = result.hash;
    is_first = false;
  }
  use_path(widest);
  return outcome;
}

Outcome run_whole(const Model& model, const Script& script) {
  const u32 ticks = ticks_of(model, script);
  const u32 half = static_cast<u32>(Draw(script.seed, 3).below(ticks + size_t{1}));
  const auto start = [&](Live& live) { live.start(script.seed); };
  const Outcome whole = on_each_path(model, script, 0, ticks, start);
  if (whole.end != End::ran) return whole;

  Live first(model);
  start(first);
  first.run(script, 0, half);
  const char* what = unsound(first);
  Live second(model);
  if (*what == 0) what = unfrozen(first, second);
  if (*what != 0) return broken(what);
  const Result result = finish(second, script, half, ticks);
  if (result.hash != whole.digest) return broken("a thawed state goes on differently");
  return whole;
}

}  // namespace

Outcome try_model(std::span<const std::byte> bytes, const Script& script) {
  Model model;
  const Status status = Model::open(bytes, model);
  if (!status.ok()) {
    if (model.counts.neurons != 0 || model.memory != nullptr)
      return broken("a refused model moved");
    return {End::refused, status.code, 0};
  }
  if (state_bytes(model) > state_bytes_most) return {End::large};
  return run_whole(model, script);
}

std::vector<std::byte> frozen_half_way(const Model& model, const Script& script) {
  Live live(model);
  live.start(script.seed);
  live.run(script, 0, ticks_of(model, script) / 2);
  return live.frozen();
}

Outcome try_state(const Model& model, std::span<const std::byte> frozen, const Script& script) {
  const u32 ticks = ticks_of(model, script);
  Live used(model);
  used.start(script.seed + 1);
  used.run(script, 0, ticks / 4);
  std::vector<q7_24> settled(model.counts.plastic_synapses);
  settle(model, used.state, settled);
  const std::vector<u64> before = used.arena;
  const Status status = thaw(model, frozen, used.state);
  if (!status.ok()) {
    if (used.arena != before) return broken("a refused state changed the one in use");
    return {End::refused, status.code, 0};
  }
  return on_each_path(model, script, ticks / 2, ticks,
                      [&](Live& live) { (void)thaw(model, frozen, live.state); });
}

}  // namespace striatum::fuzz
