// What makes homeostats acceptable.
#include "homeostasis.h"
#include "limits.h"

namespace striatum {

namespace {

constexpr bool power_of_two(uint32_t value) {
  return value != 0 && (value & (value - 1)) == 0;
}

bool numbers_are_good(const Model& model, size_t i) {
  const int64_t one = int64_t{1} << q3_28::fraction;
  const uint32_t every = model.homeostat_every[i];
  return power_of_two(every) && every <= limits::homeostat_ticks_max &&
         model.homeostat_target[i].raw > 0 && model.homeostat_keep[i].raw >= 0 &&
         model.homeostat_shift_speed[i].raw >= 0 && model.homeostat_shift_min[i].raw <= 0 &&
         model.homeostat_shift_max[i].raw >= 0 && model.homeostat_gain_speed[i].raw >= 0 &&
         within(model.homeostat_gain_min[i].raw, 0, one) && model.homeostat_gain_max[i].raw >= one;
}

Status check_homeostat(const Model& model, size_t i) {
  const u32 population = model.homeostat_population[i];
  const bool good = population < model.counts.populations &&
                    (i == 0 || model.homeostat_population[i - 1] < population) &&
                    model.population_kind[population] != u8(Kind::source) &&
                    numbers_are_good(model, i);
  if (!good) return refuse(Code::model_homeostat, i, population);
  const u32 first = model.population_first[population];
  for (const q8_23 threshold : model.threshold.subspan(first, model.population_count[population])) {
    const int64_t low = int64_t{threshold.raw} + model.homeostat_shift_min[i].raw;
    const int64_t high = int64_t{threshold.raw} + model.homeostat_shift_max[i].raw;
    if (low < INT32_MIN || high > INT32_MAX) return refuse(Code::model_homeostat, i, high);
  }
  return {};
}

bool has_homeostat(const Model& model, u32 population) {
  for (const u32 own : model.homeostat_population) {
    if (own == population) return true;
  }
  return false;
}

}  // namespace

Status check_homeostats(const Model& model) {
  uint64_t cells = 0;
  for (size_t i = 0; i < model.homeostat_population.size(); i++) {
    if (const Status status = check_homeostat(model, i); !status.ok()) return status;
    cells += model.population_count[model.homeostat_population[i]];
  }
  if (cells != model.counts.homeostat_cells) {
    return refuse(Code::model_homeostat, model.counts.homeostats, static_cast<int64_t>(cells));
  }
  for (size_t port = 0; port < model.port_scaled.size(); port++) {
    const u8 scaled = model.port_scaled[port];
    const bool good =
        scaled == 0 || (scaled == 1 && has_homeostat(model, model.port_population[port]));
    if (!good) return refuse(Code::model_homeostat, port, scaled);
  }
  return {};
}

}  // namespace striatum
