/** simulate(): one seed, one trace; every value of every tick; faults when they are due. */
import { beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../../src/testing/simulate.js';
import type { Trace } from '../../src/testing/trace.js';
import { twoEyesBody as body, twoEyesRobot as robot } from '../fixtures/two-eyes.js';

let trace: Trace;

beforeAll(async () => {
  trace = await simulate(robot, { body, seed: 1, seconds: 3 });
});

describe('simulate', () => {
  it('traces every channel, every measure and the mind, tick by tick', () => {
    expect(trace).toMatchObject({ robot: 'two-eyes', world: 'line', seed: 1, tick_ms: 10 });
    expect(trace.ticks).toBe(300);
    expect(Object.keys(trace.series)).toEqual([
      ...['left_eye', 'right_eye', 'wheel_left', 'wheel_right', 'falls', 'offset_mm'],
      ...['reward', 'dopamine', 'spikes'],
    ]);
    for (const { name, values } of Object.values(trace.series)) {
      expect([name, values.length, values.some(Number.isNaN)]).toEqual([name, 300, false]);
    }
    expect(new Set(trace.verdicts)).toEqual(new Set(['ok']));
    expect(Object.keys(trace.scores)).toContain('falls_last_60s');
  });

  it('repeats itself to the bit; another seed is another trace', async () => {
    expect(await simulate(robot, { body, seed: 1, seconds: 3 })).toEqual(trace);
    const other = await simulate(robot, { body, seed: 2, seconds: 3 });
    expect(other.state_hash).not.toBe(trace.state_hash);
    expect(other.weights_hash).not.toBe(trace.weights_hash);
    expect(other.series.offset_mm).not.toEqual(trace.series.offset_mm);
  });

  it('is the same up to the moment of a fault, and other after it', async () => {
    const faults = [{ kind: 'push', value: 0.03, from_s: 2 }] as const;
    const pushed = await simulate(robot, { body, seed: 1, seconds: 3, faults });
    const until = (t: Trace, tick: number) => t.series.offset_mm?.values.slice(0, tick);
    expect(until(pushed, 199)).toEqual(until(trace, 199));
    expect(until(pushed, 300)).not.toEqual(until(trace, 300));
  });

  it('shows a stuck actuator in what the body does, not in what it is told', async () => {
    const faults = [{ kind: 'stuck', actuator: 'wheel_left', from_s: 1 }] as const;
    const stuck = await simulate(robot, { body, seed: 1, seconds: 3, faults });
    expect(stuck.series.offset_mm).not.toEqual(trace.series.offset_mm);
    expect(stuck.verdicts).toEqual(trace.verdicts);
  });

  it('holds weights still without learning or without dopamine', async () => {
    const still = await simulate(robot, { body, seed: 1, seconds: 3, learning: false });
    const clamped = await simulate(robot, { body, seed: 1, seconds: 3, clampDopamine: true });
    expect(clamped.weights_hash).toBe(still.weights_hash);
    expect(clamped.weights_hash).not.toBe(trace.weights_hash);
    expect(clamped.series.dopamine?.values.every((level) => level === 0)).toBe(true);
  });

  it.each([0, -1, Number.NaN, 0.001, Number.POSITIVE_INFINITY])(
    'refuses %d seconds',
    async (seconds) => {
      await expect(simulate(robot, { body, seed: 1, seconds })).rejects.toThrow(/ARGUMENT_INVALID/);
    },
  );

  it('refuses faults of channels that the robot does not have', async () => {
    const faults = [{ kind: 'nan', sensor: 'left_ey', from_s: 0 }] as const;
    const run = simulate(robot, { body, seed: 1, seconds: 1, faults });
    await expect(run).rejects.toThrow(/NAME_UNKNOWN.*\n.*\n.*Did you mean 'left_eye'/);
  });
});
