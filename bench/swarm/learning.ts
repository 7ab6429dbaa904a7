/** A rule and a critic of every kind, with numbers that nobody tuned. */
import type { Draw } from './draw.js';

/** Kinds of rules that are for cells with escape noise alone. */
export const NOISY_RULES: readonly string[] = ['policyGradient', 'cellTypeBroadcast'];

export function drawRule(draw: Draw, weight_max_mv: number) {
  const common = {
    modulator: 'dopamine',
    tau_eligibility_ms: draw.one([50, 200, 1000]),
    rate_per_s: draw.one([0.1, 10, 1000]),
    bounds_mv: [-weight_max_mv, weight_max_mv],
    rounding: draw.one(['nearest', 'stochastic']),
    bounding: draw.one(['hard', 'hard', 'soft']),
    ...(draw.chance(0.2) && { budget: { in_all_mv: draw.between(0, 4) } }),
  };
  const tau_pre_ms = draw.one([10, 30]);
  const windows = { tau_plus_ms: 20, tau_minus_ms: draw.one([10, 40]) };
  const pairing = draw.one(['all', 'nearest']);
  return draw.one([
    { kind: 'policyGradient', ...common, tau_pre_ms },
    { kind: 'cellTypeBroadcast', ...common, tau_pre_ms },
    { kind: 'errorDriven', ...common, tau_pre_ms },
    { kind: 'burstDependent', ...common, tau_pre_ms },
    { kind: 'pairStdp', ...common, ...windows, a_plus_mv: 1, a_minus_mv: 1.2, pairing },
    {
      ...{ kind: 'tripletStdp', ...common, ...windows, pairing },
      ...{ a2_plus_mv: 0.5, a3_plus_mv: 1, a2_minus_mv: 1, tau_y_ms: 100 },
    },
  ]);
}

export function drawCritic(draw: Draw, sensors: readonly string[], pools: readonly string[]) {
  const horizon_s = draw.one([0.1, 1]);
  const cuts = sensors.map((_, i) => (i < 3 ? [draw.between(-1, 1)] : []));
  const learning_rate = draw.one([0.01, 0.5]);
  const value_per_hz = draw.one([0.01, 0.1]);
  return draw.one([
    { kind: 'baseline', tau_s: draw.one([0.1, 5]) },
    { kind: 'cue', cuts, learning_rate },
    { kind: 'boxes', cuts, learning_rate, horizon_s },
    { kind: 'linear', learning_rate, horizon_s, normalised: draw.chance(0.5) },
    { kind: 'chosen', pools, value_per_hz },
    { kind: 'population', population: draw.one(pools), value_per_hz, horizon_s },
  ]);
}
