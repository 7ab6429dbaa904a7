/** The gate: bad samples are held, counted, then safe; commands are limited, and stopped. */
import { describe, expect, it } from 'vitest';
import { makeCommand, makeFrame } from '../../src/channel.js';
import type { RobotChannels } from '../../src/control/channels.js';
import { Gate, SENSOR_FAULTS } from '../../src/control/gate.js';

const SENSORS = { near: { unit: 'mm', min: 0, max: 100, stale_ms: 50, tolerate_ms: 100 } } as const;
const ACTUATORS = {
  wheel: { unit: 'rad/s', min: -10, max: 10, safe: 0, slew_per_s: 100 },
} as const;
const ROBOT: RobotChannels = { name: 'r', tick_ms: 10, sensors: SENSORS, actuators: ACTUATORS };

function senses() {
  const raw = makeFrame(['near']);
  const gate = new Gate(ROBOT);
  const see = (now_ms: number, value: number, valid_ms = now_ms) => {
    raw.values[0] = value;
    raw.valid_us[0] = valid_ms * 1000;
    return gate.judge(raw, now_ms * 1000);
  };
  const counted = (fault: (typeof SENSOR_FAULTS)[number]) =>
    gate.faults[SENSOR_FAULTS.indexOf(fault)];
  return { raw, gate, see, counted };
}

describe('what the gate thinks of samples', () => {
  it('passes a fresh value in range', () => {
    const { gate, see } = senses();
    expect(see(0, 42)).toBe('ok');
    expect(gate.clean.values[0]).toBe(42);
  });

  it('waits for the first sample, then says safe', () => {
    const { raw, gate, counted } = senses();
    expect(gate.judge(raw, 0)).toBe('waiting');
    expect(gate.judge(raw, 100_000)).toBe('waiting');
    expect(gate.judge(raw, 100_001)).toBe('safe');
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
      const { gate, see, counted } = senses();
      see(0, 42);
      expect(see(10, bad)).toBe('held');
      expect(gate.clean.values[0]).toBe(42);
      expect(see(110, bad)).toBe('held');
      expect(see(111, bad)).toBe('safe');
      expect(counted(fault)).toBe(3);
    },
  );

  it('takes a sample as stale by its own time, not by when it was read', () => {
    const { see, counted } = senses();
    expect(see(0, 42)).toBe('ok');
    expect(see(50, 42, 0)).toBe('ok');
    expect(see(51, 42, 0)).toBe('held');
    expect(see(152, 42, 0)).toBe('safe');
    expect(counted('stale')).toBe(2);
  });

  it('takes a sample as stale whose time is yet to come, or no time', () => {
    const { see, counted } = senses();
    see(0, 42);
    expect(see(10, 43, 20)).toBe('ok');
    expect(see(20, 43, 31)).toBe('held');
    expect(see(30, 43, Number.POSITIVE_INFINITY)).toBe('held');
    expect(see(40, 43, Number.NaN)).toBe('held');
    expect(counted('stale')).toBe(3);
  });

  it('recovers with the first good sample and forgets the past', () => {
    const { see } = senses();
    see(0, 42);
    see(10, Number.NaN);
    expect(see(200, Number.NaN)).toBe('safe');
    expect(see(210, 7)).toBe('ok');
    expect(see(220, Number.NaN)).toBe('held');
  });

  it('is as bad as its worst sensor', () => {
    const raw = makeFrame(['a', 'b']);
    const gate = new Gate({ ...ROBOT, sensors: { a: SENSORS.near, b: SENSORS.near } });
    raw.valid_us.fill(0);
    raw.values.set([1, 2]);
    expect(gate.judge(raw, 0)).toBe('ok');
    raw.values.set([Number.NaN, 2]);
    expect(gate.judge(raw, 10_000)).toBe('held');
  });
});

/** A gate with one good sensor, ticked every 10 ms. */
function reins(robot: RobotChannels = ROBOT, ...first: number[]) {
  const gate = new Gate(robot);
  const raw = makeFrame(['near']);
  const command = makeCommand(['wheel']);
  let now_us = 0;
  gate.arm();
  /** The value that is driven where this one is asked. */
  const drive = (value: number, { rests = false, near = 42 } = {}) => {
    now_us += 10_000;
    raw.values[0] = near;
    raw.valid_us[0] = now_us;
    command.values[0] = value;
    gate.judge(raw, now_us);
    gate.ask(command, now_us, rests);
    gate.step(command, now_us);
    return command.values[0];
  };
  for (const value of first) drive(value);
  return { gate, drive };
}

describe('what the gate makes of commands', () => {
  it('limits slew from the safe value on', () => {
    const up = reins();
    expect([10, 10, 10].map((value) => up.drive(value))).toEqual([1, 2, 3]);
    const down = reins();
    expect([-10, -10].map((value) => down.drive(value))).toEqual([-1, -2]);
    expect(down.gate.holds).toEqual(Float64Array.of(0, 0, 2));
  });

  it('limits range after any number of ticks', () => {
    const { gate, drive } = reins();
    const driven = Array.from({ length: 30 }, () => drive(1e9));
    expect(Math.max(...driven)).toBe(10);
    expect(gate.holds[1]).toBe(30);
  });

  it('takes NaN for safe and infinities for the ends of the range', () => {
    const { gate, drive } = reins();
    const asked = [1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    expect(asked.map((value) => drive(value))).toEqual([1, 0, 1, 0]);
    expect(gate.holds[0]).toBe(1);
  });

  it('goes to safe at once, and slews from there', () => {
    const { gate, drive } = reins(ROBOT, ...Array.from({ length: 10 }, () => 10));
    expect(drive(10, { rests: true })).toBe(0);
    expect(gate.reason).toBe('resting');
    expect(gate.isSafe).toBe(true);
    expect(drive(10)).toBe(1);
  });

  it.each([
    ['ramp', 0, [9, 8, 7]],
    ['hold then ramp', 30, [10, 10, 10, 9, 8]],
  ] as const)('reaches safe by a %s', (reach, hold_ms, path) => {
    const wheel = { ...ACTUATORS.wheel, reach, hold_ms };
    const { gate, drive } = reins(
      { ...ROBOT, actuators: { wheel } },
      ...Array.from({ length: 10 }, () => 10),
    );
    expect(path.map(() => drive(10, { rests: true }))).toEqual(path);
    expect(gate.isSafe).toBe(false);
    for (let i = 0; i < 10; i++) drive(10, { rests: true });
    expect(gate.isSafe).toBe(true);
  });

  it('says which sensor made it safe, and what is wrong with it', () => {
    const { gate, drive } = reins();
    for (let i = 0; i < 20; i++) drive(10, { near: Number.NaN });
    expect(gate.reason).toBe('sensor');
    expect([gate.cause, SENSOR_FAULTS[gate.cause_fault]]).toEqual([0, 'not_a_number']);
  });

  it('is disarmed at first, and after a stop until it is armed again', () => {
    const { gate, drive } = reins();
    gate.disarm();
    expect([drive(10), gate.reason]).toEqual([0, 'disarmed']);
    gate.arm();
    expect([drive(10), gate.reason]).toEqual([1, 'none']);
    gate.stop('command');
    expect([drive(10), gate.reason, gate.stopped]).toEqual([0, 'stopped', 2]);
    expect([drive(10), gate.reason]).toEqual([0, 'stopped']);
    gate.arm();
    expect([drive(10), gate.reason, gate.stopped]).toEqual([1, 'none', 0]);
  });

  it('refuses limits that no robot can be held to', () => {
    const wheel = { ...ACTUATORS.wheel, slew_per_s: Number.NaN };
    expect(() => new Gate({ ...ROBOT, actuators: { wheel } })).toThrow(/GATE_REFUSED.*the slew/);
  });

  it('is of no use once it is closed', () => {
    const { gate, drive } = reins();
    gate.close();
    gate.close();
    expect(() => drive(1)).toThrow(/NETWORK_CLOSED/);
  });
});
