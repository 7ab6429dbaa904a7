/** Spiny cells with D1 and D2 receptors: rate against current, with and without dopamine. */
import { describe, expect, it } from 'vitest';
import { respond } from '../../src/cells/response.js';
import { type SpinyChanges, spinyD1, spinyD2 } from '../../src/cells/striatal.js';
import { spinyCurrents_pa, spinyGold } from './golden.js';

const phi = 0.8;
const cells = {
  none: spinyD1.spec,
  d1: (count: number, changes: SpinyChanges) => spinyD1.spec(count, { phi, ...changes }),
  d2: (count: number, changes: SpinyChanges) => spinyD2.spec(count, { phi, ...changes }),
};

/** Spikes in one second at each current. */
function responses(name: keyof typeof cells, half_steps: boolean) {
  return spinyCurrents_pa.map((current_pa) => {
    const cell = cells[name](1, { current_pa, half_steps });
    // 10 000 ticks: respond() counts the tick at the end as well
    return respond(cell, { tick_ms: 0.1, duration_ms: 999.9, current: () => 0 });
  });
}

describe.each(['none', 'd1', 'd2'] as const)('spiny cells with %s', (name) => {
  const gold = spinyGold[name];

  it('give the golden numbers in doubles', () => {
    const counts = responses(name, false).map(({ double }) => double.spikes_ms.length);
    expect(counts).toEqual(gold);
  });

  it.each([false, true])('are within one spike in fixed point, half steps: %s', (half_steps) => {
    responses(name, half_steps).forEach(({ fixed }, i) => {
      expect(Math.abs(fixed.spikes_ms.length - (gold[i] as number))).toBeLessThanOrEqual(1);
    });
  });
});

describe('spiny cells', () => {
  it('without dopamine are the same cell', () => {
    const { modulation: _, ...d1 } = spinyD1.spec(7);
    const { modulation: __, ...d2 } = spinyD2.spec(7);
    expect(d2).toEqual(d1);
  });
});
