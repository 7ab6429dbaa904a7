/** The twenty patterns: the references repeat the golden numbers, and the core the references. */
import { describe, expect, it } from 'vitest';
import { galleryFigure, runPatterns } from '../../src/cells/gallery.js';
import { patterns } from '../../src/cells/patterns.js';
import { referenceOf } from '../../src/cells/reference/index.js';
import { izhikevich } from '../../src/network/kinds/izhikevich.js';
import { type CellSpec, neuronSchema } from '../../src/network/neuron.js';
import { drawFigure } from '../../src/plot/figure.js';
import { patternEnds, patternGold } from './golden.js';

function spikesOfReference({ cell, tick_ms, duration_ms, current }: (typeof patterns)[0]) {
  const reference = referenceOf(neuronSchema.parse(izhikevich(1, cell)) as CellSpec, tick_ms);
  const times = Array.from(
    { length: Math.round(duration_ms / tick_ms) + 1 },
    (_, i) => i * tick_ms,
  );
  return times.filter((time) => reference.tick(current(time) * tick_ms));
}

describe('the twenty patterns', () => {
  it.each(patterns.map((pattern) => [pattern.letter, pattern.name, pattern] as const))(
    '%s (%s) in doubles are the golden numbers',
    (letter, _, pattern) => {
      const [count, times] = patternGold[letter] as (typeof patternGold)[string];
      const found = spikesOfReference(pattern);
      expect(found.length).toBe(count);
      times.forEach((time, i) => {
        expect(found[i]).toBeCloseTo(time, 6);
      });
      if (patternEnds[letter]) expect(found.at(-1)).toBeCloseTo(patternEnds[letter], 6);
    },
  );

  const shown = runPatterns();

  it.each(shown.map((one) => [one.pattern.letter, one.pattern.name, one] as const))(
    '%s (%s) in fixed point keep count and time',
    (_, __, { agreement }) => {
      expect(agreement.fixed).toBe(agreement.double);
      expect(agreement.largest_ms).toBeLessThanOrEqual(1);
    },
  );

  it('shift by 0.1 ms at most on the mean over all spikes', () => {
    const spikes = shown.reduce((sum, { agreement }) => sum + agreement.double, 0);
    const shifts = shown.reduce((sum, { agreement }) => {
      return sum + agreement.mean_ms * agreement.double;
    }, 0);
    expect(spikes).toBe(111);
    expect(shifts / spikes).toBeLessThanOrEqual(0.1);
    // H alone shifts: it makes a tick of 1e-7 within ten spikes, in doubles too.
    const moved = shown.filter(({ agreement }) => agreement.largest_ms > 0);
    expect(moved.map(({ pattern }) => pattern.letter)).toEqual(['H']);
  });

  it('stand in one picture, each with its numbers', () => {
    const svg = drawFigure(galleryFigure(shown));
    for (const { letter, name } of patterns) expect(svg).toContain(`${letter}  ${name}<`);
    expect(svg.match(/<polyline/g)?.length).toBe(3 * 20);
  });
});
