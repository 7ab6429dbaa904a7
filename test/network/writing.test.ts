/** How weights are written: by chance, in soft bounds, within budgets; and Dale's law. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import { checkNetwork } from '../../src/network/check.js';
import { compile } from '../../src/network/compile.js';
import { normal } from '../../src/network/distribution.js';
import { errorDriven } from '../../src/network/learning/error-driven.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { tripletStdp } from '../../src/network/learning/triplet-stdp.js';
import { Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import type { PlasticityInput } from '../../src/network/plasticity.js';
import { ampa, gabaA } from '../../src/network/receptors/conductance.js';
import { connect, type ProjectionInput } from '../../src/network/synapse.js';
import { type NetworkInput, smallNetwork } from '../setup/small-network.js';

const common = {
  modulator: 'dopamine',
  tau_eligibility_ms: 200,
  rate_per_s: 4,
  bounds_mv: [0, 4],
} as const;
const stdp = {
  ...common,
  a_plus_mv: 1,
  a_minus_mv: 0.5,
  tau_plus_ms: 20,
  tau_minus_ms: 20,
} as const;
const dopamine = { tau_ms: 100, min: -2, max: 2 };

/** Twenty synapses that are taught up and down; every weight in mV after each tenth of a second. */
function histories(learn: ReturnType<typeof pairStdp<'dopamine'>>, seconds: number): number[][] {
  const compiled = compile(
    smallNetwork({
      modulators: { dopamine },
      neurons: { eye: source(5), cell: lif(4, { escape_mv: 1, bias_mv: 13 }) },
      synapses: (n) => [connect(n.eye, n.cell, { weight_mv: 2, delay_ms: 1, learn })],
    }),
  );
  const network = new Network(compiled, 3);
  const looks: number[][] = [];
  for (let t = 0; t < seconds * 1000; t++) {
    network.views.source_spike.fill(t % 40 === 0 ? 1 : 0, 0, 5);
    if (t % 500 === 0) network.release(0, t % 120000 < 60000 ? 1.5 : -1.5);
    network.tick();
    if (t % 100 === 99) looks.push([...network.settle()].map((weight) => weight / 2 ** 24));
  }
  network.close();
  return looks;
}

/** How far a weight was from another at most, among looks of less than a minute. */
function mostWithin(looks: number[][], span: number): number {
  let most = 0;
  for (let i = 0; i < (looks[0] as number[]).length; i++) {
    for (let end = 0; end < looks.length; end += 7) {
      const some = looks.slice(Math.max(0, end - span + 1), end + 1).map((look) => look[i] ?? 0);
      most = Math.max(most, Math.max(...some) - Math.min(...some));
    }
  }
  return most;
}

describe('a budget', () => {
  it('a minute is never passed between two moments of one, and one in all never', () => {
    const free = histories(pairStdp(stdp), 150);
    expect(mostWithin(free, 599)).toBeGreaterThan(1);
    const budget = { per_minute_mv: 0.5, in_all_mv: 0.6 };
    const looks = histories(pairStdp({ ...stdp, budget }), 150);
    const most = mostWithin(looks, 599);
    expect(most).toBeLessThanOrEqual(0.5);
    expect(most).toBeGreaterThan(0.2);
    const away = Math.max(...looks.flat().map((weight) => Math.abs(weight - 2)));
    expect(away).toBeLessThanOrEqual(0.6);
  });

  it('of 0 lets no weight move', () => {
    const looks = histories(pairStdp({ ...stdp, budget: { in_all_mv: 0 } }), 5);
    expect(new Set(looks.flat())).toEqual(new Set([2]));
  });
});

describe('soft bounds', () => {
  it('keep weights off their ends, where hard ones hold them', () => {
    const fast = { ...stdp, rate_per_s: 60 };
    const hard = histories(pairStdp(fast), 20).flat();
    expect(Math.max(...hard)).toBe(4);
    const soft = histories(pairStdp({ ...fast, bounding: 'soft' }), 20).flat();
    expect(Math.max(...soft)).toBeLessThan(4);
    expect(Math.max(...soft)).toBeGreaterThan(3);
    expect(Math.min(...soft)).toBeGreaterThan(0);
  });
});

describe('rounding by chance', () => {
  it('keeps changes that are below the last bit', () => {
    const still = histories(pairStdp({ ...stdp, rate_per_s: 1e-8 }), 60);
    const moved = histories(pairStdp({ ...stdp, rate_per_s: 1e-8, rounding: 'stochastic' }), 60);
    expect(new Set(still.at(-1))).toEqual(new Set([2]));
    expect(new Set(moved.at(-1)).size).toBeGreaterThan(3);
    expect(
      Math.max(...(moved.at(-1) as number[]).map((weight) => Math.abs(weight - 2))),
    ).toBeLessThan(1e-4);
  });
});

function problemsOf<P extends string>(network: NetworkInput<P>) {
  const problems = new Problems();
  checkNetwork(smallNetwork({ modulators: { dopamine }, ...network }), 'r', problems);
  return problems.list.map(({ code, path }) => `${code} ${path}`);
}

describe("Dale's law", () => {
  const neurons = {
    eye: source(2, { dale: 'excitatory' }),
    stop: lif(2, { dale: 'inhibitory' }),
    cell: lif(2, { receptors: { ampa: ampa(), gaba: gabaA() } }),
  };
  const from = (population: string, port: string | undefined, options: object) => {
    const to = { population: 'cell', first: 0, count: 2, ...(port ? { port } : {}) };
    const ends = { from: { population, first: 0, count: 2 }, to };
    return { ...ends, delay_ms: 1, weight_mv: 1, ...options } as ProjectionInput;
  };
  const learn = errorDriven({ ...common, tau_pre_ms: 20, bounds_mv: [-1, 1] });

  it('is kept by weights of one sign, and by conductances of one side', () => {
    const kept = problemsOf({
      neurons,
      synapses: () => [
        from('eye', undefined, { weight_mv: normal({ mean: 1, std: 1, min: 0 }) }),
        from('eye', 'ampa', {}),
        from('stop', undefined, { weight_mv: -1 }),
        from('stop', 'gaba', {}),
      ],
    });
    expect(kept).toEqual([]);
  });

  it('is broken by others, drawn and learned', () => {
    const broken = problemsOf({
      neurons,
      synapses: () => [
        from('eye', undefined, { weight_mv: normal({ mean: 1, std: 1 }) }),
        from('eye', undefined, { weight_mv: 0.5, learn }),
        from('eye', 'gaba', {}),
        from('stop', undefined, {}),
      ],
    });
    expect(broken).toEqual([
      'DALE_BROKEN r › synapses › 0 (eye → cell) › weight_mv',
      'DALE_BROKEN r › synapses › 1 (eye → cell) › learn › bounds_mv',
      'DALE_BROKEN r › synapses › 2 (eye → cell.gaba) › weight_mv',
      'DALE_BROKEN r › synapses › 3 (stop → cell) › weight_mv',
    ]);
  });
});

describe('what cannot be', () => {
  const neurons = { eye: source(2), cell: lif(2) };
  const problems = (learn: PlasticityInput) =>
    problemsOf({
      neurons,
      synapses: (n) => [connect(n.eye, n.cell, { weight_mv: 1, delay_ms: 1, learn })],
    }).map((one) => one.replace('r › synapses › 0 (eye → cell) › learn', 'learn'));

  it('is named', () => {
    const budget = { in_all_mv: 200, per_minute_mv: 2000 };
    expect(problems(pairStdp({ ...stdp, budget }))).toEqual([
      'NUMBER_NOT_HELD learn › budget › per_minute_mv',
      'NUMBER_NOT_HELD learn › budget › in_all_mv',
    ]);
    const level = { ...stdp, bounds_mv: [1, 1], bounding: 'soft' } as const;
    expect(problems(pairStdp(level))).toEqual(['RANGE_REVERSED learn › bounds_mv']);
    const { a_plus_mv: _, a_minus_mv: __, ...others } = stdp;
    const steep = { ...others, a2_minus_mv: 1, a3_plus_mv: 7, a2_plus_mv: 100, tau_y_ms: 50 };
    expect(problems(tripletStdp(steep))).toEqual(['NUMBER_NOT_HELD learn › a3_plus_mv']);
  });
});

describe('a graded releaser', () => {
  it('names a modulator that there is', () => {
    const released_by = [{ population: 'cell', amount: 1, graded: { by: 'eror' } }];
    const modulators = { error: dopamine, told: { ...dopamine, released_by } };
    expect(problemsOf({ modulators, neurons: { cell: lif(1) } })).toEqual([
      'NAME_UNKNOWN r › modulators › told › released_by › 0 › graded',
    ]);
  });
});
