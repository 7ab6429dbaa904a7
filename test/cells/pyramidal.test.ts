/** Layer-5 pyramidal cells: the table of coincidence, at ticks of 0.1 and 1 ms, in both cells. */
import { describe, expect, it } from 'vitest';
import { coincide } from '../../src/cells/coincidence.js';
import {
  type CellType,
  layer5Pyramidal,
  layer5PyramidalCheap,
  regularSpiking,
} from '../../src/cells/index.js';
import { branchUnitOf, portraitFigure, portray } from '../../src/cells/portrait.js';
import { drawFigure } from '../../src/plot/figure.js';

const cases = [layer5Pyramidal, layer5PyramidalCheap].flatMap((type) => {
  return [0.1, 1].map((tick_ms) => [type.name, tick_ms, type as CellType] as const);
});

/** The least current into the dendrite of which the cell bursts, in 20ths of what is shown. */
function leastOf({ spec, coincidence }: CellType, soma: number, tick_ms: number): number {
  const { dendrite, branch } = coincidence as NonNullable<CellType['coincidence']>;
  for (let twentieth = 1; twentieth <= 60; twentieth++) {
    const of = { dendrite, soma, branch: (branch * twentieth) / 20 };
    const [, , both] = coincide(spec(1), of, tick_ms).cases;
    if ((both?.agreement.fixed ?? 0) >= 2) return of.branch;
  }
  return Number.POSITIVE_INFINITY;
}

describe.each(cases)('%s at %d ms', (_, tick_ms, type) => {
  const coincidence = type.coincidence as NonNullable<CellType['coincidence']>;
  const coincided = coincide(type.spec(1), coincidence, tick_ms);

  it('spikes once of the soma, never of the dendrite, three times of both', () => {
    const counts = coincided.cases.map(({ agreement: { double, fixed } }) => [double, fixed]);
    expect(counts).toEqual([
      [1, 1],
      [0, 0],
      [3, 3],
    ]);
    for (const { agreement } of coincided.cases) {
      expect(agreement.largest_ms).toBeLessThanOrEqual(tick_ms);
    }
  });

  it('bursts where the dendrite begins 25 ms before to 5 ms after the soma alone', () => {
    for (const { shift_ms, double, fixed } of coincided.window) {
      expect(double, String(shift_ms)).toBe(fixed);
      expect(fixed >= 2, String(shift_ms)).toBe(shift_ms >= -25 && shift_ms <= 5);
    }
  });
});

describe('the threshold of the dendrite', () => {
  it.each([layer5Pyramidal, layer5PyramidalCheap] as CellType[])('falls by half, $name', (type) => {
    const alone = leastOf(type, 0, 1);
    const together = leastOf(type, type.coincidence?.soma ?? 0, 1);
    expect(alone).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(together).toBeLessThanOrEqual(0.5 * alone);
  });
});

describe('their portraits', () => {
  it('draw soma and dendrite alone and together, in their units', () => {
    const portrait = portray(layer5Pyramidal, {}, 1);
    expect(portrait.unit).toBe('pA');
    expect(branchUnitOf(portrait)).toBe('pA');
    const svg = drawFigure(portraitFigure(portrait));
    for (const words of ['soma alone', 'dendrite alone', 'both together', 'Payeur']) {
      expect(svg).toContain(words);
    }
    expect(branchUnitOf(portray(layer5PyramidalCheap, {}, 1))).toBe('mV/ms');
  });

  it('are as before for cells without dendrites', () => {
    const portrait = portray(regularSpiking, {}, 1);
    expect(portrait.coincided).toBeUndefined();
    expect(drawFigure(portraitFigure(portrait))).not.toContain('dendrite');
  });
});
