/** The rate decoder: contract, the value of a rate, its smoothing, refusals. */
import { describe, expect, it } from 'vitest';
import {
  decoderPopulations,
  decoderSchema,
  makeDecoder,
  type RateDecoderSpec,
  rateOf,
} from '../../src/decode/index.js';
import { decoderContract } from '../contract/decoder.js';
import { problemsOf } from '../setup/problems.js';
import { context, valuesOf } from './bench.js';

const arm = { population: 'arm' };
const alone = { ...context, counts: [10] };

const contract = (spec: RateDecoderSpec, rest: number) =>
  decoderContract(`rate ${JSON.stringify(spec.to ?? 'over the range')}`, {
    make: (given) => makeDecoder(spec, given),
    context: alone,
    rest,
  });
contract(rateOf(arm, { max_hz: 50 }), -20);
contract(rateOf(arm, { max_hz: 50, to: [5, -5], tau_ms: 30 }), 5);

describe('rate', () => {
  it('maps 0 to max_hz onto the range, and clips above', () => {
    const spec = rateOf(arm, { max_hz: 50, tau_ms: 0 });
    // One spike a tick among ten neurons is 10 Hz each.
    expect(valuesOf(spec, [0], 1, alone)).toEqual([-20]);
    expect(valuesOf(spec, [1], 1, alone)[0]).toBeCloseTo(-12, 12);
    expect(valuesOf(spec, [5], 1, alone)[0]).toBeCloseTo(20, 12);
    expect(valuesOf(spec, [10], 1, alone)).toEqual([20]);
  });

  it('maps onto `to`, falling where it falls', () => {
    const spec = rateOf(arm, { max_hz: 50, to: [4, 2], tau_ms: 0 });
    expect(valuesOf(spec, [0], 1, alone)).toEqual([4]);
    expect(valuesOf(spec, [10], 1, alone)).toEqual([2]);
  });

  it('smooths with its time constant', () => {
    const spec = rateOf(arm, { max_hz: 100, to: [0, 10], tau_ms: 100 });
    const values = valuesOf(spec, [10], 60, alone);
    expect(values[9]).toBeCloseTo(10 * (1 - Math.exp(-1)), 12);
    expect(values[19]).toBeCloseTo(10 * (1 - Math.exp(-2)), 12);
  });

  it('is the same from JSON and says what it reads', () => {
    const spec = rateOf(arm, { max_hz: 50, to: [5, -5] });
    expect(decoderSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    expect(decoderPopulations(spec)).toEqual(['arm']);
  });

  it("refuses values outside the actuator's range, all at once", () => {
    const spec = rateOf(arm, { max_hz: 50, to: [-21, 30] });
    const problems = problemsOf(() => makeDecoder(spec, alone));
    expect(problems.map(({ code, got }) => [code, got])).toEqual([
      ['NUMBER_NOT_HELD', '-21'],
      ['NUMBER_NOT_HELD', '30'],
    ]);
  });
});
