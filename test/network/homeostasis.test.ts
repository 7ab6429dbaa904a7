/** Homeostasis: from a description to a model, and what it saves a learner from. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import { checkNetwork } from '../../src/network/check.js';
import { compile } from '../../src/network/compile.js';
import {
  type HomeostasisInput,
  homeostasisSchema,
  updateTicks,
} from '../../src/network/homeostasis.js';
import { ampa } from '../../src/network/index.js';
import { izhikevich } from '../../src/network/kinds/izhikevich.js';
import { readArray } from '../../src/network/model-file.js';
import { checkModel, Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { connect } from '../../src/network/synapse.js';
import { faultsOfCard } from '../contract/card.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';
import { runTask } from './homeostasis-task.js';

const shift = {
  target_hz: 14,
  tau_s: 5,
  threshold_mv_per_s: 0.5,
  threshold_bounds_mv: [-30, 30],
} as const satisfies HomeostasisInput;
const scaling = {
  target_hz: 14,
  tau_s: 5,
  scaling_per_s: 0.05,
  scaling_bounds: [0.05, 7],
} as const satisfies HomeostasisInput;

const cells = (homeostasis: HomeostasisInput, more = {}) =>
  smallNetwork({
    neurons: {
      eyes: source(4),
      still: lif(3),
      cells: lif(10, { escape_mv: 3, receptors: { ampa: ampa() }, homeostasis, ...more }),
    },
    synapses: (n) => [connect(n.eyes, n.cells, { weight_mv: 0.5, delay_ms: 1 })],
  });

describe('homeostasis', () => {
  it('becomes arrays of the model, of which other populations have none', () => {
    const spec = { ...shift, scaling_per_s: 0.1, scaled: ['ampa'] };
    const { bytes, counts, report } = compile(cells(spec));
    checkModel(bytes);
    expect(counts).toMatchObject({ homeostats: 1, homeostat_cells: 10 });
    expect([...readArray(bytes, 'homeostat_population')]).toEqual([2]);
    expect([...readArray(bytes, 'port_scaled')]).toEqual([0, 0, 1]);
    // 5 s of 1 ms are 5000 ticks, of which a 32nd is 156
    expect([...readArray(bytes, 'homeostat_every')]).toEqual([128]);
    const target = report.find(({ path }) => path.endsWith('homeostasis › target_hz'));
    expect(target?.became.mean).toBeCloseTo(14, 5);
    expect(compile(cells({ ...shift, scaling_per_s: 0 })).counts.moved_words).toBeGreaterThan(0);
    expect(compile(cells(scaling)).counts.moved_words).toBe(0);
  });

  it('is updated often enough for its mean and its target', () => {
    expect(updateTicks({ tau_s: 0.032, target_hz: 1 }, 1)).toBe(1);
    expect(updateTicks({ tau_s: 10, target_hz: 5 }, 1)).toBe(256);
    expect(updateTicks({ tau_s: 10, target_hz: 1000 }, 1)).toBe(64);
    expect(updateTicks({ tau_s: 1e5, target_hz: 0.01 }, 1)).toBe(4096);
  });

  it.each([
    ['by thresholds', { ...shift, tau_s: 1, target_hz: 20 }],
    ['by scaling', { ...scaling, tau_s: 1, target_hz: 20, scaling_per_s: 0.3 }],
  ])('brings the rate to the target %s, and none while learning is off', (_, homeostasis) => {
    const compiled = compile(cells(homeostasis));
    const network = new Network(compiled, 5);
    const rate = (ticks: number) => {
      let spikes = 0;
      for (let t = 0; t < ticks; t++) {
        network.views.source_spike.fill(1);
        network.tick();
        spikes += network.views.population_spikes[2] as number;
      }
      return (spikes * 1000) / ticks / 10;
    };
    network.learning = false;
    expect(rate(4000)).toBeGreaterThan(100);
    const before = [network.views.homeostat_shift.slice(), network.views.homeostat_gain.slice()];
    expect(before).toEqual([new BigInt64Array(10), new BigInt64Array(10).fill(2n ** 40n)]);
    network.learning = true;
    rate(120_000);
    const now = rate(100_000);
    expect(now).toBeGreaterThan(0.97 * 20);
    expect(now).toBeLessThan(1.03 * 20);
    network.close();
  });

  it('has a card', () => {
    expect(faultsOfCard('cells', 'homeostasis', homeostasisSchema)).toEqual([]);
  });
});

describe.each([
  ['that is silent', -35],
  ['that never rests', -55],
])('a pool %s', (_, threshold_mv) => {
  const seeds = [1, 2, 3, 4];
  const right = (more: object) =>
    seeds.map((seed) => runTask(seed, { threshold_mv, ...more }, 1500).right);

  it('learns nothing', () => {
    for (const share of right({})) expect(share).toBeLessThan(0.6);
  });

  it.each([
    ['threshold', shift],
    ['scaling', scaling],
  ])('is brought back by its %s, and learns when to fire', (_, homeostasis) => {
    for (const share of right({ homeostasis })) expect(share).toBeGreaterThan(0.8);
    for (const share of right({ homeostasis, clamped: true })) expect(share).toBeLessThan(0.65);
  });
});

describe('homeostasis is refused', () => {
  it.each([
    ['that moves nothing', { target_hz: 5 }, {}, 'DESCRIPTION_INVALID', 'homeostasis'],
    [
      'for a receptor that is not there',
      { ...scaling, scaled: ['nmda'] },
      {},
      'NAME_UNKNOWN',
      'scaled',
    ],
    ['that averages nothing', { ...shift, tau_s: 0.01 }, {}, 'TIME_CONSTANT_NOT_HELD', 'tau_s'],
    ['beyond a spike a tick', { ...shift, target_hz: 1001 }, {}, 'NUMBER_NOT_HELD', 'target_hz'],
    [
      'too fast',
      { ...shift, threshold_mv_per_s: 1e4 },
      {},
      'NUMBER_NOT_HELD',
      'threshold_mv_per_s',
    ],
    [
      'without a way up',
      { ...shift, threshold_bounds_mv: [-9, -1] },
      {},
      'NUMBER_NOT_HELD',
      'threshold_bounds_mv',
    ],
    [
      'that may close for good',
      { ...scaling, scaling_bounds: [0, 2] },
      {},
      'NUMBER_NOT_HELD',
      'scaling_bounds',
    ],
    [
      'that scales by 8',
      { ...scaling, scaling_bounds: [0.5, 8] },
      {},
      'NUMBER_NOT_HELD',
      'scaling_bounds',
    ],
    [
      'with ends the wrong way round',
      { ...scaling, scaling_bounds: [2, 0.5] },
      {},
      'RANGE_REVERSED',
      'scaling_bounds',
    ],
  ] as const)('%s', (_, homeostasis, more, code, place) => {
    const problems = new Problems();
    checkNetwork(cells(homeostasis, more), 'net', problems);
    const found = problemsOf(() => problems.throwIfAny());
    expect(found[0]).toMatchObject({ code, path: expect.stringMatching(new RegExp(`${place}$`)) });
  });

  it('where thresholds end spikes and do not begin them', () => {
    const network = smallNetwork({ neurons: { cells: izhikevich(2, { homeostasis: shift }) } });
    expect(problemsOf(() => compile(network))).toMatchObject([
      {
        code: 'DESCRIPTION_INVALID',
        path: 'net › neurons › cells › homeostasis › threshold_mv_per_s',
      },
    ]);
  });

  it('where a threshold would leave its format', () => {
    const network = cells({ ...shift, threshold_bounds_mv: [-200, 0] }, { threshold_mv: -64 });
    expect(problemsOf(() => compile(network))).toMatchObject([
      { code: 'NUMBER_NOT_HELD', path: 'net › neurons › cells › homeostasis' },
    ]);
  });
});
