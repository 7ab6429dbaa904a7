// striatum-bench-neurons [--json]: what a neuron costs in a tick.
#include <cstdio>
#include <cstring>

#include "neurons.h"

int main(int count, char** arguments) {
  const bool json = count == 2 && std::strcmp(arguments[1], "--json") == 0;
  if (count > 1 && !json) return std::fputs("usage: striatum-bench-neurons [--json]\n", stderr);
  const auto rows = striatum::bench::bench_neurons({});
  if (!json) std::puts("kind         path      parameters steps  fixed ns  float ns  ratio     Hz");
  for (const auto& row : rows) {
    const char* parameters = row.alike ? "alike" : "each own";
    const double ratio = row.fixed_ns / row.float_ns;
    if (json) {
      std::printf(
          "%s{\"kind\":\"%s\",\"path\":\"%s\",\"alike\":%s,\"steps\":%d,\"fixed_ns\":%.4f,"
          "\"float_ns\":%.4f,\"ratio\":%.3f,\"fixed_hz\":%.2f,\"float_hz\":%.2f}%s\n",
          &row == &rows.front() ? "[" : " ", row.kind, row.path, row.alike ? "true" : "false",
          row.steps, row.fixed_ns, row.float_ns, ratio, row.fixed_hz, row.float_hz,
          &row == &rows.back() ? "]" : ",");
    } else {
      std::printf("%-12s %-9s %-10s %5d %9.3f %9.3f %6.2f %6.1f (float %.1f)\n", row.kind, row.path,
                  parameters, row.steps, row.fixed_ns, row.float_ns, ratio, row.fixed_hz,
                  row.float_hz);
    }
  }
  return 0;
}
