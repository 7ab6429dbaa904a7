// The float loops, once for each path.
#ifndef STRIATUM_PATH

#include "floats.h"

#include <cmath>

#include "../core/simd/cells.h"

#define STRIATUM_KERNEL "../../bench/floats.cc"
#include "../core/simd/each_path.h"

namespace striatum::bench {

FloatTick float_tick_of(Kind kind, Path path) {
  using enum Kind;
  struct Row {
    FloatTick lif;
    FloatTick adaptive_lif;
    FloatTick izhikevich;
    FloatTick adex;
    FloatTick resonate_and_fire;
  };
  static constexpr Row rows[paths] = {
#define X(path)                                                                     \
  {path::lif_tick, path::adaptive_lif_tick, path::izhikevich_tick, path::adex_tick, \
   path::resonate_and_fire_tick},
      STRIATUM_PATHS(X)
#undef X
  };
  const Row& row = rows[static_cast<size_t>(path)];
  return kind == lif                 ? row.lif
         : kind == adaptive_lif      ? row.adaptive_lif
         : kind == izhikevich        ? row.izhikevich
         : kind == resonate_and_fire ? row.resonate_and_fire
                                     : row.adex;
}

}  // namespace striatum::bench

#else

namespace striatum::bench::STRIATUM_PATH {

// Parameter j of neuron i; one for all is read before the loop.
#define P(j) (alike ? one[j] : f.parameter[j][i])

// Every loop begins so: what arrived becomes a current, and that an input.
#define STRIATUM_FLOAT_BEGIN                                                \
  float one[float_parameters];                                              \
  for (size_t j = 0; j < float_parameters; j++) one[j] = f.parameter[j][0]; \
  STRIATUM_INDEPENDENT                                                      \
  for (size_t i = 0; i < f.count; i++) {                                    \
    const float arrived = P(gain_synapse) * f.arriving[i];                  \
    const float current = P(keep_synapse) * f.current[i] + arrived;         \
    const float input = current + P(bias) + f.drive[i];                     \
    f.arriving[i] = 0;                                                      \
    f.current[i] = current;                                                 \
    float v = f.potential[i];

#define STRIATUM_FLOAT_END                \
  f.potential[i] = spiked ? P(reset) : v; \
  f.spike[i] = spiked;                    \
  }

[[gnu::always_inline]] static inline void lif(const Floats f, bool alike) {
  STRIATUM_FLOAT_BEGIN
  v = P(rest) + P(own) * (v - P(rest)) + input;
  const bool spiked = v >= P(threshold);
  STRIATUM_FLOAT_END
}

[[gnu::always_inline]] static inline void adaptive_lif(const Floats f, bool alike) {
  STRIATUM_FLOAT_BEGIN
  const float lift = P(own + 1) * f.state[0][i];
  const float adaptation = P(own + 3) * f.state[1][i];
  v = P(rest) + P(own) * (v - P(rest)) + input - adaptation;
  const bool spiked = v >= P(threshold) + lift;
  f.state[0][i] = lift + (spiked ? P(own + 2) : 0);
  f.state[1][i] = adaptation + (spiked ? P(own + 4) : 0);
  STRIATUM_FLOAT_END
}

[[gnu::always_inline]] static inline void resonate_and_fire(const Floats f, bool alike) {
  STRIATUM_FLOAT_BEGIN
  const float x = f.state[0][i] + input;
  const float y = f.state[1][i];
  const float swing = P(own) * x - P(own + 1) * y;
  const float above = P(own + 1) * x + P(own) * y;
  v = P(rest) + above;
  const bool spiked = v >= P(threshold);
  f.state[0][i] = spiked ? 0 : swing;
  f.state[1][i] = spiked ? P(own + 2) : above;
  STRIATUM_FLOAT_END
}

[[gnu::always_inline]] static inline void izhikevich(const Floats f, bool alike, int steps) {
  STRIATUM_FLOAT_BEGIN
  float u = f.state[0][i];
  const float steady = P(own + 2) - u + (steps == 2 ? input / 2 : input);
  v += v * (P(own) * v + P(own + 1)) + steady;
  if (steps == 2) v += v * (P(own) * v + P(own + 1)) + steady;
  u += P(own + 3) * (v - P(own + 5)) - P(own + 4) * u;
  const bool spiked = v >= P(threshold);
  f.state[0][i] = u + (spiked ? P(own + 6) : 0);
  STRIATUM_FLOAT_END
}

// Parameters own + 1 and own + 2 are 1 / dT and log(g dT / tau) - VT / dT: libm has e^x.
[[gnu::always_inline]] static inline void adex(const Floats f, bool alike) {
  STRIATUM_FLOAT_BEGIN
  float w = f.state[0][i];
  bool spiked = false;
  for (int step = 0; step < f.steps; step++) {
    const float rise = std::exp(P(own + 1) * v + P(own + 2));
    const float above = v - P(rest);
    v += rise - P(own) * above - w + input / static_cast<float>(f.steps);
    w += P(own + 3) * above - P(own + 4) * w;
    const bool peak = v >= P(threshold);
    spiked |= peak;
    v = peak ? P(reset) : v;
    w += peak ? P(own + 5) : 0;
  }
  f.state[0][i] = w;
  f.potential[i] = v;
  f.spike[i] = spiked;
}
}

static void lif_tick(const Floats& f) {
  f.alike ? lif(f, true) : lif(f, false);
}

static void adaptive_lif_tick(const Floats& f) {
  f.alike ? adaptive_lif(f, true) : adaptive_lif(f, false);
}

static void resonate_and_fire_tick(const Floats& f) {
  f.alike ? resonate_and_fire(f, true) : resonate_and_fire(f, false);
}

static void izhikevich_tick(const Floats& f) {
  if (f.steps == 2) return f.alike ? izhikevich(f, true, 2) : izhikevich(f, false, 2);
  f.alike ? izhikevich(f, true, 1) : izhikevich(f, false, 1);
}

static void adex_tick(const Floats& f) {
  f.alike ? adex(f, true) : adex(f, false);
}

#undef P
#undef STRIATUM_FLOAT_BEGIN
#undef STRIATUM_FLOAT_END

}  // namespace striatum::bench::STRIATUM_PATH

#endif
