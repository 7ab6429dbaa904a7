// A crew of any size gives the bits of one alone.
#include "../core/crew.h"

#include "check.h"
#include "golden.h"

using namespace striatum;
using namespace striatum::test;

namespace {

void agree(void (*build)(Builder&), int ticks) {
  Builder builder;
  build(builder);
  Net alone(builder, 20260101);
  CHECK(alone.status.ok());
  for (const size_t members : {1, 2, 3, 4}) {
    Net net(builder, 20260101);
    Crew crew;
    CHECK(crew.hire(net.model, net.state, members));
    alone.state.zero(alone.model, 20260101);
    for (int i = 0; i < ticks; i++) {
      stimulate(net.state, 40, 0.03, 99);
      stimulate(alone.state, 40, 0.03, 99);
      // at times alone, between the crew's ticks
      if (i % 10 == 9) {
        tick(net.model, net.state);
      } else {
        tick(net.model, net.state, crew);
      }
      tick(alone.model, alone.state);
      if (i % 100 == 0) CHECK(net.state.hash() == alone.state.hash());
    }
    CHECK(net.state.hash() == alone.state.hash());
    CHECK(weights_hash(net.model, net.state) == weights_hash(alone.model, alone.state));
  }
}

}  // namespace

TEST(crew_mixed, "crews of 1, 2, 3 and 4 run the mixed network to the same bits") {
  agree(build_mixed, 2000);
}

TEST(crew_kinds, "crews of 1, 2, 3 and 4 run every kind to the same bits") {
  agree(build_kinds, 500);
}

TEST(crew_receptors, "crews of 1, 2, 3 and 4 run every receptor to the same bits") {
  agree(build_receptors, 500);
}

TEST(crew_branches, "crews of 1, 2, 3 and 4 run every dendrite to the same bits") {
  agree(build_branches, 500);
}
