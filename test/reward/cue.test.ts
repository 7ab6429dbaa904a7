/** The cue critic: contract, one mean for each situation, refusals. */
import { describe, expect, it } from 'vitest';
import { cue, makeCritic } from '../../src/reward/index.js';
import { criticContract } from '../contract/critic.js';
import { problemsOf } from '../setup/problems.js';

const context = { cues: 2, tick_ms: 10 };
const spec = cue({ cuts: [[0], [-0.5, 0.5]], learning_rate: 0.1 });

criticContract('cue', {
  make: (given) => makeCritic(spec, given),
  context,
  settles_ticks: 100,
  episodes: true,
});

describe('cue', () => {
  it('expects in each box what came one tick after it', () => {
    const critic = makeCritic(spec, context);
    // Two situations in turn: after A comes 1, after B comes -0.5.
    const [a, b] = [Float64Array.of(-1, 0), Float64Array.of(1, 0)];
    let errors: number[] = [];
    for (let round = 0; round < 200; round++) {
      errors = [critic.learn(-0.5, a, false), critic.learn(1, b, false)];
    }
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(1e-6);
    expect(critic.learn(0, a, false)).toBeCloseTo(0.5, 6);
  });

  it('keeps boxes that meet at a cut apart; the cut belongs to the box above', () => {
    const critic = makeCritic(cue({ cuts: [[0]], learning_rate: 1 }), { cues: 1, tick_ms: 10 });
    const visit = (value: number) => {
      critic.learn(0, Float64Array.of(value), false);
      return critic.learn(1, Float64Array.of(value), true);
    };
    expect(visit(-1e-9)).toBe(1);
    expect(visit(0)).toBe(1);
    expect(visit(5)).toBe(0);
    expect(visit(-5)).toBe(0);
  });

  it('refuses cuts that do not suit its cues, all at once', () => {
    const wrong = cue({ cuts: [[1, 0], [], [2, 2]], learning_rate: 0.1 });
    expect(problemsOf(() => makeCritic(wrong, context))).toEqual([
      {
        code: 'DESCRIPTION_INVALID',
        path: 'cue › cuts',
        got: '3 entries',
        allowed: '2, one for each cue',
        remedy: 'give cuts one entry for each cue, in their order',
      },
      {
        code: 'RANGE_REVERSED',
        path: 'cue › cuts › 0',
        got: '[1, 0]',
        allowed: 'ascending cuts',
        remedy: 'sort the cuts',
      },
      {
        code: 'RANGE_REVERSED',
        path: 'cue › cuts › 2',
        got: '[2, 2]',
        allowed: 'ascending cuts',
        remedy: 'sort the cuts',
      },
    ]);
  });
});
