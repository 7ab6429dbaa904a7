/** The baseline critic: contract, and a running mean with the time constant that it names. */
import { describe, expect, it } from 'vitest';
import { baseline, criticSchema, makeCritic } from '../../src/reward/index.js';
import { criticContract } from '../contract/critic.js';

const context = { cues: 2, tick_ms: 10 };

criticContract('baseline', {
  make: (given) => makeCritic(baseline({ tau_s: 0.5 }), given),
  context,
  settles_ticks: 400,
  episodes: false,
});

describe('baseline', () => {
  it('forgets with its time constant', () => {
    const critic = makeCritic(baseline({ tau_s: 0.5 }), context);
    const cues = new Float64Array(2);
    const errors = Array.from({ length: 101 }, () => critic.learn(1, cues, false));
    expect(errors[0]).toBe(1);
    expect(errors[50]).toBeCloseTo(Math.exp(-1), 12);
    expect(errors[100]).toBeCloseTo(Math.exp(-2), 12);
  });

  it('knows no situation: the mean goes on over cues and episodes', () => {
    const [one, other] = [0, 1].map(() => makeCritic(baseline({ tau_s: 0.5 }), context));
    for (let tick = 0; tick < 100; tick++) {
      const reward = (tick % 7) / 7;
      const error = one?.learn(reward, Float64Array.of(tick, -tick), tick % 10 === 0);
      expect(other?.learn(reward, new Float64Array(2), false)).toBe(error);
    }
  });

  it('refuses a time constant of nothing', () => {
    expect(criticSchema.safeParse({ kind: 'baseline', tau_s: 0 }).success).toBe(false);
    expect(criticSchema.safeParse({ kind: 'baseline' }).success).toBe(false);
  });
});
