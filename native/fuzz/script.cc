// Inputs of a tick: how lively, how extreme and how often they change differs between scripts.
#include "script.h"

namespace striatum::fuzz {

namespace {

// The byte counts as a spike whatever it is, if it is not 0.
void spikes(State& state, Draw draw, size_t rarity) {
  for (u8& spike : state.source_spike) {
    spike = draw.one_in(rarity) ? static_cast<u8>(draw.bits() >> 24) : 0;
  }
}

void drive(State& state, Draw draw, bool extreme) {
  const i32 most = extreme ? INT32_MAX : 40 << 23;
  const i32 one = draw.within(-most, most);
  const bool same = draw.one_in(2);
  for (q8_23& d : state.drive) {
    d.raw = same ? one : draw.within(extreme ? INT32_MIN : -most / 4, most);
  }
  for (q8_23& d : state.dendrite_drive) {
    d.raw = draw.one_in(2) ? 0 : draw.within(extreme ? INT32_MIN : -most / 4, most);
  }
}

void release(State& state, Draw draw, bool extreme) {
  for (q3_28& r : state.release) {
    r.raw = extreme ? draw.within(INT32_MIN, INT32_MAX) : draw.of_any_size() / 8;
  }
  for (q3_28& t : state.tonic) {
    if (draw.one_in(4)) t.raw = draw.within(INT32_MIN, INT32_MAX);
  }
}

}  // namespace

void Script::apply(State& state, u32 tick) const {
  Draw manner(seed, 2);
  const size_t rarity = size_t{1} << manner.below(8);
  const bool extreme_drive = manner.one_in(3);
  const bool extreme_release = manner.one_in(3);
  const size_t drive_period = 1 + manner.below(100);
  const size_t release_rarity = size_t{1} << manner.below(6);
  const size_t switch_rarity = size_t{1} << (1 + manner.below(10));
  const bool has_drive = manner.one_in(2);

  Draw draw(seed, 16 + u64{tick});
  const bool on = (stimuli & stimulus_spikes) != 0;
  if (on) spikes(state, Draw(draw.wide(), 0), rarity);
  if ((stimuli & stimulus_drive) != 0 && has_drive && tick % drive_period == 0) {
    drive(state, Draw(draw.wide(), 1), extreme_drive);
  }
  if ((stimuli & stimulus_release) != 0 && draw.one_in(release_rarity)) {
    release(state, Draw(draw.wide(), 2), extreme_release);
  }
  if ((stimuli & stimulus_learning) != 0 && draw.one_in(switch_rarity)) {
    state.learning[0] = state.learning[0] == 0 ? 1 + draw.bits() % 3 : 0;
  }
  if ((stimuli & stimulus_seed) != 0 && draw.one_in(500)) state.seed[0] = draw.wide();
}

}  // namespace striatum::fuzz
