// Integrating what arrived: port after port, a block of neurons at a time.
#include "compartment.h"

#include <algorithm>

#include "gain.h"
#include "homeostasis.h"
#include "receptors/kernels.h"

namespace striatum {

namespace {

// What the others summed up for these slots.
void gather(const Member& member, size_t slot, size_t count) {
  q15_16* const sums = member.all[0].arriving + slot;
  for (const Member& other : member.all.subspan(1)) {
    q15_16* const part = other.arriving + slot;
    STRIATUM_INDEPENDENT
    for (size_t i = 0; i < count; i++) {
      sums[i].raw = static_cast<i32>(static_cast<u32>(sums[i].raw) + static_cast<u32>(part[i].raw));
      part[i].raw = 0;
    }
  }
}

}  // namespace

void integrate(const Model& model, State& state, Member& member) {
  const Path path = path_in_use();
  Block block;
  for (size_t i = 0; i < model.port_kind.size(); i++) {
    const Port port = port_of(model, state, i);
    const Receive receive = receive_of(static_cast<Receptor>(model.port_kind[i]), path);
    const q3_28 gain = gain_of(model, state, i);
    const size_t end = member.share.end(port.count, share_neurons);
    for (size_t begin = member.share.begin(port.count, share_neurons); begin < end;
         begin += block_neurons) {
      const size_t count = std::min(block_neurons, end - begin);
      if (!member.all.empty()) gather(member, model.port_slot_first[i] + begin, count);
      if (gain != gain_of_one) {
        amplify(state.arriving.subspan(model.port_slot_first[i] + begin, count), gain);
      }
      if (model.port_scaled[i] != 0) scale_arriving(model, state, i, begin, begin + count);
      const i32 events = receive(port, block, begin, count);
      if (events != 0) count_events(member.integrated, block, port.first + begin, count);
    }
  }
}

}  // namespace striatum
