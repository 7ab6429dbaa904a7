/** Estimates: how wrong predictions usually are, and how much more they have been lately. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import {
  checkEstimate,
  Estimate,
  type EstimateInput,
  estimateSchema,
} from '../../src/reward/index.js';

const TICK_MS = 10;

function estimateOf(spec: Partial<EstimateInput> & Pick<EstimateInput, 'from'>): Estimate {
  return new Estimate(estimateSchema.parse({ into: 'noradrenaline', ...spec }), TICK_MS);
}

/** What an estimate says of these errors, after each. */
function said(estimate: Estimate, errors: readonly number[]): number[] {
  return errors.map((error) => estimate.of(0, error));
}

describe('uncertainty', () => {
  it('is the mean size of errors, of whatever sign, from the first on', () => {
    const estimate = estimateOf({ from: 'uncertainty' });
    expect(said(estimate, [0.5, -0.5, 0.5])).toEqual([0.5, 0.5, 0.5]);
    expect(said(estimate, Array(97).fill(0)).at(-1)).toBeCloseTo(1.5 / 100, 12);
  });

  it('forgets with tau_s', () => {
    const estimate = estimateOf({ from: 'uncertainty', tau_s: 1, gain: 2 });
    said(estimate, Array(1000).fill(1));
    const later = said(estimate, Array(100).fill(0)).at(-1);
    expect(later).toBeCloseTo(2 * Math.exp(-1), 6);
  });
});

describe('surprise', () => {
  it('is none while errors are as they were', () => {
    const estimate = estimateOf({ from: 'surprise' });
    const errors = Array.from({ length: 2000 }, () => 0.3);
    expect(Math.max(...said(estimate, errors))).toBeLessThan(1e-12);
  });

  it('rises when they grow, by how much, and is over once they are usual', () => {
    const estimate = estimateOf({ from: 'surprise', tau_s: 60, recent_s: 1 });
    said(estimate, Array(30_000).fill(0.1));
    const changed = said(estimate, Array(60_000).fill(0.4));
    const most = Math.max(...changed);
    expect(most).toBeGreaterThan(0.6);
    expect(most).toBeLessThan(0.75);
    expect(changed.indexOf(most)).toBeLessThan(1000);
    expect(changed.at(-1)).toBeLessThan(0.01);
    expect(Math.max(...said(estimate, Array(1000).fill(0.1)))).toBeLessThan(0.01);
  });
});

describe('an estimate', () => {
  it('may be the reward or the error itself', () => {
    expect(estimateOf({ from: 'reward', gain: 3 }).of(0.5, 0.1)).toBe(1.5);
    expect(estimateOf({ from: 'error', gain: 3 }).of(0.5, -0.25)).toBe(-0.75);
  });

  it('tells nothing of what is not finite, and goes on', () => {
    const estimate = estimateOf({ from: 'uncertainty' });
    estimate.of(0, 0.5);
    expect(estimate.of(Number.NaN, Number.NaN)).toBe(0.5);
    expect(estimateOf({ from: 'reward' }).of(Number.NaN, 0)).toBe(0);
    estimate.reset();
    expect([...estimate.state]).toEqual([0, 0, 0]);
  });

  it('with a quicker mean that is slower is refused', () => {
    const problems = new Problems();
    const spec = estimateSchema.parse({ from: 'surprise', into: 'x', tau_s: 1, recent_s: 2 });
    checkEstimate(spec, 'here', problems);
    expect(problems.list).toMatchObject([{ code: 'RANGE_REVERSED', path: 'here › recent_s' }]);
  });
});
