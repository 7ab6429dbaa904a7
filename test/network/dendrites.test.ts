/** Dendrites: from a description to compartments of the model, and what they do there. */
import { describe, expect, it } from 'vitest';
import { referenceOf } from '../../src/cells/reference/index.js';
import { Problems } from '../../src/errors.js';
import { PortHandle } from '../../src/handle.js';
import { checkNetwork } from '../../src/network/check.js';
import { compile } from '../../src/network/compile.js';
import { dendriteKinds, dendriteSchema } from '../../src/network/dendrite.js';
import { type Distribution, list, logUniform } from '../../src/network/distribution.js';
import { dendrites, type KindTable } from '../../src/network/fields.gen.js';
import {
  adaptiveLif,
  adex,
  ampa,
  apical,
  izhikevich,
  izhikevichMembrane,
  linearBranch,
  plateau,
} from '../../src/network/index.js';
import { inspectNetwork } from '../../src/network/inspect.js';
import { resonateAndFire } from '../../src/network/kinds/resonate-and-fire.js';
import { readArray } from '../../src/network/model-file.js';
import { checkModel, Network } from '../../src/network/network.js';
import {
  type CellInput,
  type CellSpec,
  cellKinds,
  lif,
  neuronSchema,
  somaOf,
  source,
} from '../../src/network/neuron.js';
import type { Row } from '../../src/network/row.js';
import { connect } from '../../src/network/synapse.js';
import { RandomStream } from '../../src/random.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';

const somata: readonly CellInput[] = [
  lif(3),
  adaptiveLif(3),
  izhikevich(3),
  izhikevichMembrane(3),
  adex(3),
  resonateAndFire(3),
];
const branches = [linearBranch(), plateau(), apical()];
const pairs = branches.flatMap((branch) => {
  return somata.map((soma) => [branch.kind, soma.kind, branch, soma] as const);
});

describe.each(pairs)('the dendrite %s on %s', (kind, _, branch, soma) => {
  it('fills every word that the core has for it, in its format', () => {
    const spec = neuronSchema.parse(soma) as CellSpec;
    const row = dendriteKinds[kind].on(somaOf(spec)) as Row;
    const table: KindTable = dendrites[kind];
    const words = { ...row.words(0.1, {}), ...row.starts?.(0.1, {}) };
    expect(Object.keys(table.parameters)).toEqual(Object.keys(row.words(0.1, {})));
    for (const [word, made] of Object.entries(words)) {
      const quantity = typeof made === 'string' ? row.parameters(0.1, {})[made] : made.quantity;
      const { format } = table.parameters[word] ?? table.states[word] ?? {};
      expect(quantity?.format, word).toBe(format);
    }
  });

  it.each([0.01, 0.1, 1, 4])('is accepted by the core at a tick of %d ms', (tick_ms) => {
    const cells = { ...soma, dendrites: { one: branch, two: branch } };
    checkModel(compile(smallNetwork({ tick_ms, neurons: { cells } })).bytes);
  });
});

const cells = izhikevich(3, {
  receptors: { fast: ampa({ on: 'apical' }) },
  dendrites: {
    apical: plateau({ reset_mv: -54, jump: 3 }),
    basal: linearBranch({ tau_ms: logUniform(50, 5000), delay_ms: 5 }),
  },
});

describe('a population with dendrites', () => {
  const network = (port?: string) =>
    smallNetwork({
      neurons: { eyes: source(2), other: lif(2, { dendrites: { one: linearBranch() } }), cells },
      synapses: (n) => [
        connect(n.eyes, port === undefined ? n.cells : new PortHandle(n.cells, port), {
          weight_mv: 2,
          delay_ms: 1,
        }),
      ],
    });
  const compiled = compile(network('basal'), { seed: 1 });

  it('has a compartment for each, and words for what a plateau moves', () => {
    checkModel(compiled.bytes);
    const own = compiled.populations.get('cells')?.dendrites;
    expect(own).toMatchObject([
      { name: 'apical', kind: 'plateau', index: 1, first_cell: 2 },
      { name: 'basal', kind: 'linear', index: 2, first_cell: 5 },
    ]);
    expect(compiled.counts).toMatchObject({
      dendrites: 3,
      dendrite_cells: 8,
      dendrite_slots: 8,
      // shared, of the kind, of four ports, of a plateau and of a linear branch
      moved_words: 3 * (5 + 9 + 9 + 8 + 2),
    });
    expect([...readArray(compiled.bytes, 'dendrite_delay')]).toEqual([0, 0, 5]);
    expect([...readArray(compiled.bytes, 'port_compartment')]).toEqual([0, 1, 0, 1, 1, 2]);
    const states = [...readArray(compiled.bytes, 'dendrite_state_first')];
    expect(own?.map(({ first_state }) => first_state)).toEqual(states.slice(1));
  });

  it('has synapses end on them, by their names', () => {
    const first = readArray(compiled.bytes, 'port_slot_first').at(-1) as number;
    const slots = [first, first + 1, first + 2];
    expect([...readArray(compiled.bytes, 'static_target')]).toEqual([...slots, ...slots]);
    expect(compiled.projections[0]).toMatchObject({
      port: 'basal',
      path: 'synapses › 0 (eyes → cells.basal)',
    });
  });

  it('reports what their numbers became, drawn and worked out', () => {
    const rows = compiled.report.filter(({ path }) =>
      path.startsWith('neurons › cells › dendrites'),
    );
    const paths = rows.map(({ path }) => path.split(' › ').slice(3).join('.'));
    expect(paths).toEqual([
      'apical.delay_ms',
      ...['tau_ms', 'gain', 'threshold_mv', 'bap_mv', 'plateau_ms', 'plateau_mv_per_ms'].map(
        (name) => `apical.${name}`,
      ),
      'apical.reset_mv',
      'apical.jump',
      'apical.gain',
      'apical.reset',
      'apical.jump',
      'basal.delay_ms',
      'basal.tau_ms',
      'basal.gain',
      'basal.gain',
    ]);
    const tau = rows.find(({ path }) => path.endsWith('basal › tau_ms'));
    expect(tau?.count).toBe(3);
    expect(tau?.asked.min).toBeGreaterThanOrEqual(50);
    expect(inspectNetwork(compiled).time_constants).toContainEqual(tau);
  });

  it('draws each by its own stream', () => {
    const drawn = (more: object) => {
      const population = lif(40, { dendrites: { one: spread, ...more } });
      const { bytes } = compile(smallNetwork({ neurons: { population } }), { seed: 3 });
      const [first] = readArray(bytes, 'dendrite_parameter_first');
      return [...readArray(bytes, 'cell_parameter').slice(first, (first as number) + 40)];
    };
    const spread = linearBranch({ tau_ms: logUniform(50, 5000) });
    expect(new Set(drawn({})).size).toBe(40);
    expect(drawn({ two: spread })).toEqual(drawn({}));
  });

  it('lifts the soma in step with what arrives, later by its delay', () => {
    const run = new Network(compile(network('basal'), { seed: 1 }), 1);
    const { source_spike, dendrite_output, current } = run.views;
    source_spike.fill(1);
    run.run(2);
    const cell = 5;
    const given = (dendrite_output[(1 % 8) * 8 + cell] as number) / 2 ** 23;
    expect(given).toBeGreaterThan(0);
    run.run(4);
    expect(current[4]).toBe(0);
    run.run(1);
    expect((current[4] as number) / 2 ** 23).toBeCloseTo(given, 9);
    run.close();
  });
});

/** What each plateau moves: the words of the soma's own reset and jump, or what was said. */
describe('what a plateau moves', () => {
  const said: readonly (readonly [CellInput, number, number])[] = [
    [adaptiveLif(1, { adaptation_jump_mv: 4 }), 8, 2],
    [izhikevich(1, { d: 8, half_steps: true }), 4, 0.5],
    [izhikevichMembrane(1, { d_pa: 100 }), 50, 0.5],
    [adex(1, { b_pa: 60 }), 120, 2],
  ];

  it.each(said)('is in the unit of the soma (%o)', (soma, jump, times) => {
    const words = (more: object) => {
      const cell = { ...soma, dendrites: { apical: plateau(more) } };
      const { bytes } = compile(smallNetwork({ neurons: { cell } }));
      const first = readArray(bytes, 'dendrite_parameter_first')[0] as number;
      const table = Object.keys(dendrites.plateau.parameters);
      const word = (name: string) =>
        readArray(bytes, 'cell_parameter')[first + table.indexOf(name)] as number;
      return { reset: word('reset'), jump: word('jump'), soma: readArray(bytes, 'reset')[0] };
    };
    const own = words({});
    const moved = words({ jump, reset_mv: -72 });
    expect(own.reset).toBe(own.soma);
    expect(own.jump).not.toBe(0);
    expect(moved.reset).toBe(-72 * 2 ** 23);
    expect(moved.jump / own.jump).toBeCloseTo(times, 5);
  });
});

/** Number by number, so that every cell of a population has a branch and a soma of its own. */
function varied(count: number, stream: RandomStream, value: number): Distribution {
  return list(Array.from({ length: count }, () => value * (1 + 0.1 * (stream.uniform() - 0.5))));
}

describe('cells with dendrites, each its own', () => {
  const COUNT = 19;
  const stream = new RandomStream(5, 'branches');
  const near = (value: number) => varied(COUNT, stream, value);
  const cases: readonly (readonly [string, CellInput, number, number])[] = [
    [
      'lif',
      lif(COUNT, {
        dendrites: { a: linearBranch({ tau_ms: near(40), gain: near(2), delay_ms: 7 }) },
      }),
      1.1,
      0.4,
    ],
    [
      'izhikevich',
      izhikevich(COUNT, {
        dendrites: {
          a: linearBranch({ tau_ms: near(20) }),
          b: plateau({
            threshold_mv: near(10),
            plateau_ms: near(20),
            reset_mv: -54,
            jump: near(3),
          }),
        },
      }),
      7,
      1.6,
    ],
    [
      'adaptiveLif',
      adaptiveLif(COUNT, {
        adaptation_jump_mv: near(8),
        dendrites: { a: apical({ half_mv: near(32), soma_pa: near(1300), delay_ms: 2 }) },
      }),
      1.3,
      2,
    ],
    [
      'adex',
      adex(COUNT, { b_pa: near(60), dendrites: { a: plateau({ jump: near(20), reset_mv: -56 }) } }),
      3,
      1.6,
    ],
  ];

  it.each(cases)('%s: spike as their equations do in doubles', (_, spec, lift_mv, branch_mv) => {
    const network = new Network(compile(smallNetwork({ neurons: { cells: spec } })), 1);
    const parsed = neuronSchema.parse(spec) as CellSpec;
    const count = Object.keys(parsed.dendrites ?? {}).length;
    const references = Array.from({ length: COUNT }, (__, i) => {
      return referenceOf(oneOfList(parsed, i), 1);
    });
    const random = new RandomStream(1, 'drive');
    const found = new Float64Array(COUNT);
    const expected = new Float64Array(COUNT);
    for (let tick = 0; tick < 2000; tick++) {
      const lift = lift_mv * 2 * random.uniform();
      const into = Array.from({ length: count }, () => branch_mv * 2 * random.uniform());
      network.views.drive.fill(Math.round(lift * 2 ** 23));
      into.forEach((mv, k) => {
        const raw = Math.round(mv * 2 ** 23);
        network.views.dendrite_drive.fill(raw, k * COUNT, (k + 1) * COUNT);
      });
      network.tick();
      references.forEach((reference, i) => {
        if (reference.tick(lift, into)) expected[i] = (expected[i] as number) + 1;
        found[i] = (found[i] as number) + (network.views.spike[i] as number);
      });
    }
    network.close();
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(sum(expected)).toBeGreaterThan(10 * COUNT);
    const off = found.map((spikes, i) => Math.abs(spikes - (expected[i] as number)));
    // once in a while a potential comes so close to its threshold that either answer is right
    expect(off.filter((spikes) => spikes > 0).length).toBeLessThanOrEqual(1);
    expect(sum(off) / sum(expected)).toBeLessThanOrEqual(0.005);
  });
});

/** Of a population whose numbers are lists, the i-th cell. */
function oneOfList<T>(spec: T, i: number): T {
  if (typeof spec !== 'object' || spec === null) return spec;
  if ('values' in spec) return (spec.values as T[])[i] as T;
  const each = Object.entries(spec).map(([name, value]) => [name, oneOfList(value, i)]);
  return Object.fromEntries(each) as T;
}

function problemsWith(soma: CellInput, branchesOfCells: object, tick_ms = 1) {
  const problems = new Problems();
  const spec = { ...soma, dendrites: branchesOfCells } as never;
  checkNetwork(smallNetwork({ tick_ms, neurons: { cells: spec } }), 'net', problems);
  return problemsOf(() => problems.throwIfAny()).map(({ code, path }) => [code, path]);
}

describe('a dendrite is refused', () => {
  const at = 'net › neurons › cells › dendrites';
  const soma = izhikevich(1);
  const many = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`d${i}`, linearBranch()]));

  it.each([
    ['LIMIT_EXCEEDED', at, many],
    ['DESCRIPTION_INVALID', `${at} › count`, { count: linearBranch() }],
    ['DELAY_OUT_OF_RANGE', `${at} › a › delay_ms`, { a: linearBranch({ delay_ms: 256 }) }],
    ['NUMBER_NOT_HELD', `${at} › a › gain`, { a: linearBranch({ tau_ms: 0, gain: 9 }) }],
    ['TIME_CONSTANT_NOT_HELD', `${at} › a › tau_ms`, { a: linearBranch({ tau_ms: 0.01 }) }],
    ['NUMBER_NOT_HELD', `${at} › a › threshold_mv`, { a: plateau({ threshold_mv: 0 }) }],
    ['NUMBER_NOT_HELD', `${at} › a › plateau_ms`, { a: plateau({ plateau_ms: 0.2 }) }],
    ['NUMBER_NOT_HELD', `${at} › a › plateau_ms`, { a: plateau({ plateau_ms: 70000 }) }],
    ['RANGE_REVERSED', `${at} › a › reset_mv`, { a: plateau({ reset_mv: 30 }) }],
    ['NUMBER_NOT_HELD', `${at} › a › jump`, { a: plateau({ jump: 1000 }) }],
    ['NUMBER_NOT_HELD', `${at} › a › regeneration_pa`, { a: apical({ regeneration_pa: -1 }) }],
    ['NUMBER_NOT_HELD', `${at} › a › regeneration`, { a: apical({ capacitance_pf: 1 }) }],
    ['TIME_CONSTANT_NOT_HELD', `${at} › a › tau_ms`, { a: apical({ tau_ms: 0 }) }],
    ['NUMBER_NOT_HELD', `${at} › a › bap_ms`, { a: apical({ bap_ms: 0.2 }) }],
  ])('%s at %s', (code, path, dendritesOfCells) => {
    expect(problemsWith(soma, dendritesOfCells)).toContainEqual([code, path]);
  });

  it('whose jump the soma does not have', () => {
    const refused = problemsWith(lif(1), { a: plateau({ jump: 3 }) });
    expect(refused).toEqual([['POPULATION_UNSUITABLE', `${at} › a › jump`]]);
  });

  it('not where nothing is wrong', () => {
    for (const each of somata) {
      expect(problemsWith(each, { a: plateau(), b: apical(), c: linearBranch() })).toEqual([]);
    }
    expect(Object.keys(cellKinds)).toEqual(somata.map(({ kind }) => kind));
    expect(dendriteSchema.options.length).toBe(branches.length);
  });
});
