/** The rate encoder: contract, rates that are what they say, and what it refuses. */
import { describe, expect, it } from 'vitest';
import type { EncoderContext } from '../../src/encode/encoder.js';
import { encoderSchema, makeEncoder, type RateSpec, rate } from '../../src/encode/index.js';
import type { Slice } from '../../src/handle.js';
import { encoderContract } from '../contract/encoder.js';
import { problemsOf } from '../setup/problems.js';
import { context, into, rasterOf, ratesOf_hz } from './bench.js';

const make = (spec: RateSpec) => (given: EncoderContext) => makeEncoder(spec, given);
const whole = { first: 0, count: 8 };

encoderContract('rate', {
  make: make(rate(into, { max_hz: 80 })),
  context,
  monotone: [{ ...whole, direction: 1 }],
});
encoderContract('rate by chance', {
  make: make(rate(into, { max_hz: 60, pattern: 'poisson' })),
  context,
  monotone: [{ ...whole, direction: 1 }],
});
encoderContract('inverted rate', {
  make: make(rate(into, { max_hz: 80, inverted: true })),
  context,
  monotone: [{ ...whole, direction: -1 }],
});

describe('rate', () => {
  it('is max_hz at the top of the range, half of it in the middle, 0 at the bottom', () => {
    const spec = rate(into, { max_hz: 80 });
    const at = (value: number) => ratesOf_hz(spec, value);
    expect(at(context.max).every((hz) => Math.abs(hz - 80) < 0.2)).toBe(true);
    expect(at(5).every((hz) => Math.abs(hz - 40) < 0.2)).toBe(true);
    expect(at(context.min)).toEqual(new Array(8).fill(0));
  });

  it('by chance has the mean and the variance of chance', () => {
    const rates = ratesOf_hz(rate(into, { max_hz: 60, pattern: 'poisson' }), context.max, 100_000);
    // 0.6 spikes a tick over 100,000 ticks: a standard deviation of 0.15 Hz.
    for (const hz of rates) expect(Math.abs(hz - 60)).toBeLessThan(0.75);
    expect(new Set(rates).size).toBeGreaterThan(1);
  });

  it('by chance draws apart for every slice and every seed', () => {
    const raster = (slice: Slice, seed: number) => {
      const encoder = makeEncoder(rate(slice, { max_hz: 50, pattern: 'poisson' }), {
        ...context,
        seed,
      });
      return rasterOf(encoder, new Array(20).fill(context.max)).join(' ');
    };
    const drawn = [
      raster(into, 5),
      raster(into, 6),
      raster({ ...into, first: 24 }, 5),
      raster({ ...into, population: 'tail' }, 5),
    ];
    expect(new Set(drawn).size).toBe(4);
  });

  it('spreads the spikes of its neurons over time', () => {
    const encoder = makeEncoder(rate(into, { max_hz: 12.5 }), context);
    const perTick = Array.from({ length: 800 }, (_, tick) => {
      const spikes = new Uint8Array(8);
      encoder.encode(context.max, tick, spikes, 0);
      return spikes.reduce((sum, bit) => sum + bit, 0);
    });
    expect(Math.max(...perTick)).toBe(1);
  });

  it('is the same from JSON, and refuses what it does not know', () => {
    const spec = rate(into, { max_hz: 80, inverted: true });
    expect(encoderSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    expect(encoderSchema.safeParse({ ...spec, max_hz: -1 }).success).toBe(false);
    expect(encoderSchema.safeParse({ ...spec, maximum: 1 }).success).toBe(false);
  });

  it('refuses more than a spike a tick', () => {
    expect(problemsOf(() => makeEncoder(rate(into, { max_hz: 150 }), context))).toEqual([
      {
        code: 'NUMBER_NOT_HELD',
        path: 'rate › max_hz',
        got: '150 Hz',
        allowed: 'at most 100 Hz, one spike a tick of 10 ms',
        remedy: 'lower max_hz, or shorten tick_ms',
      },
    ]);
  });
});
