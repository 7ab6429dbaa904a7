/** The latency encoder: contract, when it spikes, refusals. */
import { describe, expect, it } from 'vitest';
import { latency, makeEncoder } from '../../src/encode/index.js';
import { encoderContract } from '../contract/encoder.js';
import { problemsOf } from '../setup/problems.js';
import { context, into, rasterOf } from './bench.js';

encoderContract('latency', {
  make: (given) => makeEncoder(latency(into, { window_ms: 110, min_latency_ms: 20 }), given),
  context,
});

/** The ticks at which the slice spiked. */
function ticksOf(values: readonly number[], min_latency_ms = 0): number[] {
  return rasterOf(
    makeEncoder(latency(into, { window_ms: 110, min_latency_ms }), context),
    values,
  ).flatMap((row, tick) => (row === '11111111' ? [tick] : []));
}

describe('latency', () => {
  it('spikes once a window, the earlier the larger the value', () => {
    expect(ticksOf(new Array(33).fill(10))).toEqual([0, 11, 22]);
    expect(ticksOf(new Array(33).fill(7))).toEqual([3, 14, 25]);
    expect(ticksOf(new Array(33).fill(0))).toEqual([10, 21, 32]);
    expect(ticksOf(new Array(33).fill(10), 20)).toEqual([2, 13, 24]);
  });

  it('follows a value that changes within the window', () => {
    const rising = Array.from({ length: 11 }, (_, tick) => (tick < 4 ? 0 : 10));
    expect(ticksOf(rising)).toEqual([4]);
    const falling = Array.from({ length: 11 }, (_, tick) => (tick < 4 ? 10 : 0));
    expect(ticksOf(falling)).toEqual([0]);
  });

  it('refuses a window that leaves no room for a latency', () => {
    const spec = latency(into, { window_ms: 30, min_latency_ms: 20 });
    expect(problemsOf(() => makeEncoder(spec, context))).toEqual([
      {
        code: 'NUMBER_NOT_HELD',
        path: 'latency › window_ms',
        got: '30 ms with min_latency_ms 20 ms',
        allowed: 'at least two ticks of 10 ms after min_latency_ms',
        remedy: 'lengthen window_ms, or shorten min_latency_ms or tick_ms',
      },
    ]);
  });
});
