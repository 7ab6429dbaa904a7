/** Kinds of cells: their words fill the core's tables, and populations follow their equations. */
import { describe, expect, it } from 'vitest';
import { referenceOf } from '../../src/cells/reference/index.js';
import { Problems } from '../../src/errors.js';
import { checkNetwork } from '../../src/network/check.js';
import { compile } from '../../src/network/compile.js';
import { list, normal, uniform } from '../../src/network/distribution.js';
import { kinds, modelArrays } from '../../src/network/fields.gen.js';
import { adaptiveLif } from '../../src/network/kinds/adaptive-lif.js';
import { adex } from '../../src/network/kinds/adex.js';
import { izhikevich } from '../../src/network/kinds/izhikevich.js';
import { izhikevichMembrane } from '../../src/network/kinds/izhikevich-membrane.js';
import type { CellKind } from '../../src/network/kinds/kind.js';
import { resonateAndFire } from '../../src/network/kinds/resonate-and-fire.js';
import { readArray } from '../../src/network/model-file.js';
import { checkModel, Network } from '../../src/network/network.js';
import {
  type CellInput,
  type CellSpec,
  cellKinds,
  lif,
  neuronSchema,
} from '../../src/network/neuron.js';
import { RandomStream } from '../../src/random.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';

const rows: [string, CellKind][] = Object.entries(cellKinds);

/** Arrays over all neurons that every kind fills, in the order of fields.h. */
const shared = ['rest', 'threshold', 'reset', 'bias', 'inv_beta', 'refractory_ticks'] as const;

type Table = { readonly [word: string]: { readonly format: string } };

describe.each(rows)('the kind %s', (name, kind) => {
  const spec = neuronSchema.parse({ kind: name, count: 1 }) as CellSpec;

  it('fills every word that the core has for it, in its format', () => {
    const parameters: Table = kinds[kind.core].parameters;
    const formatOf: Table = { ...modelArrays, ...parameters };
    const words = kind.words(1, spec);
    const held = kind.parameters(1, spec);
    expect(Object.keys(words).sort()).toEqual([...shared, ...Object.keys(parameters)].sort());
    for (const [word, made] of Object.entries(words)) {
      const quantity = typeof made === 'string' ? held[made] : made.quantity;
      expect(quantity?.format, word).toBe(formatOf[word]?.format);
    }
    const states: Table = kinds[kind.core].states;
    for (const [word, made] of Object.entries(kind.starts?.(1, spec) ?? {})) {
      expect(typeof made === 'object' && made.quantity.format, word).toBe(states[word]?.format);
    }
  });

  it('has a quantity for every parameter that may be drawn, and tells each in the report', () => {
    const drawn = Object.entries(kind.schema.shape)
      .filter(([, schema]) => schema.safeParse({ kind: 'constant', value: 1 }).success)
      .map(([parameter]) => parameter);
    expect(Object.keys(kind.parameters(1, spec)).sort()).toEqual(drawn.sort());
    const { report } = compile(smallNetwork({ neurons: { cells: spec } }));
    for (const parameter of drawn) {
      if ((spec as Record<string, unknown>)[parameter] === undefined) continue;
      expect(report.map(({ path }) => path)).toContain(`neurons › cells › ${parameter}`);
    }
  });

  it('is accepted by the core with its defaults', () => {
    checkModel(compile(smallNetwork({ neurons: { cells: { ...spec, count: 100 } } })).bytes);
  });
});

/** Cells that differ in everything; `of` makes one from numbers around 1. */
function varied(
  count: number,
  spread: number,
  of: (near: (value: number) => ReturnType<typeof list>) => CellInput,
): { readonly cells: CellInput; readonly each: readonly CellSpec[] } {
  const random = new RandomStream(3, 'cells');
  const near = (value: number) =>
    list(Array.from({ length: count }, () => value * (1 + spread * (2 * random.uniform() - 1))));
  const cells = of(near);
  const each = Array.from({ length: count }, (_, i) => {
    const one = Object.entries(cells).map(([name, value]) => [
      name,
      typeof value === 'object' && 'values' in value && Array.isArray(value.values)
        ? value.values[i]
        : value,
    ]);
    return neuronSchema.parse({ ...Object.fromEntries(one), count: 1 }) as CellSpec;
  });
  return { cells, each };
}

const COUNT = 60;
const populations = [
  [
    'adaptiveLif',
    1,
    3,
    varied(COUNT, 0.2, (near) =>
      adaptiveLif(COUNT, {
        tau_membrane_ms: near(15),
        threshold_jump_mv: near(2),
        tau_threshold_ms: near(80),
        adaptation_jump_mv: near(10),
        tau_adaptation_ms: near(150),
        bias_mv: near(3),
      }),
    ),
  ],
  [
    'izhikevich',
    0.5,
    5,
    varied(COUNT, 0.05, (near) =>
      izhikevich(COUNT, { a: near(0.02), b: near(0.2), c_mv: near(-65), d: near(8) }),
    ),
  ],
  [
    'izhikevich in half steps',
    1,
    5,
    varied(COUNT, 0.05, (near) =>
      izhikevich(COUNT, { a: near(0.02), b: near(0.2), d: near(8), half_steps: true, step_ms: 1 }),
    ),
  ],
  [
    'izhikevichMembrane',
    0.5,
    4,
    varied(COUNT, 0.05, (near) =>
      izhikevichMembrane(COUNT, {
        capacitance_pf: near(100),
        k: near(0.7),
        v_rest_mv: near(-60),
        v_threshold_mv: near(-40),
        b: near(-2),
        d_pa: near(100),
      }),
    ),
  ],
  [
    'resonateAndFire',
    1,
    1.5,
    varied(COUNT, 0.2, (near) =>
      resonateAndFire(COUNT, {
        frequency_hz: near(25),
        tau_ms: near(40),
        refractory_ms: 3,
      }),
    ),
  ],
  [
    'adex',
    0.5,
    2,
    varied(COUNT, 0.05, (near) =>
      adex(COUNT, {
        capacitance_pf: near(200),
        leak_ns: near(10),
        slope_mv: near(2),
        a_ns: near(2),
        b_pa: near(60),
        tau_adaptation_ms: near(100),
      }),
    ),
  ],
] as const;

describe('a population whose cells all differ', () => {
  it.each(populations)('follows the equations of %s', (_, tick_ms, lift_mv, { cells, each }) => {
    const network = new Network(compile(smallNetwork({ tick_ms, neurons: { cells } })), 1);
    const references = each.map((cell) => referenceOf(cell, tick_ms));
    const random = new RandomStream(1, 'drive');
    const found = new Float64Array(COUNT);
    const expected = new Float64Array(COUNT);
    for (let tick = 0; tick < 1000; tick++) {
      const lift = lift_mv * 2 * random.uniform() * tick_ms;
      network.views.drive.fill(Math.round(lift * 2 ** 23));
      network.tick();
      references.forEach((reference, i) => {
        if (reference.tick(lift)) expected[i] = (expected[i] as number) + 1;
        found[i] = (found[i] as number) + (network.views.spike[i] as number);
      });
    }
    network.close();
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(sum(expected)).toBeGreaterThan(5 * COUNT);
    // Each cell its own count. Euler steps amplify: in doubles too, cells in half steps whose u
    // starts 1e-6 elsewhere differ in 2 % of their spikes.
    const off = found.map((count, i) => Math.abs(count - (expected[i] as number)));
    expect(Math.max(...off)).toBeLessThanOrEqual(2);
    expect(sum(off) / sum(expected)).toBeLessThanOrEqual(0.02);
  });
});

describe('rules of kinds', () => {
  const problemsWith = (cells: CellInput, tick_ms = 1) => {
    const problems = new Problems();
    checkNetwork(smallNetwork({ tick_ms, neurons: { cells } }), 'net', problems);
    return problems.list;
  };
  const at = 'net › neurons › cells';

  it.each([
    ['TICK_TOO_LONG', at, izhikevich(1), 17],
    ['TICK_TOO_LONG', at, izhikevichMembrane(1), 20],
    ['TICK_TOO_LONG', at, adex(1), 100],
    ['RANGE_REVERSED', `${at} › c_mv`, izhikevich(1, { c_mv: 30 }), 1],
    ['RANGE_REVERSED', `${at} › reset_mv`, adex(1, { reset_mv: 10 }), 1],
    ['RANGE_REVERSED', `${at} › reset_mv`, adaptiveLif(1, { reset_mv: -50 }), 1],
    ['NUMBER_NOT_HELD', `${at} › k2`, izhikevich(1, { k2: 0.3 }), 1],
    ['NUMBER_NOT_HELD', `${at} › k1`, izhikevich(1, { k1: 33 }), 1],
    ['NUMBER_NOT_HELD', `${at} › square`, izhikevich(1, { k1: 6, step_ms: 1 }), 1],
    ['NUMBER_NOT_HELD', `${at} › exponent_slope`, adex(1, { slope_mv: 0.3 }), 1],
    ['NUMBER_NOT_HELD', `${at} › a`, izhikevich(1, { a: 2 }), 1],
    ['NUMBER_NOT_HELD', `${at} › recovery_gain`, izhikevich(1, { a: 1.8, b: 2 }), 1],
    ['NUMBER_NOT_HELD', `${at} › recovery`, izhikevich(1, { b: 9 }), 1],
    ['NUMBER_NOT_HELD', `${at} › square`, izhikevichMembrane(1, { capacitance_pf: 0.5 }), 1],
    ['NUMBER_NOT_HELD', `${at} › capacitance_pf`, izhikevichMembrane(1, { capacitance_pf: 0 }), 1],
    ['NUMBER_NOT_HELD', `${at} › tau_adaptation_ms`, adex(1, { tau_adaptation_ms: 0.01 }), 1],
    ['NUMBER_NOT_HELD', `${at} › slope_mv`, adex(1, { slope_mv: 0 }), 1],
    [
      'TIME_CONSTANT_NOT_HELD',
      `${at} › tau_threshold_ms`,
      adaptiveLif(1, { tau_threshold_ms: 0 }),
      1,
    ],
  ])('%s at %s', (code, path, cells, tick_ms) => {
    const found = problemsWith(cells, tick_ms);
    expect(found.filter((problem) => problem.path === path)).toMatchObject([{ code }]);
    for (const { remedy, allowed } of found) expect(`${remedy}${allowed}`).not.toMatch(/NaN/);
  });

  it('refuse a resonator that would turn more than a quarter in a tick', () => {
    const [problem, ...others] = problemsWith(resonateAndFire(1, { frequency_hz: 26 }), 10);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'NUMBER_NOT_HELD', path: `${at} › frequency_hz` });
    expect(problemsWith(resonateAndFire(1, { frequency_hz: 25 }), 10)).toEqual([]);
  });

  it('let the adaptive kinds and lif take any tick', () => {
    expect(problemsWith(lif(1), 100)).toEqual([]);
    expect(problemsWith(adaptiveLif(1), 100)).toEqual([]);
    expect(problemsWith(adex(1), 16)).toEqual([]);
    expect(problemsWith(izhikevich(1), 16)).toEqual([]);
  });

  it('judge what several drawn parameters make together', () => {
    const cells = izhikevichMembrane(50, { capacitance_pf: uniform(0.1, 10) });
    const network = smallNetwork({ neurons: { cells } });
    expect(problemsOf(() => compile(network)).map(({ path }) => path)).toContain(`${at} › square`);
  });

  it('keep draws where the format ends', () => {
    const cells = izhikevich(500, { a: normal({ mean: 1.8, std: 0.6 }), b: 0 });
    checkModel(compile(smallNetwork({ neurons: { cells } })).bytes);
  });
});

describe('the pools', () => {
  it('hold population after population, word after word', () => {
    const rest = { v_start_mv: -70, step_ms: 1 };
    const network = smallNetwork({
      neurons: {
        first: lif(2, { tau_membrane_ms: list([10, 20]) }),
        second: izhikevich(3, { k1: list([4, 5, 5.5]), u_start: list([1, 2, 3]), ...rest }),
      },
    });
    const { bytes, counts } = compile(network);
    // each cell has a current as well, two parameters and one state word
    expect(counts).toMatchObject({ cell_parameters: 2 + 4 + 3 * 9 + 6, cell_states: 2 + 3 + 3 });
    expect([...readArray(bytes, 'population_parameter_first')]).toEqual([0, 6]);
    expect([...readArray(bytes, 'port_parameter_first')]).toEqual([2, 33]);
    const pool = readArray(bytes, 'cell_parameter');
    expect((pool[1] as number) / 2 ** 31).toBeCloseTo(Math.exp(-1 / 20), 8);
    expect([...pool.slice(6 + 3, 6 + 6)].map((raw) => raw / 2 ** 27)).toEqual([4, 5, 5.5]);
    const starts = [0, 0, 1, 2, 3, 0, 0, 0];
    expect([...readArray(bytes, 'cell_start')].map((raw) => raw / 2 ** 23)).toEqual(starts);
    expect([...readArray(bytes, 'rest')].slice(2).map((raw) => raw / 2 ** 23)).toEqual([
      -70, -70, -70,
    ]);
    const opened = new Network(compile(network), 1);
    expect((opened.views.potential[3] as number) / 2 ** 23).toBe(-70);
    expect([...opened.views.cell_state].map((raw) => raw / 2 ** 23)).toEqual(starts);
    opened.close();
  });
});

describe('resonate-and-fire cells', () => {
  const spikesTo = (gap_ticks: number): number => {
    const cells = resonateAndFire(1, { frequency_hz: 25, tau_ms: 100, threshold_mv: -58 });
    const network = new Network(compile(smallNetwork({ tick_ms: 1, neurons: { cells } })), 1);
    let spikes = 0;
    for (let tick = 0; tick < 200; tick++) {
      const pulse = tick === 10 || tick === 10 + gap_ticks;
      network.views.drive[0] = pulse ? 5 * 2 ** 23 : 0;
      network.tick();
      spikes += network.views.spike[0] as number;
    }
    network.close();
    return spikes;
  };

  it('answer two pulses a period apart, and neither half a period nor at once a quarter', () => {
    expect([spikesTo(40), spikesTo(20), spikesTo(10)]).toEqual([1, 0, 0]);
  });
});
