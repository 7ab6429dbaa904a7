// What a tick of a line-rover-sized network costs, beside a tick of a network with nothing in it.
// Prints the median and the 99th percentile of single ticks, and the mean over all of them.
#include "../core/tick.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "../test/networks.h"

namespace {

using striatum::test::Builder;
using striatum::test::Net;

void measure(const char* name, Net& net, size_t sources, double chance, int ticks) {
  using clock = std::chrono::steady_clock;
  std::vector<double> costs_us;
  costs_us.reserve(static_cast<size_t>(ticks));
  for (int i = 0; i < ticks + 1000; i++) {
    striatum::test::stimulate(net.state, sources, chance, 7);
    const auto before = clock::now();
    striatum::tick(net.model, net.state);
    const std::chrono::duration<double, std::micro> cost = clock::now() - before;
    // the first thousand ticks fill caches and rings
    if (i >= 1000) costs_us.push_back(cost.count());
  }
  std::sort(costs_us.begin(), costs_us.end());
  double sum_us = 0;
  for (const double cost_us : costs_us) sum_us += cost_us;
  const size_t count = costs_us.size();
  std::printf("%-28s p50 %7.3f us   p99 %7.3f us   mean %7.3f us\n", name, costs_us[count / 2],
              costs_us[count * 99 / 100], sum_us / static_cast<double>(count));
}

}  // namespace

int main(int count, char** arguments) {
  const int ticks = count > 1 ? std::atoi(arguments[1]) : 100000;
  if (ticks < 100) return std::fputs("usage: striatum-bench-tick [ticks, at least 100]\n", stderr);

  Builder nothing;
  nothing.sources(1);
  Net empty(nothing);
  Builder rover;
  striatum::test::build_rover(rover);
  Net net(rover);
  Builder mixed;
  striatum::test::build_mixed(mixed);
  Net everything(mixed);
  if (!empty.status.ok() || !net.status.ok() || !everything.status.ok()) return 1;

  measure("nothing", empty, 1, 0, ticks);
  measure("rover, 20 % of sources", net, 100, 0.2, ticks);
  measure("rover, 2 % of sources", net, 100, 0.02, ticks);
  measure("mixed, both rules", everything, 40, 0.03, ticks);
  return 0;
}
