/** Receptors: from a description to ports of the model, and what they do there. */
import { describe, expect, it } from 'vitest';
import { rateOf } from '../../src/decode/index.js';
import { rate } from '../../src/encode/index.js';
import { Problems } from '../../src/errors.js';
import { Handle, PortHandle } from '../../src/handle.js';
import { checkNetwork } from '../../src/network/check.js';
import { compile } from '../../src/network/compile.js';
import { normal, uniform } from '../../src/network/distribution.js';
import { formats, type KindTable, receptors } from '../../src/network/fields.gen.js';
import {
  ampa,
  conductance,
  current,
  gabaA,
  gabaB,
  nmda,
  pairStdp,
  rising,
} from '../../src/network/index.js';
import { readArray } from '../../src/network/model-file.js';
import { checkModel, Network } from '../../src/network/network.js';
import { type CellSpec, lif, neuronSchema, source } from '../../src/network/neuron.js';
import { type ReceptorSpec, receptorKinds, receptorSchema } from '../../src/network/port.js';
import type { Row } from '../../src/network/row.js';
import { connect, type ProjectionInput } from '../../src/network/synapse.js';
import { type Handles, robot, robotFromJson } from '../../src/robot.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';

const rows: [string, Row][] = Object.entries(receptorKinds);

describe.each(rows)('the receptor %s', (name, row) => {
  it('fills every word that the core has for it, in its format', () => {
    const said = receptorSchema.parse({ kind: name }) as ReceptorSpec;
    const table: KindTable = receptors[name as ReceptorSpec['kind']];
    const words = row.words(0.1, said);
    const held = row.parameters(0.1, said);
    expect(Object.keys(words)).toEqual(Object.keys(table.parameters));
    for (const [word, made] of Object.entries(words)) {
      const quantity = typeof made === 'string' ? held[made] : made.quantity;
      expect(quantity?.format, word).toBe(table.parameters[word]?.format);
    }
  });

  it.each([0.01, 0.1, 1, 10])('is accepted by the core at a tick of %d ms', (tick_ms) => {
    const said = { kind: name } as ReceptorSpec;
    const tau_ms = uniform(2 * tick_ms, 20000 * tick_ms);
    const slow = name === 'current' ? {} : { tau_ms };
    const neurons = {
      cells: lif(50, { receptors: { one: { ...said, ...slow, ...riseOf(name, tick_ms) } } }),
    };
    checkModel(compile(smallNetwork({ tick_ms, neurons })).bytes);
  });
});

const riseOf = (name: string, tick_ms: number) =>
  name === 'rising' || name === 'nmda' ? { tau_rise_ms: tick_ms / 10 } : {};

const cells = lif(3, {
  tau_membrane_ms: 20,
  receptors: { ampa: ampa(), gaba: gabaA({ tau_ms: 10 }), slow: gabaB(), late: nmda() },
});

const onto = (port: string, more: Partial<ProjectionInput> = {}) =>
  smallNetwork({
    neurons: { eyes: source(2), cells },
    modulators: { dopamine: { tau_ms: 0, min: -1, max: 1 } },
    synapses: (n) => [
      connect(n.eyes, n.cells, { weight_mv: 1, delay_ms: 1 }),
      { ...connect(n.eyes, new PortHandle(n.cells, port), { weight_mv: 2, delay_ms: 1 }), ...more },
    ],
  });

describe('a population with receptors', () => {
  const compiled = compile(onto('gaba'), { seed: 1 });

  it('has a port for its own current and one for each of them', () => {
    checkModel(compiled.bytes);
    const ports = compiled.populations.get('cells')?.ports;
    expect(ports?.map(({ name }) => name)).toEqual([undefined, 'ampa', 'gaba', 'slow', 'late']);
    expect(compiled.counts).toMatchObject({ ports: 5, slots: 15, cell_states: 3 * 7 });
    expect([...readArray(compiled.bytes, 'port_kind')]).toEqual([0, 1, 1, 2, 3]);
    expect([...readArray(compiled.bytes, 'port_slot_first')]).toEqual([0, 3, 6, 9, 12]);
  });

  it('has synapses end where they were said to', () => {
    expect([...readArray(compiled.bytes, 'static_target')]).toEqual([
      0, 1, 2, 0, 1, 2, 6, 7, 8, 6, 7, 8,
    ]);
    expect(compiled.projections[1]).toMatchObject({
      port: 'gaba',
      path: 'synapses › 1 (eyes → cells.gaba)',
    });
  });

  it('reports what their numbers became', () => {
    const rows = compiled.report.filter(({ path }) => path.includes('receptors › late'));
    expect(rows.map(({ path }) => path.split(' › ').at(-1))).toEqual([
      'tau_ms',
      'tau_rise_ms',
      'reversal_mv',
      'magnesium_mm',
      'gain',
      'reversal',
      'half',
      'slope',
    ]);
    expect(rows.find(({ path }) => path.endsWith('half'))?.became.mean).toBeCloseTo(
      Math.log(1 / 3.57) / 0.062,
      4,
    );
  });

  it('runs, each toward its reversal potential', () => {
    for (const [port, way] of [
      ['ampa', 1],
      ['gaba', -1],
      ['slow', -1],
      ['late', 1],
    ] as const) {
      const network = smallNetwork({
        neurons: { eyes: source(1), cells },
        synapses: (n) => [
          connect(n.eyes, new PortHandle(n.cells, port), { weight_mv: 5, delay_ms: 1 }),
        ],
      });
      const run = new Network(compile(network), 1);
      run.views.source_spike[0] = 1;
      run.run(8);
      const moved = (run.views.potential[1] as number) / 2 ** 23 + 65;
      expect(Math.sign(moved), port).toBe(way);
      run.close();
    }
  });

  it('may differ from cell to cell, by its own stream', () => {
    const drawn = (receptors: object) => {
      const spec = smallNetwork({
        neurons: { cells: neuronSchema.parse({ kind: 'lif', count: 40, receptors }) as CellSpec },
      });
      const { bytes } = compile(spec, { seed: 3 });
      const [, ampa] = readArray(bytes, 'port_parameter_first');
      return [...readArray(bytes, 'cell_parameter').slice(ampa, (ampa as number) + 40)];
    };
    const tau_ms = normal({ mean: 5, std: 1 });
    expect(new Set(drawn({ ampa: ampa({ tau_ms }) })).size).toBe(40);
    expect(drawn({ ampa: ampa({ tau_ms }) })).toEqual(
      drawn({ ampa: ampa({ tau_ms }), other: gabaA({ tau_ms: uniform(5, 9) }) }),
    );
  });

  it('learns at a receptor', () => {
    const learn = pairStdp({
      modulator: 'dopamine',
      a_plus_mv: 0.1,
      a_minus_mv: 0.1,
      tau_plus_ms: 20,
      tau_minus_ms: 20,
      tau_eligibility_ms: 500,
      rate_per_s: 1,
      bounds_mv: [0, 4],
    });
    const { bytes } = compile(onto('slow', { learn } as Partial<ProjectionInput>));
    checkModel(bytes);
    expect([...readArray(bytes, 'plastic_lane_port')]).toEqual([3]);
    expect([...readArray(bytes, 'plastic_target')]).toEqual([9, 10, 11, 9, 10, 11]);
  });

  it('draws no weight below 0 onto a conductance', () => {
    const spread = onto('ampa', { weight_mv: normal({ mean: 0.5, std: 1 }) });
    const weights = readArray(compile(spread).bytes, 'static_weight');
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
  });
});

/** The problems of a network that a schema let through. */
function problemsWith(receptorsOfCells: object, port?: string, more: object = {}) {
  const problems = new Problems();
  const network = smallNetwork({
    neurons: {
      eyes: source(1),
      cells: { kind: 'lif', count: 2, receptors: receptorsOfCells } as never,
    },
    synapses: (n) => [
      {
        from: n.eyes,
        to: port === undefined ? n.cells : new PortHandle(n.cells, port),
        weight_mv: 1,
        delay_ms: 1,
        ...more,
      } as ProjectionInput,
    ],
  });
  checkNetwork(network, 'net', problems);
  return problemsOf(() => problems.throwIfAny());
}

describe('a receptor is refused', () => {
  it.each([
    [
      'of an unknown name',
      { ampa: ampa() },
      'amap',
      {},
      'NAME_UNKNOWN',
      /→ cells\.amap\) › to › port/,
    ],
    [
      'on a dendrite that is not there',
      { a: ampa({ on: 'top' }) },
      undefined,
      {},
      'NAME_UNKNOWN',
      /a › on$/,
    ],
    [
      'named as a member of handles',
      { slice: ampa() },
      undefined,
      {},
      'DESCRIPTION_INVALID',
      /slice$/,
    ],
    [
      'that rises longer than it decays',
      { a: rising({ tau_ms: 2, tau_rise_ms: 3 }) },
      undefined,
      {},
      'RANGE_REVERSED',
      /tau_rise_ms$/,
    ],
    [
      'whose rise is too near its decay',
      { a: rising({ tau_ms: 2, tau_rise_ms: 1.99 }) },
      undefined,
      {},
      'NUMBER_NOT_HELD',
      /gain$/,
    ],
    [
      'too slow for its ticks',
      { a: conductance({ tau_ms: 1e6 }) },
      undefined,
      {},
      'TIME_CONSTANT_NOT_HELD',
      /tau_ms$/,
    ],
    [
      'with a reversal that is not held',
      { a: gabaA({ reversal_mv: -300 }) },
      undefined,
      {},
      'NUMBER_NOT_HELD',
      /reversal_mv$/,
    ],
    [
      'without magnesium',
      { a: nmda({ magnesium_mm: 0 }) },
      undefined,
      {},
      'NUMBER_NOT_HELD',
      /magnesium_mm$/,
    ],
    [
      'with a weight below 0',
      { a: gabaA() },
      'a',
      { weight_mv: -1 },
      'NUMBER_NOT_HELD',
      /weight_mv$/,
    ],
    [
      'with weights about 0',
      { a: gabaA() },
      'a',
      { weight_mv: uniform(-1, 1) },
      'NUMBER_NOT_HELD',
      /weight_mv$/,
    ],
  ] as const)('%s', (_, said, port, more, code, path) => {
    const [problem, ...others] = problemsWith(said, port, more);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code, path: expect.stringMatching(path) });
  });

  it('with a hint to the right name', () => {
    const [problem] = problemsWith({ ampa: ampa() }, 'amap');
    expect(problem?.remedy).toContain("Did you mean 'ampa'?");
  });

  it('as the seventeenth', () => {
    const many = Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`r${i}`, current()]));
    expect(problemsWith(many)).toMatchObject([{ code: 'LIMIT_EXCEEDED' }]);
    delete many.r15;
    expect(problemsWith(many)).toEqual([]);
  });

  it('with more than its slots can hold, where it was said', () => {
    const network = smallNetwork({
      neurons: { eyes: source(700), cells },
      synapses: (n) => [
        connect(n.eyes, new PortHandle(n.cells, 'ampa'), {
          weight_mv: uniform(1, 127),
          delay_ms: 1,
        }),
      ],
    });
    expect(problemsOf(() => compile(network))).toMatchObject([
      { code: 'FAN_IN_OVERFLOW', path: 'net › neurons › cells › receptors › ampa' },
    ]);
  });
});

it('handles have their ports as members, of slices too', () => {
  const { eyes, cells: all } = { eyes: source(2), cells };
  const receptorsOf = (n: Handles<{ eyes: typeof eyes; cells: typeof all }>) => [
    n.cells.ampa,
    n.cells.slice(1).gaba,
    n.cells.late.slice(0, 2),
  ];
  const channel = { unit: '1', min: 0, max: 1 } as const;
  const made = robot('two', {
    tick_ms: 1,
    sensors: { eye: channel },
    actuators: { arm: { ...channel, safe: 0, slew_per_s: 9 } },
    neurons: { eyes, cells: all },
    synapses: (n) => receptorsOf(n).map((to) => connect(n.eyes, to, { weight_mv: 1, delay_ms: 1 })),
    encode: (n) => ({ eye: rate(n.eyes, { max_hz: 100 }) }),
    decode: (n) => ({ arm: rateOf(n.cells, { max_hz: 100 }) }),
  });
  expect(made.synapses.map(({ to }) => to)).toEqual([
    { population: 'cells', first: 0, count: 3, port: 'ampa' },
    { population: 'cells', first: 1, count: 2, port: 'gaba' },
    { population: 'cells', first: 0, count: 2, port: 'late' },
  ]);
  const { synapses, ...rest } = made;
  const json = JSON.stringify({ ...rest, synapses });
  expect(robotFromJson(json, 'two.json').synapses).toEqual(synapses);
});

it('a receptor that is not there is refused where no compiler was', () => {
  const { cells: handle } = { cells: new Handle<'lif'>('cells', 0, 3, true, ['ampa']) };
  const missing = (handle as unknown as { amap: PortHandle }).amap;
  const options = { weight_mv: 1, delay_ms: 1 };
  expect(problemsOf(() => connect(handle, missing, options))).toMatchObject([
    { code: 'NAME_UNKNOWN', path: 'connect › to' },
  ]);
});

it('a peak conductance in nS becomes a weight as its docstring says', () => {
  // v' = g / C (E - v): 1 nS, 5 ms, 200 pF, held 70 mV from the reversal potential
  const step_ms = 0.001;
  let moved_mv = 0;
  for (let t_ms = 0; t_ms < 100; t_ms += step_ms) {
    moved_mv += step_ms * ((1 * Math.exp(-t_ms / 5)) / 200) * 70;
  }
  expect(moved_mv).toBeCloseTo(1.75, 3);
  expect(formats.q10_21.fraction).toBe(21);
});
