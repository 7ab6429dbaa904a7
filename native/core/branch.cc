// No kind of dendrite has a row in dendrites.h yet, so that check() lets no dendrite through.
#include "branch.h"

namespace striatum {

void branch(const Model&, State&, Member&) {}

}  // namespace striatum
