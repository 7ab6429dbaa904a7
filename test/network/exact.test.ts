/** Each rule by events against its sum in doubles, within the bound of docs/LEARNING.md. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/network/compile.js';
import { burstDependent } from '../../src/network/learning/burst-dependent.js';
import { cellTypeBroadcast } from '../../src/network/learning/cell-type-broadcast.js';
import { errorDriven } from '../../src/network/learning/error-driven.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { tripletStdp } from '../../src/network/learning/triplet-stdp.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import type { PlasticityInput } from '../../src/network/plasticity.js';
import { connect } from '../../src/network/synapse.js';
import { RandomStream } from '../../src/random.js';
import { smallNetwork } from '../setup/small-network.js';
import { NaiveRule } from './naive-rule.js';

const SOURCES = 6;
const CELLS = 3;
const WEIGHT_MV = 1;

const common = {
  modulator: 'dopamine',
  tau_eligibility_ms: 200,
  rate_per_s: 0.3,
  reference: 0.05,
  bounds_mv: [-60, 60],
} as const;
/** What gains in every tick must not come to more than eligibilities hold. */
const short = { ...common, tau_eligibility_ms: 20, rate_per_s: 0.1 };
const pairs = { a_plus_mv: 0.3, a_minus_mv: 0.35, tau_plus_ms: 20, tau_minus_ms: 30 };
const triplets = {
  a2_plus_mv: 0.1,
  a3_plus_mv: 0.05,
  a2_minus_mv: 0.2,
  a3_minus_mv: 0.1,
  tau_plus_ms: 20,
  tau_minus_ms: 30,
  tau_x_ms: 150,
  tau_y_ms: 120,
};
const tau_pre_ms = 20;
const consolidate = { modulator: 'novelty', tau_fast_s: 3, rate_per_s: 4, reference: 0.2 };

const rules: [what: string, learn: PlasticityInput][] = [
  ['pair STDP', pairStdp({ ...common, ...pairs })],
  ['pair STDP, nearest', pairStdp({ ...common, ...pairs, pairing: 'nearest' })],
  ['policy gradient', policyGradient({ ...common, tau_pre_ms })],
  ['triplet STDP', tripletStdp({ ...common, ...triplets })],
  ['triplet STDP, nearest', tripletStdp({ ...common, ...triplets, pairing: 'nearest' })],
  ['burst-dependent', burstDependent({ ...common, tau_pre_ms, tau_average_ms: 500 })],
  ['error-driven', errorDriven({ ...short, tau_pre_ms })],
  ['two components', policyGradient({ ...common, tau_pre_ms, consolidate })],
  ['two components, all ticks', errorDriven({ ...short, tau_pre_ms, consolidate })],
  ['cell-type broadcast', cellTypeBroadcast({ ...short, tau_pre_ms })],
];

/** What is used of the bound after a while of spikes and releases by chance. */
function compared(learn: PlasticityInput, chance: number, seed: number) {
  const compiled = compile(
    smallNetwork({
      modulators: {
        dopamine: { tau_ms: 150, tonic: 0.1, min: -1, max: 1 },
        novelty: { tau_ms: 300, min: 0, max: 2 },
      },
      neurons: {
        eyes: source(SOURCES),
        cells: lif(CELLS, { bias_mv: 12, escape_mv: 2, refractory_ms: 1 }),
      },
      synapses: (n) => [connect(n.eyes, n.cells, { weight_mv: WEIGHT_MV, delay_ms: 1, learn })],
    }),
  );
  const network = new Network(compiled, seed);
  const naive = new NaiveRule(network, SOURCES, CELLS);
  const random = new RandomStream(seed, 'spikes');
  let used = 0;
  for (let t = 0; t < 20_000; t++) {
    for (let i = 0; i < SOURCES; i++) {
      network.views.source_spike[i] = random.uniform() < chance ? 1 : 0;
    }
    if (random.uniform() < 0.005) network.release(0, random.uniform() - 0.4);
    if (random.uniform() < 0.002) network.release(1, random.uniform());
    network.tick();
    naive.tick();
    if (t % 997 === 0) used = Math.max(used, naive.compare(WEIGHT_MV).used);
  }
  expect(network.views.status_count.every((count) => count === 0)).toBe(true);
  const { moved_in_bounds, used: used_last } = naive.compare(WEIGHT_MV);
  used = Math.max(used, used_last);
  network.close();
  return { moved_in_bounds, used, held: naive.held };
}

describe.each(rules)('%s', (_, learn) => {
  it.each([
    ['often', 0.1],
    ['seldom', 0.004],
    ['so seldom that rows fall asleep', 0.0001],
  ])('is its sum, where spikes arrive %s', (_, chance) => {
    const { used, moved_in_bounds } = compared(learn, chance, 7);
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThan(1);
    // so that the bound says something
    expect(moved_in_bounds).toBeGreaterThan(100);
  });

  it('is its sum, where arrivals are remembered longer than the window', () => {
    const time = 'tau_pre_ms' in learn ? { tau_pre_ms: 150 } : { tau_plus_ms: 150 };
    const { used } = compared({ ...learn, ...time, rate_per_s: 0.02 } as typeof learn, 0.001, 9);
    expect(used).toBeLessThan(1);
  });

  it('is its sum, where weights meet the ends of their range', () => {
    const { used, held } = compared({ ...learn, bounds_mv: [0.95, 1.02] }, 0.05, 10);
    expect(used).toBeGreaterThan(0);
    expect(used).toBeLessThan(1);
    expect(held).toBeGreaterThan(100);
  });

  it('is its sum, where eligibility counts in its tick alone', () => {
    expect(compared({ ...learn, tau_eligibility_ms: 0 }, 0.02, 8).used).toBeLessThan(1);
  });
});
