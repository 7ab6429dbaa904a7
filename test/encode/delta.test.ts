/** The delta encoder: contract, and spikes that add up to the change. */
import { describe, expect, it } from 'vitest';
import { delta, makeEncoder } from '../../src/encode/index.js';
import { RandomStream } from '../../src/random.js';
import { encoderContract } from '../contract/encoder.js';
import { problemsOf } from '../setup/problems.js';
import { context, into, rasterOf } from './bench.js';

encoderContract('delta', {
  make: (given) => makeEncoder(delta(into, { threshold: 0.25 }), given),
  context,
});

/** Net steps that a raster tells: ones in the first half minus ones in the second. */
function told(raster: readonly string[]): number {
  return raster
    .flatMap((row) => [...row].map((bit, neuron) => Number(bit) * (neuron < 4 ? 1 : -1)))
    .reduce((sum, step) => sum + step, 0);
}

describe('delta', () => {
  it('is silent while the value stays or moves less than the threshold', () => {
    const still = rasterOf(
      makeEncoder(delta(into, { threshold: 0.5 }), context),
      [3, 3, 3.4, 2.6, 3.4, 3],
    );
    expect(still).toEqual(new Array(6).fill('00000000'));
  });

  it('takes turns among the neurons of a half', () => {
    const up = rasterOf(
      makeEncoder(delta(into, { threshold: 0.5 }), context),
      [3, 3.5, 4, 4.5, 5, 5.5],
    );
    expect(up.slice(1)).toEqual(['10000000', '01000000', '00100000', '00010000', '10000000']);
    const down = rasterOf(makeEncoder(delta(into, { threshold: 0.5 }), context), [3, 2.5, 2]);
    expect(down.slice(1)).toEqual(['00001000', '00000100']);
  });

  it('pays a large jump over the ticks after, until it is paid', () => {
    const raster = rasterOf(
      makeEncoder(delta(into, { threshold: 1 }), context),
      [0, 10, 10, 10, 10, 10],
    );
    expect(raster.map((row) => told([row]))).toEqual([0, 4, 4, 2, 0, 0]);
  });

  it('owes nothing more once the value is back', () => {
    const raster = rasterOf(makeEncoder(delta(into, { threshold: 1 }), context), [0, 10, 4, 4]);
    expect(raster.map((row) => told([row]))).toEqual([0, 4, 0, 0]);
  });

  it('tells where the value is, within a threshold', () => {
    const random = new RandomStream(2, 'delta');
    let value = 5;
    const values = Array.from({ length: 500 }, () => {
      value = Math.min(10, Math.max(0, value + random.uniform() - 0.5));
      return value;
    });
    const raster = rasterOf(makeEncoder(delta(into, { threshold: 0.2 }), context), values);
    values.forEach((now, tick) => {
      const heard = (values[0] as number) + 0.2 * told(raster.slice(0, tick + 1));
      expect(Math.abs(heard - now)).toBeLessThan(0.2 + 1e-9);
    });
  });

  it('refuses a slice that has no halves', () => {
    const spec = delta(into, { threshold: 1 });
    expect(problemsOf(() => makeEncoder(spec, { ...context, count: 3 }))).toEqual([
      {
        code: 'SLICE_OUT_OF_RANGE',
        path: 'delta › into',
        got: '3 neurons',
        allowed: 'an even number, one half for each direction',
        remedy: 'drive 4 neurons, or 2',
      },
    ]);
  });
});
