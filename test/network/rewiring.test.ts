/** Rewiring: from a description to a model, its budget, and an input that it finds. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/control/explain.js';
import { SynapseHistory } from '../../src/control/synapse-history.js';
import { Problems } from '../../src/errors.js';
import { checkNetwork } from '../../src/network/check.js';
import { type Compiled, type CompiledProjection, compile } from '../../src/network/compile.js';
import { list } from '../../src/network/distribution.js';
import { pairStdp } from '../../src/network/learning/pair-stdp.js';
import { readArray } from '../../src/network/model-file.js';
import { checkModel, Network } from '../../src/network/network.js';
import { lif, source } from '../../src/network/neuron.js';
import { findSynapses, type SynapsePlace } from '../../src/network/probe.js';
import { rewiringSchema } from '../../src/network/rewiring.js';
import { connect, type ProjectionInput } from '../../src/network/synapse.js';
import { faultsOfCard } from '../contract/card.js';
import { problemsOf } from '../setup/problems.js';
import { smallNetwork } from '../setup/small-network.js';
import { runTask, wrongSeeds } from './rewiring-task.js';

const rewire = { below_mv: 1, weight_mv: 1.5, every_s: 0.1, most: 3 };
const learn = pairStdp({
  modulator: 'dopamine',
  a_plus_mv: 1,
  a_minus_mv: 1.2,
  tau_plus_ms: 20,
  tau_minus_ms: 20,
  tau_eligibility_ms: 100,
  rate_per_s: 20,
  bounds_mv: [0, 4],
});

const network = (more: Partial<ProjectionInput> = {}) =>
  smallNetwork({
    modulators: { dopamine: { tau_ms: 100, tonic: 0.1, min: -1, max: 1 } },
    neurons: { eyes: source(30), cells: lif(25, { escape_mv: 3, threshold_mv: -60 }) },
    synapses: (n) => [
      connect(n.eyes, n.cells, { weight_mv: 2, delay_ms: 1, learn }),
      {
        ...connect(n.eyes, n.cells.slice(5, 25), {
          weight_mv: 1,
          delay_ms: list([1, 3]),
          fan_out: 6,
          learn: { ...learn, reference: 0 },
          rewire,
        }),
        ...more,
      },
    ],
  });

/** What a run of some seconds looks like tenth by tenth. */
function* tenths(compiled: Compiled, seed: number) {
  const run = new Network(compiled, seed);
  for (let tenth = 0; tenth < 30; tenth++) {
    for (let t = 0; t < 100; t++) {
      for (let i = 0; i < 30; i++)
        run.views.source_spike[i] = (t * 7 + i * 13 + tenth) % 17 ? 0 : 1;
      run.tick();
    }
    yield run;
  }
  run.close();
}

describe('rewiring', () => {
  const compiled = compile(network());
  const [, own] = compiled.projections as [CompiledProjection, CompiledProjection];

  it('becomes arrays of the model', () => {
    checkModel(compiled.bytes);
    expect(compiled.counts.rewirings).toBe(1);
    const array = (name: Parameters<typeof readArray>[1]) => [...readArray(compiled.bytes, name)];
    expect(array('rewiring_lane_first')).toEqual([1]);
    expect(array('rewiring_lanes')).toEqual([2]);
    expect(array('rewiring_slots')).toEqual([20]);
    expect(array('rewiring_every')).toEqual([100]);
    expect(array('rewiring_most')).toEqual([3]);
    expect(compiled.projections.map(({ rewiring }) => rewiring)).toEqual([undefined, 0]);
  });

  it('never exceeds its budget, nor reaches a target twice or one that is not its own', () => {
    let before = readArray(compiled.bytes, 'plastic_target').slice();
    const pre = preOf(compiled);
    let rewired = 0;
    for (const run of tenths(compiled, 3)) {
      const targets = run.targets().slice();
      const moved = targets.filter((target, i) => target !== before[i]).length;
      expect(moved).toBeLessThanOrEqual(rewire.most);
      expect(targets.subarray(0, own.first_synapse)).toEqual(before.subarray(0, own.first_synapse));
      const pairs = [...targets.subarray(own.first_synapse)].map((target, i) => {
        expect(target).toBeGreaterThanOrEqual(5);
        return `${pre[own.first_synapse + i]}>${target}`;
      });
      expect(new Set(pairs).size).toBe(own.count);
      rewired += moved;
      before = targets;
      // the turn at the end of this tenth comes with the next tick
      expect(run.rewired(own)).toBe(rewired);
    }
    expect(rewired).toBeGreaterThan(30);
  });

  it('is the same for one seed, and goes on as it was when thawed', () => {
    const hashes = [3, 3, 4].map((seed) => {
      let last = '';
      for (const run of tenths(compiled, seed)) {
        if (seed === 3) run.thaw(run.freeze());
        last = run.hash();
      }
      return last;
    });
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  it('is frozen with learning', () => {
    const run = new Network(compiled, 1);
    run.learning = false;
    run.run(2000);
    expect(run.targets()).toEqual(readArray(compiled.bytes, 'plastic_target'));
    run.close();
  });

  it('is followed by who finds synapses, and ends the history of one that leaves', () => {
    const pre = preOf(compiled);
    const compiled_targets = readArray(compiled.bytes, 'plastic_target');
    const leaves = () => {
      for (const run of tenths(compiled, 3)) {
        const gone = run.targets().findIndex((target, i) => target !== compiled_targets[i]);
        if (gone >= 0) return gone;
      }
      return -1;
    };
    const synapse = leaves();
    const pair = { from: 'eyes', pre: pre[synapse] as number, to: 'cells' };
    const found = (post: number, targets?: Uint32Array) => {
      return findSynapses(compiled, { ...pair, post }, targets).map((one) => one.synapse);
    };
    const post = compiled_targets[synapse] as number;
    const place = findSynapses(compiled, { ...pair, post }).at(-1) as SynapsePlace;
    expect(place.synapse).toBe(synapse);
    let history: SynapseHistory | undefined;
    for (const run of tenths(compiled, 3)) {
      history ??= new SynapseHistory(run, place, { ...pair, post });
      if (run.targets()[synapse] === post) continue;
      history.tick({ orders: { done: { kind: 'nothing', place: 0 } } });
      const now = run.targets()[synapse] as number;
      expect(found(now, run.targets())).toContain(synapse);
      expect(found(now)).not.toContain(synapse);
      expect(found(post, run.targets())).not.toContain(synapse);
      break;
    }
    expect(explain(history as SynapseHistory).left_tick).toBe(0);
  });

  it('has a card', () => {
    expect(faultsOfCard('synapses', 'rewiring', rewiringSchema)).toEqual([]);
  });

  it.each([
    [
      'beside a budget',
      { learn: { ...learn, budget: { in_all_mv: 1 } } },
      'DESCRIPTION_INVALID',
      'rewire',
    ],
    ['without learning', { learn: undefined }, 'DESCRIPTION_INVALID', 'rewire'],
    ['of what reaches all', { fan_out: 20 }, 'DESCRIPTION_INVALID', 'rewire'],
    [
      'to less than goes again',
      { rewire: { ...rewire, weight_mv: 0.5 } },
      'WEIGHT_OUT_OF_BOUNDS',
      'weight_mv',
    ],
    [
      'to more than is learned',
      { rewire: { ...rewire, weight_mv: 5 } },
      'WEIGHT_OUT_OF_BOUNDS',
      'weight_mv',
    ],
    [
      'quicker than a tick',
      { rewire: { ...rewire, every_s: 0.0001 } },
      'NUMBER_NOT_HELD',
      'every_s',
    ],
  ] as const)('is refused %s', (_, more, code, place) => {
    const problems = new Problems();
    checkNetwork(network(more as Partial<ProjectionInput>), 'net', problems);
    const found = problemsOf(() => problems.throwIfAny());
    expect(found).toMatchObject([{ code, path: expect.stringMatching(new RegExp(`${place}$`)) }]);
  });

  it('is refused where all sources together could overflow one target', () => {
    const bounds_mv = [0, 127] as const;
    const many = smallNetwork({
      modulators: { dopamine: { tau_ms: 100, min: -1, max: 1 } },
      neurons: { eyes: source(300), cells: lif(25) },
      synapses: (n) => [
        connect(n.eyes, n.cells, {
          weight_mv: 1,
          delay_ms: 1,
          fan_out: 2,
          rewire,
          learn: { ...learn, bounds_mv },
        }),
      ],
    });
    expect(problemsOf(() => compile(many))[0]).toMatchObject({ code: 'FAN_IN_OVERFLOW' });
  });
});

/** The presynaptic neuron of each plastic synapse. */
function preOf({ bytes }: Compiled): number[] {
  const rows = readArray(bytes, 'plastic_row_start');
  const pre: number[] = [];
  const counts = readArray(bytes, 'plastic_lane_pre_count');
  readArray(bytes, 'plastic_lane_row_first').forEach((first, lane) => {
    for (let k = 0; k < (counts[lane] as number); k++) {
      for (let i = rows[first + k] as number; i < (rows[first + k + 1] as number); i++) pre[i] = k;
    }
  });
  return pre;
}

describe('two cues that reach the wrong pools alone', () => {
  const seeds = wrongSeeds(20, 1);
  const turns = { below_mv: 1, weight_mv: 4, every_s: 1, most: 1 };
  const right = (options: Parameters<typeof runTask>[1]) =>
    seeds.map((seed) => runTask(seed, options).right).sort((a, b) => a - b);

  it('find the right ones where synapses rewire', () => {
    const shares = right({ rewire: turns });
    expect(shares[0]).toBeGreaterThan(0.6);
    expect(shares[10]).toBeGreaterThan(0.85);
  });

  it('do not where synapses stay', () => {
    expect(right({}).at(-1)).toBeLessThan(0.5);
  });

  it('do not where dopamine is clamped', () => {
    expect(right({ rewire: turns, clamped: true }).at(-1)).toBeLessThan(0.05);
  });
});
