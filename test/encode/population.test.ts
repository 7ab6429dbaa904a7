/** The population encoder: contract, and receptive fields where they should be. */
import { describe, expect, it } from 'vitest';
import type { EncoderContext } from '../../src/encode/encoder.js';
import { makeEncoder, population } from '../../src/encode/index.js';
import { encoderContract } from '../contract/encoder.js';
import { problemsOf } from '../setup/problems.js';
import { context, into, ratesOf_hz } from './bench.js';

const make = (given: EncoderContext) => makeEncoder(population(into, { max_hz: 80 }), given);

encoderContract('population', {
  make,
  context,
  // The first neuron's centre is the bottom of the range, the last one's its top.
  monotone: [
    { first: 0, count: 1, direction: -1 },
    { first: 7, count: 1, direction: 1 },
  ],
});
encoderContract('population by chance', {
  make: (given) => makeEncoder(population(into, { max_hz: 80, pattern: 'poisson' }), given),
  context,
});
encoderContract('population of one', { make, context: { ...context, count: 1 } });

describe('population', () => {
  it('fires most in the neuron whose centre is nearest', () => {
    for (let neuron = 0; neuron < 8; neuron++) {
      const rates = ratesOf_hz(population(into, { max_hz: 80 }), (10 * neuron) / 7);
      expect(rates.indexOf(Math.max(...rates))).toBe(neuron);
      expect(rates[neuron]).toBeCloseTo(80, 0);
    }
  });

  it('overlaps as its width says, evenly to both sides', () => {
    const at = (width: number) => ratesOf_hz(population(into, { max_hz: 80, width }), 40 / 7);
    // Neurons off by one spacing: (1 - 1/4)² of 80 Hz for a width of 2.
    expect(at(2)).toEqual([0, 0, 0, 45, 80, 45, 0, 0]);
    expect(at(1)).toEqual([0, 0, 0, 0, 80, 0, 0, 0]);
    expect(at(4).filter((hz) => hz > 0).length).toBe(7);
  });

  it('tells values apart by ratios between neighbours', () => {
    const [low, high] = [5.2, 5.6].map((value) => {
      const rates = ratesOf_hz(population(into, { max_hz: 80 }), value);
      return (rates[4] as number) - (rates[3] as number);
    });
    expect(high as number).toBeGreaterThan((low as number) + 5);
  });

  it('refuses more than a spike a tick', () => {
    const problems = problemsOf(() => makeEncoder(population(into, { max_hz: 101 }), context));
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['NUMBER_NOT_HELD', 'population › max_hz'],
    ]);
  });
});
