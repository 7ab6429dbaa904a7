/** Figures: scales, ticks, and lines that keep every corner. */
import { describe, expect, it } from 'vitest';
import { drawFigure, type Figure } from '../../src/plot/figure.js';
import { linearScale, rangeOf } from '../../src/plot/scale.js';
import { polyline } from '../../src/plot/svg.js';

const labels = (range: readonly [number, number], most: number) =>
  linearScale(range, [0, 100])
    .ticks(most)
    .map(({ label }) => label);

describe('a scale', () => {
  it('has ticks at round numbers, no more than asked', () => {
    expect(labels([0, 100], 3)).toEqual(['0', '50', '100']);
    expect(labels([-84, 42], 4)).toEqual(['−50', '0']);
    expect(labels([0, 0.7], 5)).toEqual(['0.0', '0.2', '0.4', '0.6']);
    expect(labels([-3, 3], 9)).toEqual(['−3', '−2', '−1', '0', '1', '2', '3']);
  });

  it('maps its ends to the ends of the pixels, and holds what lies beyond', () => {
    const scale = linearScale([-10, 10], [200, 100]);
    expect([-10, 0, 10, 99].map(scale.at)).toEqual([200, 150, 100, 100]);
  });

  it('is never empty', () => {
    expect(rangeOf([])).toEqual([0, 1]);
    expect(rangeOf([5, 5])).toEqual([4.6, 5.4]);
    expect(rangeOf([0, 10], 0.1)).toEqual([-1, 11]);
  });
});

describe('a line', () => {
  const pointsOf = (points: readonly (readonly [number, number])[]) =>
    /points="([^"]*)"/.exec(polyline(points, {}))?.[1];

  it('leaves out what a straight line passes anyhow, and keeps every corner', () => {
    const step = Array.from({ length: 1000 }, (_, i) => [i / 100, i < 500 ? 0 : 7] as const);
    expect(pointsOf(step)).toBe('0,0 5,0 5,7 10,7');
    expect(
      pointsOf([
        [0, 0],
        [0, 9],
        [0, 3],
      ]),
    ).toBe('0,0 0,9 0,3');
  });
});

describe('a figure', () => {
  const figure: Figure = {
    title: 'a < b & c',
    words: ['one'],
    columns: 2,
    panel: { width: 300, height: 200 },
    looks: { line: { name: 'a line', colour: '#123456', width: 2 } },
    panels: ['first', 'second', 'third'].map((title) => ({
      title,
      x: 'time / ms',
      range: [0, 10],
      plots: [{ y: 'v / mV', height: 1, traces: [{ x: [0, 10], y: [-5, 5], look: 'line' }] }],
    })),
  };

  it('holds every panel with its axes and units', () => {
    const svg = drawFigure(figure);
    expect(svg).toMatch(/^<svg [^>]*width="632" height="504"/);
    expect(svg).toContain('a &lt; b &amp; c');
    expect(svg.match(/>time \/ ms</g)?.length).toBe(3);
    expect(svg.match(/>v \/ mV</g)?.length).toBe(3);
    expect(svg.match(/<polyline[^>]*stroke="#123456"/g)?.length).toBe(3);
  });
});
