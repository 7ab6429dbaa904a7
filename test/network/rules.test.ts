/** Rules beside one another: where two are the same, where one says nothing, what is refused. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/network/compile.js';
import { burstDependent } from '../../src/network/learning/burst-dependent.js';
import { cellTypeBroadcast } from '../../src/network/learning/cell-type-broadcast.js';
import { errorDriven } from '../../src/network/learning/error-driven.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { policyGradient } from '../../src/network/learning/policy-gradient.js';
import { tripletStdp } from '../../src/network/learning/triplet-stdp.js';
import type { ModulatorOptions } from '../../src/network/modulator.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import type { PlasticityInput } from '../../src/network/plasticity.js';
import { connect } from '../../src/network/synapse.js';
import { RandomStream } from '../../src/random.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';

const common = {
  modulator: 'dopamine',
  tau_eligibility_ms: 100,
  rate_per_s: 1,
  reference: 0,
  bounds_mv: [-60, 60],
} as const;
const windows = { tau_plus_ms: 20, tau_minus_ms: 30 };
const pairing = 'nearest';

/** Four sources onto three cells, dopamine there all the time. */
function netOf(learn: PlasticityInput, escape_mv: number) {
  return compile(
    smallNetwork({
      modulators: { dopamine: { tau_ms: 0, tonic: 1, min: -2, max: 2 } },
      neurons: { eyes: source(4), cells: lif(3, { escape_mv, bias_mv: 13 }) },
      synapses: (n) => [connect(n.eyes, n.cells, { weight_mv: 3, delay_ms: 1, learn })],
    }),
  );
}

/** What weights of 3 mV came to after 3 s of sources that spike by chance, learning off at last. */
function learned(learn: PlasticityInput, escape_mv = 1) {
  const network = new Network(netOf(learn, escape_mv), 5);
  const random = new RandomStream(5, 'spikes');
  let spikes = 0;
  for (let t = 0; t < 3000; t++) {
    for (let i = 0; i < 4; i++) network.views.source_spike[i] = random.uniform() < 0.03 ? 1 : 0;
    network.tick();
    spikes += network.views.population_spikes[1] as number;
  }
  const weights_mv = [...network.settle()].map((weight) => weight / 2 ** 24);
  network.close();
  return { weights_mv, spikes };
}

/** One source and one cell; spikes where they are told to be, and what comes of them. */
function told(learn: PlasticityInput, arrivals: readonly number[], spikes: readonly number[]) {
  const compiled = compile(
    smallNetwork({
      modulators: { dopamine: { tau_ms: 0, tonic: 1, min: -2, max: 2 } },
      neurons: { eye: source(1), cell: lif(1, { refractory_ms: 0 }) },
      synapses: (n) => [connect(n.eye, n.cell, { weight_mv: 0, delay_ms: 1, learn })],
    }),
  );
  const network = new Network(compiled, 1);
  for (let t = 0; t < 300; t++) {
    network.views.source_spike[0] = arrivals.includes(t + 1) ? 1 : 0;
    network.views.drive[1] = spikes.includes(t) ? 80 * 2 ** 23 : 0;
    network.tick();
  }
  const weight_mv = (network.settle()[0] as number) / 2 ** 24;
  network.close();
  return weight_mv;
}

describe('triplets', () => {
  const atOnce = { ...common, tau_eligibility_ms: 0, rate_per_s: 1000 };

  it.each(['all', 'nearest'] as const)('without a third spike are pairs: %s', (pairing) => {
    const amounts = { a2_plus_mv: 0.25, a3_plus_mv: 0, a2_minus_mv: 0.5, tau_y_ms: 100 };
    const few = { ...common, rate_per_s: 0.1, ...windows, pairing };
    // small weights, so that what differs does not change spikes: a 1 is held as 1 - 2^-15
    const triplets = learned(tripletStdp({ ...few, ...amounts }));
    const pairs = learned(pairStdp({ ...few, a_plus_mv: 0.25, a_minus_mv: 0.5 }));
    expect(triplets.spikes).toBe(pairs.spikes);
    triplets.weights_mv.forEach((weight, i) => {
      expect(weight).toBeCloseTo(pairs.weights_mv[i] as number, 3);
    });
    expect(Math.abs((pairs.weights_mv[0] as number) - 3)).toBeGreaterThan(0.01);
  });

  it('of nearest spikes count the last arrival and spike, and all spikes before', () => {
    const learn = tripletStdp({
      ...atOnce,
      ...windows,
      a2_plus_mv: 0.2,
      a3_plus_mv: 0.05,
      a2_minus_mv: 0.3,
      a3_minus_mv: 0.1,
      tau_x_ms: 200,
      tau_y_ms: 100,
      pairing,
    });
    const weight_mv = told(learn, [90, 100, 160], [110, 125]);
    const o2 = Math.exp(-15 / 100);
    const up = 0.2 * Math.exp(-10 / 20) + (0.2 + 0.05 * o2) * Math.exp(-25 / 20);
    const down = (0.3 + 0.1 * Math.exp(-60 / 200)) * Math.exp(-34 / 30);
    expect(weight_mv).toBeCloseTo(up - down, 4);
  });
});

describe('what a rule asks of its targets', () => {
  const tau_pre_ms = 20;

  it.each([
    ['policy gradient', policyGradient({ ...common, tau_pre_ms })],
    ['a broadcast by cell type', cellTypeBroadcast({ ...common, tau_pre_ms })],
  ])('%s: chance, without which nothing is learned', (_, learn) => {
    const certain = learned(learn, 0);
    expect(certain.spikes).toBeGreaterThan(20);
    expect(new Set(certain.weights_mv)).toEqual(new Set([3]));
    expect(learned(learn).weights_mv.some((weight) => Math.abs(weight - 3) > 0.01)).toBe(true);
  });

  it('bursts: cells that never burst are weakened alone', () => {
    const learn = burstDependent({ ...common, tau_pre_ms: 200, tau_eligibility_ms: 0 });
    // a second spike within burst_ms, and one just after
    expect(told(learn, [100], [105, 121])).toBeGreaterThan(0);
    expect(told(learn, [100], [105, 122])).toBeLessThan(0);
    expect(told(learn, [100], [105])).toBeLessThan(0);
  });

  it('an error: nothing, its target need not spike', () => {
    const learn = errorDriven({ ...common, tau_pre_ms, tau_eligibility_ms: 0, rate_per_s: 1000 });
    // the sum of a trace over 200 ticks
    const sum = (1 - Math.exp(-200 / 20)) / (1 - Math.exp(-1 / 20));
    expect(told(learn, [100], [])).toBeCloseTo(sum, 4);
  });
});

describe('what is wrong with a rule', () => {
  const at = 'net › synapses › 0 (eye → cell) › learn';
  const tau_pre_ms = 20;
  const triplets = { ...common, ...windows, a3_plus_mv: 0.1, a2_minus_mv: 0.1, tau_y_ms: 100 };

  function refusals(learn: PlasticityInput, dopamine: object = {}) {
    const range = { tau_ms: 10, min: -1, max: 1 };
    return problemsOf(() =>
      compile(
        smallNetwork({
          modulators: { dopamine: { ...range, ...dopamine } as ModulatorOptions },
          neurons: { eye: source(1), cell: lif(1) },
          synapses: (n) => [connect(n.eye, n.cell, { weight_mv: 0, delay_ms: 1, learn })],
        }),
      ),
    ).map(({ code, path }) => `${code} ${path}`);
  }

  const cases: [what: string, learn: PlasticityInput, problems: string[]][] = [
    [
      'a modulator that is not there',
      errorDriven({ ...common, tau_pre_ms, modulator: 'dopamin' }),
      [`NAME_UNKNOWN ${at} › modulator`],
    ],
    [
      'a trace of arrivals that lasts longer than they are remembered',
      cellTypeBroadcast({ ...common, tau_pre_ms: 223 }),
      [`TIME_CONSTANT_NOT_HELD ${at} › tau_pre_ms`],
    ],
    [
      'times that a tick cannot show, all at once',
      burstDependent({ ...common, tau_pre_ms: 0.01, tau_average_ms: 0.01 }),
      [
        `TIME_CONSTANT_NOT_HELD ${at} › tau_pre_ms`,
        `TIME_CONSTANT_NOT_HELD ${at} › tau_average_ms`,
      ],
    ],
    [
      'a burst that is longer than what is remembered',
      burstDependent({ ...common, tau_pre_ms, burst_ms: 1024 }),
      [`NUMBER_NOT_HELD ${at} › burst_ms`],
    ],
    [
      'sixteen triplets that are more than an eligibility',
      tripletStdp({ ...triplets, a3_plus_mv: 9 }),
      [`NUMBER_NOT_HELD ${at} › a3_plus_mv`, `NUMBER_NOT_HELD ${at} › a3_plus_mv`],
    ],
    [
      'pairs and triplets that are too much together',
      tripletStdp({ ...triplets, a2_plus_mv: 60, a3_plus_mv: 5 }),
      [`NUMBER_NOT_HELD ${at} › a3_plus_mv`],
    ],
    [
      'a reference out of reach',
      errorDriven({ ...common, tau_pre_ms, reference: 7.5 }),
      [`NUMBER_NOT_HELD ${at} › reference`],
    ],
    [
      'bounds the wrong way round',
      burstDependent({ ...common, tau_pre_ms, bounds_mv: [1, -1] }),
      [`RANGE_REVERSED ${at} › bounds_mv`],
    ],
  ];

  it.each(cases)('%s', (_, learn, problems) => {
    expect(refusals(learn)).toEqual(problems);
  });

  it.each([
    ['one that is not there', 'eror', ['NAME_UNKNOWN net › modulators › dopamine']],
    ['itself, which is there', 'dopamine', []],
  ])('that a release is graded by %s', (_, by, problems) => {
    const released_by = [{ population: 'cell', amount: 0.1, graded: { by } }];
    const found = refusals(errorDriven({ ...common, tau_pre_ms }), { released_by });
    expect(found).toEqual(problems.map((problem) => `${problem} › released_by › 0 › graded`));
  });
});
