/** Reward in plain data: what each kind of term is worth. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import { checkTerms, makeTerms, type TermSpec, termsSchema } from '../../src/reward/index.js';

const sensors = ['left', 'right'];

function worth(terms: readonly TermSpec[], now: number[], before = now): number {
  return makeTerms(terms, sensors)(Float64Array.from(now), Float64Array.from(before));
}

describe('terms', () => {
  it('value counts the value in scales', () => {
    expect(worth([{ kind: 'value', sensor: 'right' }], [1, 3])).toBe(3);
    expect(worth([{ kind: 'value', sensor: 'left', scale: 4, weight: -2 }], [6, 0])).toBe(-3);
  });

  it('change counts what was gained since the tick before', () => {
    const term: TermSpec = { kind: 'change', sensor: 'left', scale: 0.5 };
    expect(worth([term], [3, 0], [2, 0])).toBe(2);
    expect(worth([term], [2, 0], [3, 0])).toBe(-2);
  });

  it('near is whole at the target and half at one scale off, to both sides', () => {
    const term: TermSpec = { kind: 'near', sensor: 'left', target: 5, scale: 2, weight: 3 };
    expect(worth([term], [5, 0])).toBe(3);
    expect(worth([term], [7, 0])).toBe(1.5);
    expect(worth([term], [3, 0])).toBe(1.5);
    expect(worth([term], [9, 0])).toBeCloseTo(0.6, 12);
  });

  it('add up; one whose sensor has no value counts 0', () => {
    const terms: TermSpec[] = [
      { kind: 'value', sensor: 'left' },
      { kind: 'value', sensor: 'right', weight: 10 },
      { kind: 'change', sensor: 'right' },
    ];
    expect(worth(terms, [1, 2])).toBe(21);
    expect(worth(terms, [1, Number.NaN])).toBe(1);
    expect(worth(terms, [1, 2], [Number.NaN, Number.NaN])).toBe(21);
  });

  it('name sensors that the robot has, with a hint for a slip', () => {
    const problems = new Problems();
    const terms: TermSpec[] = [
      { kind: 'value', sensor: 'righ' },
      { kind: 'value', sensor: 'left' },
    ];
    checkTerms(terms, sensors, 'rover › reward › signal', problems);
    expect(problems.list).toEqual([
      {
        code: 'NAME_UNKNOWN',
        path: 'rover › reward › signal › 0 › sensor',
        got: "'righ'",
        allowed: 'one of left, right',
        remedy: "name a sensor of the robot. Did you mean 'right'?",
      },
    ]);
  });

  it('are strict', () => {
    expect(termsSchema.safeParse([]).success).toBe(false);
    expect(termsSchema.safeParse([{ kind: 'near', sensor: 'left' }]).success).toBe(false);
    expect(termsSchema.safeParse([{ kind: 'value', sensor: 'left', target: 1 }]).success).toBe(
      false,
    );
    expect(termsSchema.safeParse([{ kind: 'value', sensor: 'left' }]).success).toBe(true);
  });
});
