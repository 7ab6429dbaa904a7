/** The push-pull decoder: contract, its equation, its symmetry, refusals. */

import { describe, expect, it } from 'vitest';
import { decoderPopulations, makeDecoder, pushPull } from '../../src/decode/index.js';
import { Handle } from '../../src/handle.js';
import { decoderContract } from '../contract/decoder.js';
import { problemsOf } from '../setup/problems.js';
import { context, valuesOf } from './bench.js';

const [left, right] = [{ population: 'left' }, { population: 'right' }];

decoderContract('push-pull', {
  make: (given) => makeDecoder(pushPull(left, right, { gain: 0.5 }), given),
  context,
  rest: 0,
});
decoderContract('push-pull off center', {
  make: (given) => makeDecoder(pushPull(left, right, { gain: -3, center: 8, tau_ms: 20 }), given),
  context: { ...context, counts: [4, 30] },
  rest: 8,
});

describe('push-pull', () => {
  it('is center plus gain times the difference of the rates', () => {
    const spec = pushPull(left, right, { gain: 0.2, center: 3, tau_ms: 0 });
    // 40 Hz and 10 Hz: 3 + 0.2 times 30.
    expect(valuesOf(spec, [4, 1], 1)[0]).toBeCloseTo(9, 12);
    expect(valuesOf(spec, [1, 4], 1)[0]).toBeCloseTo(-3, 12);
    expect(valuesOf(spec, [7, 7], 1)).toEqual([3]);
  });

  it('counts per neuron, so that a larger population does not pull harder', () => {
    const spec = pushPull(left, right, { gain: 0.2, tau_ms: 0 });
    expect(valuesOf(spec, [1, 2], 1, { ...context, counts: [10, 20] })).toEqual([0]);
  });

  it('rests at the safe value unless a center is given', () => {
    const still = { ...context, safe: -4 };
    expect(valuesOf(pushPull(left, right, { gain: 1 }), [0, 0], 1, still)).toEqual([-4]);
  });

  it('turns over exactly when its populations change places', () => {
    const one = valuesOf(pushPull(left, right, { gain: 0.3 }), [4, 1], 50);
    const other = valuesOf(pushPull(right, left, { gain: 0.3 }), [4, 1], 50);
    expect(decoderPopulations(pushPull(right, left, { gain: 1 }))).toEqual(['right', 'left']);
    expect(other).toEqual(one);
    const swapped = valuesOf(pushPull(left, right, { gain: 0.3 }), [1, 4], 50);
    expect(swapped).toEqual(one.map((value) => -value));
  });

  it('refuses a center outside the range', () => {
    const spec = pushPull(left, right, { gain: 1, center: 21 });
    expect(problemsOf(() => makeDecoder(spec, context))).toEqual([
      {
        code: 'NUMBER_NOT_HELD',
        path: 'push-pull › center',
        got: '21',
        allowed: "from -20 to 20, the actuator's range",
        remedy: 'keep center inside the range of the actuator',
      },
    ]);
  });
});

it('refuses a part of a population, which it could not read', () => {
  const left = new Handle('left', 0, 8);
  expect(() => pushPull(left.slice(0, 4), left, { gain: 1 })).toThrow(/SLICE_OUT_OF_RANGE/);
  expect(pushPull(left.slice(0), left, { gain: 1 }).plus).toBe('left');
});
