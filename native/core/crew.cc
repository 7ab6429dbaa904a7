// Memory for the members of a crew.
#include "crew.h"

namespace striatum {

Member lone_member(State& state) {
  return {.share = {}, .arriving = state.arriving.data(), .spikes = state.population_spikes.data()};
}

bool Crew::hire(const Model& model, State& state, size_t count) {
  const size_t neurons = model.counts.neurons;
  const size_t slots = model.counts.slots;
  const size_t populations = model.counts.populations;
  arriving_.assign((count - 1) * slots, {});
  lists_.assign(count == 1 ? 0 : count * neurons, 0);
  spikes_.assign((count - 1) * populations, 0);
  members.assign(count, lone_member(state));
  for (size_t i = 0; i < count; i++) {
    Member& member = members[i];
    member.share = {i, count};
    member.all = members;
    if (count > 1) member.list = lists_.data() + i * neurons;
    if (i == 0) continue;
    member.arriving = arriving_.data() + (i - 1) * slots;
    member.spikes = spikes_.data() + (i - 1) * populations;
  }
  return team.hire(count);
}

}  // namespace striatum
