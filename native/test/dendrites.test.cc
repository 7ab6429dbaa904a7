// Dendrites against plain double and against the tables of the papers: linear branches and their
// closed form, the Naud cell, the cheap cell with plateaus.
#include "dendrites.h"

#include "../core/tick.h"
#include "check.h"
#include "networks.h"

using namespace striatum;
using namespace striatum::test;

namespace {

// A step of current into the soma for 5 ms and one into the dendrite for 30 ms.
struct Steps {
  double soma = 0;
  double dendrite = 0;
  double soma_ms = 100;
  double dendrite_ms = 100;

  double soma_at(double t) const { return within(t, soma_ms, 5) ? soma : 0; }
  double dendrite_at(double t) const { return within(t, dendrite_ms, 30) ? dendrite : 0; }

 private:
  static bool within(double t, double start, double length) {
    return t > start - 1e-9 && t < start + length - 1e-9;
  }
};

constexpr double end_ms = 300;

using Spikes = std::vector<double>;

// A cell to be asked: built, driven, and worked out in double.
struct Cell {
  u32 (*build)(Builder& b, u32 count);
  double (*soma_lift)(double ms);      // mV a tick for a current of 1
  double (*dendrite_lift)(double ms);  // likewise
  Spikes (*reference)(const Steps& steps, double ms);
  double soma;  // the currents of the table
  double dendrite;
};

// One neuron for each case, all in one network.
std::vector<Spikes> in_fixed(const Cell& cell, const std::vector<Steps>& cases, double ms) {
  Builder b;
  b.counts.tick_us = static_cast<u32>(std::lround(1000 * ms));
  cell.build(b, static_cast<u32>(cases.size()));
  Net net(b);
  CHECK(net.status.ok());
  std::vector<Spikes> spikes(cases.size());
  if (!net.status.ok()) return spikes;
  for (int i = 0; i * ms < end_ms - 1e-9; i++) {
    for (size_t k = 0; k < cases.size(); k++) {
      net.state.drive[k] = real<q8_23>(cell.soma_lift(ms) * cases[k].soma_at(i * ms));
      net.state.dendrite_drive[k] =
          real<q8_23>(cell.dendrite_lift(ms) * cases[k].dendrite_at(i * ms));
    }
    tick(net.model, net.state);
    for (size_t k = 0; k < cases.size(); k++) {
      if (net.state.spike[k] != 0) spikes[k].push_back(i * ms);
    }
  }
  return spikes;
}

// Vs' = -(Vs + 70) / 16 + (1300 f(Vd) - 200 ws + Is) / 370,
// Vd' = -(Vd + 70) / 7 + (1200 f(Vd) - 13 wd + 2600 B + Id) / 170; leaks decay exactly.
Spikes naud_in_double(const Steps& steps, double ms) {
  const double keep_s = std::exp(-ms / 16);
  const double keep_d = std::exp(-ms / 7);
  const double share_s = 16 * (1 - keep_s) / 370;
  const double share_d = 7 * (1 - keep_d) / 170;
  const auto f = [](double vd) { return 1 / (1 + std::exp(-(vd + 38) / 6)); };
  double vs = -70;
  double vd = -70;
  double ws = 0;
  double wd = 0;
  double theta = 0;
  int box = 0;
  Spikes spikes;
  for (int i = 0; i * ms < end_ms - 1e-9; i++) {
    const double pulse = box > 0 ? 2600 : 0;
    box = box > 0 ? box - 1 : 0;
    vd = -70 + keep_d * (vd + 70) +
         share_d * (1200 * f(vd) - 13 * wd + pulse + steps.dendrite_at(i * ms));
    wd = vd + 70 + std::exp(-ms / 30) * (wd - vd - 70);
    theta *= std::exp(-ms / 27);
    ws *= std::exp(-ms / 100);
    vs = -70 + keep_s * (vs + 70) + share_s * (steps.soma_at(i * ms) - 200 * ws) +
         ms * 1300 / 370 * f(vd);
    if (vs < -50 + theta) continue;
    spikes.push_back(i * ms);
    vs = -70, theta += 2, ws += 1, box = static_cast<int>(std::lround(2 / ms));
  }
  return spikes;
}

// A regular-spiking cell that resets to -54 with a jump of 3 during a plateau.
Spikes plateau_in_double(const Steps& steps, double ms) {
  const double keep = std::exp(-ms / 4);
  const int rounds = ms > 0.5 ? static_cast<int>(std::ceil(ms / 0.5)) : 1;
  const double h = ms / rounds;
  double v = -65;
  double u = -13;
  double x = 0;
  int left = 0;
  bool spiked = false;
  Spikes spikes;
  for (int i = 0; i * ms < end_ms - 1e-9; i++) {
    x = keep * x + ms * steps.dendrite_at(i * ms) + (spiked ? 8 : 0);
    if (left == 0 && x >= 10) left = static_cast<int>(std::lround(30 / ms)), x = 0;
    const bool up = left > 0;
    left = up ? left - 1 : 0;
    const double lift = up ? 12 * ms : 0.2 * (1 - keep) * x;
    spiked = false;
    for (int round = 0; round < rounds; round++) {
      v += h * (0.04 * v * v + 5 * v + 140 - u) + (ms * steps.soma_at(i * ms) + lift) / rounds;
      u += h * 0.02 * (0.2 * v - u);
      if (v >= 30) v = up ? -54 : -65, u += up ? 3 : 8, spiked = true;
    }
    if (spiked) spikes.push_back(i * ms);
  }
  return spikes;
}

const Cell naud_cell = {naud,
                        [](double ms) { return 16 * (1 - std::exp(-ms / 16)) / 370; },
                        [](double ms) { return 7 * (1 - std::exp(-ms / 7)) / 170; },
                        naud_in_double,
                        2200,
                        450};

const Cell cheap_cell = {plateau_cell,
                         [](double ms) { return ms; },
                         [](double ms) { return ms; },
                         plateau_in_double,
                         5.5,
                         1.6};

// Runs the cases in fixed point; counts must be those of double, and times to the step or so.
std::vector<Spikes> answers(const Cell& cell, const std::vector<Steps>& cases, double ms) {
  const std::vector<Spikes> got = in_fixed(cell, cases, ms);
  for (size_t k = 0; k < cases.size(); k++) {
    const Spikes wanted = cell.reference(cases[k], ms);
    CHECK(got[k].size() == wanted.size());
    for (size_t i = 0; i < got[k].size() && i < wanted.size(); i++) {
      CHECK_NEAR(got[k][i], wanted[i], ms * 1.01);
    }
  }
  return got;
}

// The table of Larkum's BAC firing, as science.md has it of the Naud cell.
void check_table(const Cell& cell, double ms) {
  const std::vector<Spikes> alone =
      answers(cell, {{cell.soma, 0}, {0, cell.dendrite}, {cell.soma, cell.dendrite}}, ms);
  CHECK(alone[0].size() == 1);
  CHECK(alone[1].empty());
  CHECK(alone[2].size() == 3);

  // bursts for a dendrite that begins from 25 ms before to 5 ms after the soma, and no others
  std::vector<Steps> shifted;
  for (int shift = -60; shift <= 40; shift += 5) {
    shifted.push_back({cell.soma, cell.dendrite, 100, 100.0 + shift});
  }
  const std::vector<Spikes> bursts = answers(cell, shifted, ms);
  for (size_t k = 0; k < shifted.size(); k++) {
    const int shift = static_cast<int>(k) * 5 - 60;
    CHECK((bursts[k].size() >= 2) == (shift >= -25 && shift <= 5));
  }
}

// The least dendritic current of which the cell bursts, in steps of half a percent of the table's.
double threshold_of(const Cell& cell, double soma, double ms) {
  std::vector<Steps> rising;
  for (int i = 1; i <= 400; i++) rising.push_back({soma, 0.005 * i * cell.dendrite});
  const std::vector<Spikes> got = in_fixed(cell, rising, ms);
  for (size_t k = 0; k < got.size(); k++) {
    if (got[k].size() >= 2) return rising[k].dendrite;
  }
  return 1e9;
}

}  // namespace

TEST(naud_table,
     "the Naud cell: 1, 0 and 3 spikes, the window of coincidence, half the threshold") {
  for (const double ms : {0.1, 1.0}) {
    check_table(naud_cell, ms);
    const double alone = threshold_of(naud_cell, 0, ms);
    const double together = threshold_of(naud_cell, naud_cell.soma, ms);
    std::printf("  Naud cell, %.1f ms: %.0f pA alone, %.0f pA with the soma\n", ms, alone,
                together);
    CHECK_NEAR(alone, 548, 15);
    CHECK(together <= 0.5 * alone);
    CHECK_NEAR(together, 218, 30);
  }
  const std::vector<Spikes> fine =
      in_fixed(naud_cell, {{2200, 0, 50, 50}, {2200, 450, 50, 50}}, 0.1);
  CHECK(fine[0].size() == 1 && fine[1].size() == 3);
  CHECK_NEAR(fine[0][0], 53.7, 0.11);
  CHECK_NEAR(fine[1][0], 53.6, 0.11);
  CHECK_NEAR(fine[1][1], 63.0, 0.5);
  CHECK_NEAR(fine[1][2], 75.6, 0.5);
}

TEST(plateau_table, "the cheap cell with plateaus has the same table") {
  for (const double ms : {0.1, 1.0}) {
    check_table(cheap_cell, ms);
    const double alone = threshold_of(cheap_cell, 0, ms);
    const double together = threshold_of(cheap_cell, cheap_cell.soma, ms);
    std::printf("  plateau cell, %.1f ms: %.2f mV/ms alone, %.2f with the soma\n", ms, alone,
                together);
    CHECK(alone > cheap_cell.dendrite && alone < 2 * cheap_cell.dendrite);
    CHECK(together <= 0.5 * alone);
  }
}

TEST(filter_bank, "linear branches remember by their own time constants, as the closed form says") {
  const double taus[] = {5, 20, 100, 500, 2000, 5000};
  const int delays[] = {0, 1, 7, 30, 128, 255};
  const double weight_mv = 20;
  const double gain = 1.5;
  Builder b;
  const u32 source = b.sources(1);
  for (int i = 0; i < 6; i++) {
    const u32 cell = b.lif(3, {.threshold = 200});
    port_on(b, 1);
    linear(b, {.tau = taus[i], .gain = gain}, delays[i]);
    b.connect(source, 1, 1, {{source, cell + 1, weight_mv, 1}});
  }
  Net net(b);
  CHECK(net.status.ok());
  double sums[6] = {};
  double worst[6] = {};
  for (int t = 0; t < 40000; t++) {
    net.state.source_spike[0] = t == 0;
    tick(net.model, net.state);
    for (u32 i = 0; i < 6; i++) {
      const double got = to_double(net.state.current[1 + 3 * i + 1]);
      const int age = t - 1 - delays[i];
      const double keep = to_double(b.cell_parameter[b.dendrite_parameter_first[i]], 31);
      const double wanted = age < 0 ? 0 : gain * (1 - keep) * weight_mv * std::pow(keep, age);
      const double off = std::fabs(got - wanted);
      worst[i] = off > worst[i] ? off : worst[i];
      sums[i] += got;
      CHECK(net.state.current[1 + 3 * i] == q8_23{0});
    }
  }
  for (int i = 0; i < 6; i++) {
    std::printf("  tau %4.0f ms: %.4f of %.0f mV in all, largest error %.1e mV a tick\n", taus[i],
                sums[i], gain * weight_mv, worst[i]);
    // half a step of the output, and what decays cut of the potential
    CHECK(worst[i] < 3e-7);
    CHECK_NEAR(sums[i] / (gain * weight_mv), 1, 0.005);
  }
}

TEST(branch_double, "every kind of dendrite follows its equations in double, tick by tick") {
  for (const double ms : {0.1, 1.0, 2.0}) {
    Builder b;
    b.counts.tick_us = static_cast<u32>(std::lround(1000 * ms));
    const Apical a;
    const Plateau p;
    b.lif(5, {.tau_membrane = 20 / ms, .rest = -70, .threshold = -50, .reset = -70});
    port_on(b, 1), port_on(b, 2), port_on(b, 3);
    linear(b, {.tau = 30, .gain = -0.7});
    plateau(b, p);
    apical(b, a);
    Net net(b);
    CHECK(net.status.ok());
    const i32* const state = net.state.cell_state.data();
    const u32* const first = net.model.dendrite_state_first.data();
    const auto word = [&](int dendrite, int k) {
      return to_double(state[first[dendrite] + 5 * k + 3], 23);
    };
    const auto f = [&](double v) { return 1 / (1 + std::exp(-(v - a.half) / a.slope)); };
    const auto fades = [&](double tau) { return std::exp(-ms / tau); };
    int spikes = 0;
    int plateaus = 0;
    double worst[3] = {};
    for (u32 t = 0; t < 20000; t++) {
      double d[3];
      for (u32 k = 0; k < 3; k++) {
        d[k] = ms * (3 * uniform(7 + k, t / 50) - 1.2);
        net.state.dendrite_drive[5 * k + 3] = real<q8_23>(d[k]);
      }
      net.state.drive[3] = real<q8_23>(ms * 2 * uniform(6, t / 40));
      const bool spiked = net.state.spike[3] != 0;
      const double was[] = {word(0, 0), word(1, 0), word(2, 0), word(2, 1)};
      const i32 was_up = state[first[1] + 5 + 3];
      const i32 was_box = state[first[2] + 15 + 3];
      tick(net.model, net.state);

      const double linear_v = fades(30) * was[0] + d[0];
      CHECK_NEAR(word(0, 0), linear_v, 1e-6);
      double given = -0.7 * (1 - fades(30)) * linear_v;

      double plateau_v = fades(p.tau) * was[1] + d[1] + (spiked ? p.bap : 0);
      const bool clear = std::fabs(plateau_v - p.threshold) > 1e-5;
      const bool begins = was_up == 0 && plateau_v >= p.threshold;
      const bool up = was_up > 0 || begins;
      if (begins) plateau_v = 0, plateaus++;
      const i32 left = begins ? static_cast<i32>(std::lround(p.plateau / ms)) : was_up;
      given += up ? p.lift * ms : p.gain * (1 - fades(p.tau)) * plateau_v;
      if (clear) CHECK_NEAR(word(1, 0), plateau_v, 1e-6);
      if (clear) CHECK(state[first[1] + 5 + 3] == (up ? left - 1 : 0));

      const double share = a.tau * (1 - fades(a.tau)) / a.capacitance;
      const bool boxed = spiked || was_box > 0;
      const double apical_v =
          fades(a.tau) * was[2] + d[2] +
          share * (a.regeneration * f(was[2]) - a.adaptation * was[3] + (boxed ? a.bap : 0));
      const double w = apical_v + fades(a.tau_adaptation) * (was[3] - apical_v);
      given += ms * a.lift * f(apical_v);
      const double off[] = {word(2, 0) - apical_v, word(2, 1) - w,
                            clear ? to_double(net.state.current[3]) - given : 0};
      for (int k = 0; k < 3; k++) worst[k] = std::fmax(worst[k], std::fabs(off[k]));
      spikes += net.state.spike[3];
    }
    std::printf("  ticks of %.1f ms: apical v off by %.1e mV, w by %.1e, the lift by %.1e\n", ms,
                worst[0], worst[1], worst[2]);
    // the table of the sigmoid is off by 8e-6 at most, of gains up to 14 mV a tick
    CHECK(worst[0] < 3e-5 && worst[1] < 1e-6 && worst[2] < 2e-5);
    CHECK(spikes > 100 && plateaus > 20);
  }
}
