/** The guard: bad samples are held, counted, then safe; commands are limited. */
import { describe, expect, it } from 'vitest';
import { makeCommand, makeFrame } from '../../src/channel.js';
import { CommandGuard, SENSOR_FAULTS, SensorGuard } from '../../src/control/guard.js';

const SENSORS = { near: { unit: 'mm', min: 0, max: 100, stale_ms: 50, tolerate_ms: 100 } } as const;
const ACTUATORS = {
  wheel: { unit: 'rad/s', min: -10, max: 10, safe: 0, slew_per_s: 100 },
} as const;

function sensorGuard() {
  const raw = makeFrame(['near']);
  const guard = new SensorGuard(makeFrame(['near']), SENSORS, 10);
  const see = (now_ms: number, value: number, valid_ms = now_ms) => {
    raw.values[0] = value;
    raw.valid_us[0] = valid_ms * 1000;
    return guard.check(raw, now_ms * 1000);
  };
  const counted = (fault: (typeof SENSOR_FAULTS)[number]) =>
    guard.counts[SENSOR_FAULTS.indexOf(fault)];
  return { raw, guard, see, counted };
}

describe('SensorGuard', () => {
  it('passes a fresh value in range', () => {
    const { guard, see } = sensorGuard();
    expect(see(0, 42)).toBe('ok');
    expect(guard.clean.values[0]).toBe(42);
  });

  it('waits for the first sample, then says safe', () => {
    const { raw, guard, counted } = sensorGuard();
    expect(guard.check(raw, 0)).toBe('waiting');
    expect(guard.check(raw, 100_000)).toBe('waiting');
    expect(guard.check(raw, 100_001)).toBe('safe');
    expect(counted('missing')).toBe(3);
  });

  it.each([
    ['not_a_number', Number.NaN],
    ['out_of_range', 100.5],
    ['out_of_range', -0.5],
    ['out_of_range', Number.POSITIVE_INFINITY],
  ] as const)(
    'holds the last good value through a %s sample, counts it, then says safe',
    (fault, bad) => {
      const { guard, see, counted } = sensorGuard();
      see(0, 42);
      expect(see(10, bad)).toBe('held');
      expect(guard.clean.values[0]).toBe(42);
      expect(see(110, bad)).toBe('held');
      expect(see(111, bad)).toBe('safe');
      expect(counted(fault)).toBe(3);
      expect(SENSOR_FAULTS[guard.cause_fault]).toBe(fault);
    },
  );

  it('takes a sample as stale by its own time, not by when it was read', () => {
    const { see, counted } = sensorGuard();
    expect(see(0, 42)).toBe('ok');
    expect(see(50, 42, 0)).toBe('ok');
    expect(see(51, 42, 0)).toBe('held');
    expect(see(152, 42, 0)).toBe('safe');
    expect(counted('stale')).toBe(2);
  });

  it('takes a sample as stale whose time is yet to come, or no time', () => {
    const { see, counted } = sensorGuard();
    see(0, 42);
    expect(see(10, 43, 20)).toBe('ok');
    expect(see(20, 43, 31)).toBe('held');
    expect(see(30, 43, Number.POSITIVE_INFINITY)).toBe('held');
    expect(see(40, 43, Number.NaN)).toBe('held');
    expect(counted('stale')).toBe(3);
  });

  it('recovers with the first good sample and forgets the past', () => {
    const { see } = sensorGuard();
    see(0, 42);
    see(10, Number.NaN);
    expect(see(200, Number.NaN)).toBe('safe');
    expect(see(210, 7)).toBe('ok');
    expect(see(220, Number.NaN)).toBe('held');
  });

  it('is as bad as its worst sensor', () => {
    const sensors = { a: SENSORS.near, b: SENSORS.near };
    const raw = makeFrame(['a', 'b']);
    const guard = new SensorGuard(makeFrame(['a', 'b']), sensors, 10);
    raw.valid_us.fill(0);
    raw.values.set([1, 2]);
    expect(guard.check(raw, 0)).toBe('ok');
    raw.values.set([Number.NaN, 2]);
    expect(guard.check(raw, 10_000)).toBe('held');
  });
});

describe('CommandGuard', () => {
  function limited(...values: number[]) {
    const guard = new CommandGuard(['wheel'], ACTUATORS, 10);
    const command = makeCommand(['wheel']);
    const out = values.map((value) => {
      command.values[0] = value;
      guard.limit(command);
      return command.values[0];
    });
    return { out, guard, command };
  }

  it('limits slew from the safe value on', () => {
    expect(limited(10, 10, 10).out).toEqual([1, 2, 3]);
    expect(limited(-10, -10).out).toEqual([-1, -2]);
  });

  it('limits range after any number of ticks', () => {
    const { out, guard } = limited(...Array.from({ length: 30 }, () => 1e9));
    expect(Math.max(...(out as number[]))).toBe(10);
    expect(guard.counts[1]).toBe(30);
  });

  it('takes NaN for safe and infinities for the ends of the range', () => {
    const { out, guard } = limited(
      1,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    );
    expect(out).toEqual([1, 0, 1, 0]);
    expect(guard.counts[0]).toBe(1);
  });

  it('goes to safe at once, and slews from there', () => {
    const { guard, command } = limited(...Array.from({ length: 10 }, () => 10));
    guard.safe(command);
    expect(command.values[0]).toBe(0);
    command.values[0] = 10;
    guard.limit(command);
    expect(command.values[0]).toBe(1);
  });
});
