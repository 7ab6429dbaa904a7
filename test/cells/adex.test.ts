/** Naud's patterns of the adaptive exponential cell: counts, and intervals between spikes. */
import { describe, expect, it } from 'vitest';
import { referenceOf } from '../../src/cells/reference/index.js';
import { respond } from '../../src/cells/response.js';
import { adex } from '../../src/network/kinds/adex.js';
import { type CellSpec, neuronSchema } from '../../src/network/neuron.js';
import { type Naud, naud } from './golden.js';

const DURATION_MS = 600;
const cases = naud.map((pattern) => [pattern.name, pattern] as const);

/** Spike times of the reference with such steps in a tick of 0.1 ms. */
function reference({ cell, current_pa }: Naud, step_ms: number): number[] {
  const one = referenceOf(neuronSchema.parse(adex(1, { ...cell, step_ms })) as CellSpec, 0.1);
  const times = Array.from({ length: DURATION_MS * 10 }, (_, i) => i / 10);
  return times.filter(() => one.tick((0.1 * current_pa) / cell.capacitance_pf));
}

function spikes({ cell, current_pa }: Naud, tick_ms: number, step_ms: number) {
  const cells = adex(1, { ...cell, step_ms });
  return respond(cells, { tick_ms, duration_ms: DURATION_MS, current: () => current_pa }).fixed
    .spikes_ms;
}

function intervals(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => time - (times[i] as number));
}

describe('the patterns of Naud', () => {
  it.each(cases)('%s in doubles has the golden counts', (_, pattern) => {
    expect(reference(pattern, 0.01).length).toBe(pattern.spikes[0]);
    expect(reference(pattern, 0.1).length).toBe(pattern.spikes[1]);
  });

  it.each(cases)('%s in fixed point has these counts, and intervals within 5 %%', (_, pattern) => {
    const found = spikes(pattern, 0.1, 0.01);
    const gold = reference(pattern, 0.01);
    expect(Math.abs(found.length - pattern.spikes[0])).toBeLessThanOrEqual(1);
    const wanted = intervals(gold);
    intervals(found)
      .slice(0, wanted.length)
      .forEach((interval, i) => {
        expect(Math.abs(interval / (wanted[i] as number) - 1)).toBeLessThanOrEqual(0.05);
      });
  });

  it.each(cases)(
    '%s keeps its counts with steps of 0.1 ms, at a tick of 1 ms too',
    (_, pattern) => {
      for (const tick_ms of [0.1, 1]) {
        const { length } = spikes(pattern, tick_ms, 0.1);
        expect(Math.abs(length - pattern.spikes[1])).toBeLessThanOrEqual(1);
      }
    },
  );
});
