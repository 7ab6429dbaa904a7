/** Fan-out: each neuron reaches so many different others, and never itself. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import { checkNetwork, type NetworkSpec } from '../../src/network/check.js';
import { compile } from '../../src/network/compile.js';
import { readArray } from '../../src/network/model-file.js';
import { lif, neuronSchema, source } from '../../src/network/neuron.js';
import { type ProjectionSpec, projectionSchema } from '../../src/network/synapse.js';

const part = (population: string, first: number, count: number) => ({ population, first, count });

function network(from: object, to: object, options: object): NetworkSpec {
  const projection = { from, to, weight_mv: 1, delay_ms: 1, ...options };
  return {
    name: 'fan-out',
    tick_ms: 1,
    modulators: {},
    neurons: {
      eyes: neuronSchema.parse(source(50)),
      cells: neuronSchema.parse(lif(40)),
    },
    synapses: [projectionSchema.parse(projection) as ProjectionSpec],
  };
}

/** The targets of each row, counted within the cells. */
function targetsOf(spec: NetworkSpec, seed: number): number[][] {
  const { bytes } = compile(spec, { seed });
  const starts = readArray(bytes, 'static_row_start');
  const targets = readArray(bytes, 'static_target');
  return Array.from({ length: starts.length - 1 }, (_, row) =>
    // slots are counted from the first of the cells, for sources have none
    [...targets.subarray(starts[row], starts[row + 1])],
  );
}

describe('fan_out', () => {
  const sorted = (targets: number[]) => [...new Set(targets)].sort((a, b) => a - b);

  it('reaches so many different neurons, and not itself', () => {
    const rows = targetsOf(network(part('cells', 0, 40), part('cells', 0, 40), { fan_out: 7 }), 1);
    expect(rows).toHaveLength(40);
    rows.forEach((targets, own) => {
      expect(targets).toHaveLength(7);
      expect(targets).toEqual(sorted(targets));
      expect(targets).not.toContain(own);
      for (const target of targets) expect(target).toBeLessThan(40);
    });
  });

  it('reaches all others at the most', () => {
    const rows = targetsOf(network(part('cells', 5, 9), part('cells', 0, 20), { fan_out: 19 }), 1);
    rows.forEach((targets, i) => {
      const others = Array.from({ length: 20 }, (_, k) => k).filter((k) => k !== i + 5);
      expect(targets).toEqual(others);
    });
  });

  it('reaches each alike', () => {
    const reached = new Array(40).fill(0);
    for (let seed = 0; seed < 100; seed++) {
      const spec = network(part('eyes', 0, 50), part('cells', 0, 40), { fan_out: 8 });
      for (const target of targetsOf(spec, seed).flat()) reached[target] += 1;
    }
    // 1000 each in the mean, with a standard deviation of 28
    for (const count of reached) expect(Math.abs(count - 1000)).toBeLessThan(140);
  });

  it('draws the same by the same seed, and something else by another', () => {
    const spec = network(part('eyes', 0, 50), part('cells', 0, 40), { fan_out: 8 });
    expect(targetsOf(spec, 3)).toEqual(targetsOf(spec, 3));
    expect(targetsOf(spec, 3)).not.toEqual(targetsOf(spec, 4));
  });

  it.each([
    ['more than there are', part('eyes', 0, 50), { fan_out: 41 }, 'LIMIT_EXCEEDED'],
    ['more than the others', part('cells', 0, 2), { fan_out: 40 }, 'LIMIT_EXCEEDED'],
    ['a chance too', part('eyes', 0, 50), { fan_out: 4, probability: 0.5 }, 'DESCRIPTION_INVALID'],
  ])('refuses %s', (_, from, options, code) => {
    const problems = new Problems();
    checkNetwork(network(from, part('cells', 0, 40), options), 'fan-out', problems);
    expect(() => problems.throwIfAny()).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            code,
            path: `fan-out › synapses › 0 (${from.population} → cells) › fan_out`,
          }),
        ],
      }),
    );
  });
});
