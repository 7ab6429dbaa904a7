/** The opponent encoder: contract, two halves that treat both directions alike, refusals. */
import { describe, expect, it } from 'vitest';
import { makeEncoder, type OpponentSpec, opponent } from '../../src/encode/index.js';
import { encoderContract } from '../contract/encoder.js';
import { problemsOf } from '../setup/problems.js';
import { context, into, rasterOf, ratesOf_hz } from './bench.js';

for (const pattern of ['regular', 'poisson'] as const) {
  encoderContract(`opponent, ${pattern}`, {
    make: (given) => makeEncoder(opponent(into, { max_hz: 60, pattern }), given),
    context,
    monotone: [
      { first: 0, count: 4, direction: 1 },
      { first: 4, count: 4, direction: -1 },
    ],
  });
}

describe('opponent', () => {
  it('speaks with one half at a time, and with none at the center', () => {
    const spec = opponent(into, { max_hz: 80, center: 4 });
    expect(ratesOf_hz(spec, 7)).toEqual([40, 40, 40, 40, 0, 0, 0, 0]);
    expect(ratesOf_hz(spec, 2)).toEqual([0, 0, 0, 0, 40, 40, 40, 40]);
    expect(ratesOf_hz(spec, 4)).toEqual(new Array(8).fill(0));
  });

  it('says above and below in the same way, spike for spike', () => {
    const spec = opponent(into, { max_hz: 60 });
    const above = rasterOf(makeEncoder(spec, context), new Array(200).fill(8));
    const below = rasterOf(makeEncoder(spec, context), new Array(200).fill(2));
    expect(below.map((row) => row.slice(4) + row.slice(0, 4))).toEqual(above);
  });

  it('refuses an odd slice, a center at the edge and too high a rate, all at once', () => {
    const spec: OpponentSpec = opponent(into, { max_hz: 500, center: 10 });
    const problems = problemsOf(() => makeEncoder(spec, { ...context, count: 7 }));
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['NUMBER_NOT_HELD', 'opponent › max_hz'],
      ['SLICE_OUT_OF_RANGE', 'opponent › into'],
      ['NUMBER_NOT_HELD', 'opponent › center'],
    ]);
  });
});
