/** The line rover's own closed-loop tests: `striatum test examples/line-rover`. */
import { matchers, simulate, type TraceMatchers } from 'striatum/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import body from './body.js';
import { swapped } from './learn.js';
import rover from './robot.js';

declare module 'vitest' {
  interface Matchers<T> extends TraceMatchers<T> {}
}

beforeAll(() => {
  expect.extend(matchers);
});

describe('the line rover', () => {
  it('learns to stay on the line within a minute', async () => {
    const trace = await simulate(rover, { body, seed: 1, seconds: 90 });
    expect(trace).toLearnBy('offset_mm', 5, { by_s: 90 });
    expect(trace).toStayWithin('offset_mm', 60, { from_s: 60 });
  });

  it('learns as well with the wires of its motors swapped', async () => {
    const trace = await simulate(rover, { body: swapped, seed: 1, seconds: 90 });
    expect(trace).toLearnBy('offset_mm', 5, { by_s: 90 });
    expect(trace).toStayWithin('offset_mm', 60, { from_s: 60 });
  });

  it('does not learn without dopamine', async () => {
    const trace = await simulate(rover, { body, seed: 1, seconds: 90, clampDopamine: true });
    expect(trace).not.toLearnBy('offset_mm', 5, { by_s: 90 });
  });

  it('recovers from a shove', async () => {
    const faults = [{ kind: 'push', value: 0.02, from_s: 80 }] as const;
    const trace = await simulate(rover, { body, seed: 1, seconds: 90, faults });
    expect(trace).toRecoverWithin('offset_mm', 15, { after_s: 80, within_s: 3 });
  });

  it('stops when a sensor freezes, and goes on when it is back', async () => {
    const faults = [{ kind: 'freeze', sensor: 'nose_3', from_s: 5, until_s: 6 }] as const;
    const trace = await simulate(rover, { body, seed: 1, seconds: 10, faults });
    expect(trace).toReachVerdict('safe', { from_s: 5, to_s: 6 });
    expect(trace).toStayWithin('wheel_left', 0, { from_s: 5.4, to_s: 6 });
    expect(trace).not.toReachVerdict('safe', { from_s: 6.1 });
  });

  it('never leaves the range of its wheels', async () => {
    const trace = await simulate(rover, { body, seed: 2, seconds: 20 });
    expect(trace).toStayWithin('wheel_left', 20);
    expect(trace).toStayWithin('wheel_right', 20);
  });
});
