/** The release of a reward: clip, critic, gain, clip, and rest where reward is good. */
import { describe, expect, it } from 'vitest';
import { Problems } from '../../src/errors.js';
import type { Critic } from '../../src/reward/critic.js';
import {
  baseline,
  checkRelease,
  makeCritic,
  Release,
  type ReleaseSpec,
  releaseSchema,
} from '../../src/reward/index.js';
import { MANY_TICKS, RETAINED_MAX_BYTES, retained_bytes } from '../contract/heap.js';

const none = new Float64Array(0);

/** A critic so slow that its error is the reward that it was given. */
function slow(): Critic {
  return makeCritic(baseline({ tau_s: 1e20 }), { cues: 0, tick_ms: 10 });
}

function pathOf(spec: ReleaseSpec, critic = slow()): Release {
  return new Release(spec, critic, 10);
}

describe('release', () => {
  it('clips reward, multiplies the error by gain, and clips the release', () => {
    expect(pathOf({}).of(0.5, none, false)).toBe(0.5);
    expect(pathOf({}).of(7, none, false)).toBe(1);
    expect(pathOf({ gain: 0.5 }).of(-7, none, false)).toBe(-0.5);
    expect(pathOf({ gain: 10 }).of(0.5, none, false)).toBe(1);
    expect(pathOf({ gain: 10, clip: [-4, 4] }).of(0.5, none, false)).toBe(4);
    expect(pathOf({ clip_reward: [0, 0.25] }).of(0.5, none, false)).toBe(0.25);
    expect(pathOf({ gain: 0 }).of(0.5, none, false)).toBeCloseTo(0, 15);
  });

  it('hands cues and ends to its critic', () => {
    const seen: [number, Float64Array, boolean][] = [];
    const cues = Float64Array.of(1, 2);
    const learn = (reward: number, given: Float64Array, ends: boolean) => {
      seen.push([reward, given, ends]);
      return 0;
    };
    pathOf({}, { learn, reset: () => {}, state: none }).of(0.25, cues, true);
    expect(seen).toEqual([[0.25, cues, true]]);
  });

  it('releases nothing for a reward that is NaN, and remembers nothing of it', () => {
    const path = pathOf({ settle: { to: 1, tau_s: 1 } });
    path.of(0.5, none, false);
    const states = [path.state.slice(), path.critic.state.slice()];
    expect(path.of(Number.NaN, none, false)).toBe(0);
    expect([path.state, path.critic.state]).toEqual(states);
  });

  it('keeps no memory from tick to tick', () => {
    const path = pathOf({ gain: 2, settle: { to: 1, tau_s: 1 } });
    const many = (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) path.of((tick % 5) / 5, none, tick % 9 === 0);
    };
    many(1000);
    expect(retained_bytes(() => many(MANY_TICKS))).toBeLessThan(RETAINED_MAX_BYTES);
  });
});

describe('settle', () => {
  const settle = { from: 0.2, to: 0.8, tau_s: 1 };

  it('lets the release shrink as mean reward nears its level, and grow when it falls', () => {
    const path = pathOf({ settle });
    const share = (reward: number) => {
      for (let tick = 0; tick < 2000; tick++) path.of(reward, none, false);
      return path.of(reward, none, false) / reward;
    };
    expect(share(0.1)).toBeCloseTo(1, 6);
    expect(share(0.5)).toBeCloseTo(0.5, 6);
    expect(share(0.9)).toBe(0);
    expect(share(0.65)).toBeCloseTo(0.25, 6);
    expect(share(-0.5)).toBeCloseTo(1, 6);
  });

  it('is awake at first and after reset', () => {
    const path = pathOf({ settle });
    for (let tick = 0; tick < 2000; tick++) path.of(0.9, none, false);
    path.reset();
    expect(path.of(0.5, none, false)).toBe(0.5);
    expect(path.state.length).toBe(1);
    expect(pathOf({}).state.length).toBe(0);
  });
});

describe('what is refused', () => {
  it('ranges the wrong way round, all at once', () => {
    const problems = new Problems();
    const settle = { from: 0.5, to: 0.5, tau_s: 1 };
    checkRelease({ clip: [1, -1], clip_reward: [2, 0], settle }, 'rover › reward', problems);
    expect(problems.list.map(({ code, path }) => [code, path])).toEqual([
      ['RANGE_REVERSED', 'rover › reward › clip_reward'],
      ['RANGE_REVERSED', 'rover › reward › clip'],
      ['RANGE_REVERSED', 'rover › reward › settle'],
    ]);
  });

  it('an option that does not exist', () => {
    expect(releaseSchema.safeParse({ gian: 2 }).success).toBe(false);
    expect(releaseSchema.safeParse({ gain: 2, settle: { to: 1, tau_s: 2 } }).success).toBe(true);
  });
});
