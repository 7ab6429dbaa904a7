/** The linear critic: contract, TD(lambda) on the random walk, scaling, refusals. */
import { describe, expect, it } from 'vitest';
import { linear, makeCritic } from '../../src/reward/index.js';
import { criticContract, walkContract } from '../contract/critic.js';
import { problemsOf } from '../setup/problems.js';

const context = { cues: 2, tick_ms: 10 };

for (const normalised of [false, true]) {
  const learning_rate = normalised ? 0.2 : 0.1;
  const spec = linear({ learning_rate, horizon_s: 0.2, normalised });
  criticContract(`linear, ${normalised ? 'normalised' : 'plain'}`, {
    make: (given) => makeCritic(spec, given),
    context,
    settles_ticks: 4000,
    episodes: true,
  });
  for (const trace_s of [0, 0.02]) {
    walkContract(`linear, ${normalised ? 'normalised' : 'plain'}, trace ${trace_s} s`, () => {
      const rate = normalised ? 0.05 : 0.01;
      const walker = { learning_rate: rate, horizon_s: 1e9, trace_s, normalised, bias: false };
      return makeCritic(linear(walker), { cues: 5, tick_ms: 10 });
    });
  }
}

describe('linear', () => {
  it('learns a value that is linear in a cue, and tells it between what it saw', () => {
    const spec = linear({ ranges: [[0, 10]], learning_rate: 0.05, horizon_s: 1e9, trace_s: 0 });
    const critic = makeCritic(spec, { cues: 1, tick_ms: 10 });
    // Episodes of one step whose reward is 0.1 times the cue.
    for (let episode = 0; episode < 3000; episode++) {
      const value = [0, 4, 10][episode % 3] as number;
      critic.learn(0, Float64Array.of(value), false);
      critic.learn(0.1 * value, Float64Array.of(value), true);
    }
    critic.learn(0, Float64Array.of(7), false);
    expect(critic.learn(0, Float64Array.of(7), true)).toBeCloseTo(-0.7, 6);
  });

  it('lets traces of what stands grow, and credits by them', () => {
    // gamma lambda one half: the trace of a standing cue is 1, 1.5, 1.75 ...
    const trace_s = 0.01 / Math.log(2);
    const spec = linear({ learning_rate: 0.1, horizon_s: 1e9, trace_s, bias: false });
    const critic = makeCritic(spec, { cues: 1, tick_ms: 10 });
    const learn = (reward: number, ends = false) => critic.learn(reward, Float64Array.of(1), ends);
    learn(0);
    learn(0);
    learn(0);
    learn(1, true);
    expect(critic.state[0]).toBeCloseTo(0.175, 9);
  });

  it('lets go of traces that have faded', () => {
    const spec = linear({ learning_rate: 0.1, horizon_s: 0.1, bias: false });
    const critic = makeCritic(spec, { cues: 2, tick_ms: 10 });
    for (let tick = 0; tick < 300; tick++) {
      critic.learn(0, Float64Array.of(tick === 0 ? -1 : 0, 1), false);
    }
    expect(critic.state[2]).toBe(0);
    expect(critic.state[3]).toBeGreaterThan(0);
  });

  it('clips cues to their range', () => {
    const spec = linear({ ranges: [[0, 10]], learning_rate: 0.1, horizon_s: 0.1 });
    const learn = (top: number) => {
      const critic = makeCritic(spec, { cues: 1, tick_ms: 10 });
      return Array.from({ length: 50 }, (_, tick) =>
        critic.learn(1, Float64Array.of(tick % 2 === 0 ? top : 5), false),
      );
    };
    expect(learn(1e9)).toEqual(learn(10));
  });

  it('normalised, learns as fast from a cue that stays small', () => {
    const learned = (size: number, normalised: boolean) => {
      const spec = { learning_rate: 0.2, horizon_s: 1e9, trace_s: 0, bias: false, normalised };
      const critic = makeCritic(linear(spec), { cues: 1, tick_ms: 10 });
      let error = 0;
      for (let episode = 0; episode < 20; episode++) {
        critic.learn(0, Float64Array.of(size), false);
        error = critic.learn(1, Float64Array.of(size), true);
      }
      return 1 - error;
    };
    expect(learned(0.1, true)).toBeCloseTo(learned(1, true), 9);
    expect(learned(0.1, false)).toBeLessThan(0.1);
  });

  it('refuses ranges that do not suit its cues, all at once', () => {
    const spec = linear({ ranges: [[1, 1]], learning_rate: 0.1, horizon_s: 1, trace_s: 3 });
    const problems = problemsOf(() => makeCritic(spec, context));
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['NUMBER_NOT_HELD', 'linear › trace_s'],
      ['DESCRIPTION_INVALID', 'linear › ranges'],
      ['RANGE_REVERSED', 'linear › ranges › 0'],
    ]);
  });
});
