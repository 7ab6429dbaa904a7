// Integrating what arrived: port after port, a block of neurons at a time.
#include "compartment.h"

#include <algorithm>

#include "receptors/kernels.h"

namespace striatum {

void integrate(const Model& model, State& state) {
  const Path path = path_in_use();
  Block block;
  for (size_t i = 0; i < model.port_kind.size(); i++) {
    const Port port = port_of(model, state, i);
    const Receive receive = receive_of(static_cast<Receptor>(model.port_kind[i]), path);
    for (size_t begin = 0; begin < port.count; begin += block_neurons) {
      const size_t count = std::min(block_neurons, port.count - begin);
      const i32 events = receive(port, block, begin, count);
      if (events != 0) count_events(state, block, port.first + begin, count);
    }
  }
}

}  // namespace striatum
