/** Distributions draw what they say, within their bounds, and the same for the same seed. */
import { describe, expect, it } from 'vitest';
import {
  constant,
  type Distribution,
  gamma,
  list,
  lognormal,
  logUniform,
  normal,
  Sampler,
  support,
  uniform,
} from '../../src/network/distribution.js';
import { RandomStream } from '../../src/random.js';

function draws(distribution: Distribution, count = 20000, seed = 3): Float64Array {
  const sampler = new Sampler(distribution, new RandomStream(seed, 'draws'));
  return Float64Array.from({ length: count }, () => sampler.next());
}

function moments(values: Float64Array): { mean: number; std: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0) / values.length;
  return { mean, std: Math.sqrt(variance) };
}

describe('moments', () => {
  const cases: [string, Distribution, mean: number, std: number][] = [
    ['a number', 7, 7, 0],
    ['constant', constant(7), 7, 0],
    ['uniform', uniform(2, 8), 5, 6 / Math.sqrt(12)],
    ['log-uniform', logUniform(1, Math.E ** 2), (Math.E ** 2 - 1) / 2, 1.7877],
    ['normal', normal({ mean: -3, std: 2 }), -3, 2],
    ['lognormal', lognormal({ mean: 20, std: 10 }), 20, 10],
    ['gamma, shape 3', gamma({ shape: 3, mean: 20 }), 20, 20 / Math.sqrt(3)],
    ['gamma, shape 0.5', gamma({ shape: 0.5, mean: 4 }), 4, 4 / Math.sqrt(0.5)],
    ['list', list([1, 2, 6]), 3, Math.sqrt(14 / 3)],
  ];

  it.each(cases)('of %s', (_, distribution, mean, std) => {
    const found = moments(draws(distribution));
    // four standard errors of the mean, and 5 % of the spread
    expect(Math.abs(found.mean - mean)).toBeLessThanOrEqual((4 * std) / Math.sqrt(20000) + 1e-3);
    expect(Math.abs(found.std - std)).toBeLessThanOrEqual(0.05 * std);
  });

  it('a bell has the tails of a bell', () => {
    const values = draws(normal({ mean: 0, std: 1 }), 100000);
    const beyond = (limit: number) => values.filter((v) => Math.abs(v) > limit).length / 100000;
    expect(beyond(1)).toBeCloseTo(0.3173, 2);
    expect(beyond(3)).toBeGreaterThan(0.0018);
    expect(beyond(3)).toBeLessThan(0.0036);
  });
});

describe('bounds', () => {
  const bounds = { min: 10, max: 25 };
  it.each([
    normal({ mean: 20, std: 10, ...bounds }),
    lognormal({ mean: 20, std: 10, ...bounds }),
    gamma({ shape: 3, mean: 20, ...bounds }),
  ])('no draw lies outside: $kind', (distribution) => {
    const values = draws(distribution);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...values)).toBeLessThanOrEqual(25);
    // drawn again, not cut: hardly any lies on a bound
    expect(values.filter((v) => v === 10 || v === 25).length).toBe(0);
    expect(support(distribution)).toEqual([10, 25]);
  });

  it('open ends are closed by whoever draws', () => {
    const sampler = new Sampler(gamma({ shape: 1, mean: 1 }), new RandomStream(1, 'x'), [0.5, 2]);
    const values = Float64Array.from({ length: 2000 }, () => sampler.next());
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...values)).toBeLessThanOrEqual(2);
  });

  it('a mean that can hardly be drawn ends at the bound', () => {
    const far = normal({ mean: 1000, std: 0, max: 5 });
    expect(draws(far, 3)).toEqual(Float64Array.of(5, 5, 5));
  });
});

describe('seeds', () => {
  const each = [uniform(0, 1), normal({ mean: 0, std: 1 }), gamma({ shape: 2, mean: 1 })];
  it.each(each)('the same seed draws the same, another does not: $kind', (distribution) => {
    expect(draws(distribution, 50, 1)).toEqual(draws(distribution, 50, 1));
    expect(draws(distribution, 50, 1)).not.toEqual(draws(distribution, 50, 2));
  });

  it('a list goes round', () => {
    expect(draws(list([3, 1, 2]), 5)).toEqual(Float64Array.of(3, 1, 2, 3, 1));
  });
});
