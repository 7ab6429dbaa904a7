/** The cart-pole's own closed-loop tests: `striatum test examples/cart-pole`. */
import { matchers, simulate, type Trace, type TraceMatchers } from 'striatum/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import body from './body.js';
import { blamedLate, critics } from './foreseeing.js';
import { linear } from './linear.js';
import robot, { FULL_N } from './robot.js';

declare module 'vitest' {
  interface Matchers<T> extends TraceMatchers<T> {}
}

beforeAll(() => {
  expect.extend(matchers);
});

/** The longest episode of a trace, in steps, from some robot second on. */
function longest({ series, tick_ms }: Trace, from_s = 0): number {
  const steps = series.steps?.values ?? new Float64Array();
  return steps.slice((from_s * 1000) / tick_ms).reduce((most, value) => Math.max(most, value), 0);
}

describe('the cart-pole', () => {
  it('learns to hold the pole to the end of an episode, again and again', async () => {
    const trace = await simulate(robot, { body, seed: 1, seconds: 600 });
    expect(trace.scores.falls).toBeGreaterThan(5);
    expect(longest(trace)).toBe(500);
    expect(trace.scores.falls_last_60s).toBe(0);
  });

  it('does not without dopamine', async () => {
    const trace = await simulate(robot, { body, seed: 1, seconds: 300, clampDopamine: true });
    expect(longest(trace)).toBeLessThan(250);
    expect(trace.scores.falls_last_60s).toBeGreaterThan(20);
  });

  it('learns from blame that comes a second late, for its critic foresees it', async () => {
    const trace = await simulate(blamedLate(), { body, seed: 4, seconds: 400 });
    expect(longest(trace)).toBe(500);
  });

  it('does not from late blame alone', async () => {
    const trace = await simulate(blamedLate(critics.none), { body, seed: 4, seconds: 400 });
    expect(longest(trace)).toBeLessThan(250);
  });

  it('pushes with full force or not at all, as CartPole-v1 does', async () => {
    const trace = await simulate(robot, { body, seed: 2, seconds: 20 });
    const forces = new Set(trace.series.push?.values);
    expect([...forces].filter((force) => force !== 0).sort()).toEqual([-FULL_N, FULL_N]);
  });

  it('is easy for who knows the task', async () => {
    const trace = await simulate(robot, { body, seed: 1, seconds: 60, policy: linear });
    expect(longest(trace)).toBe(500);
    expect(trace.scores.falls).toBe(0);
  });

  it('stops when a sensor freezes', async () => {
    const faults = [{ kind: 'freeze', sensor: 'angle', from_s: 5, until_s: 6 }] as const;
    const trace = await simulate(robot, { body, seed: 1, seconds: 8, faults });
    expect(trace).toReachVerdict('safe', { from_s: 5, to_s: 6 });
    expect(trace).toStayWithin('push', 0, { from_s: 5.4, to_s: 6 });
    expect(trace).not.toReachVerdict('safe', { from_s: 6.1 });
  });
});
