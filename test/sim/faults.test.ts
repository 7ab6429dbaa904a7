/** Each fault of the schedule, as the robot sees it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/board.js';
import { FAULT_KINDS } from '../../src/fault.js';
import { openRover, Rover } from './rover.js';

/** A rover at rest, run up to the fault, and then into it. */
async function into(fault: Fault, seconds: number): Promise<Rover> {
  const rover = new Rover(await openRover(7, [fault]));
  rover.run(seconds, () => rover.tick(0, 0));
  return rover;
}

/** What the sensors of a rover at rest show on the average, for comparison. */
const restingValue = async () => {
  const rover = await into({ kind: 'push', value: 0, from_s: 99 }, 0.5);
  const { value } = rover.sensor('nose_3');
  await rover.board.close();
  return value;
};

describe('a sensor', () => {
  it('that freezes keeps its value and its time, and comes back', async () => {
    const rover = await into({ kind: 'freeze', sensor: 'nose_3', from_s: 1, until_s: 2 }, 1);
    const before = rover.sensor('nose_3').value;
    rover.run(0.5, () => rover.tick(0, 0));
    expect(rover.sensor('nose_3').value).toBe(before);
    expect(rover.sensor('nose_3').age_us).toBe(505_000);
    expect(rover.sensor('nose_4').age_us).toBe(5000);
    rover.run(0.6, () => rover.tick(0, 0));
    expect(rover.sensor('nose_3').age_us).toBe(5000);
    await rover.board.close();
  });

  it('that is missing gives nothing, and comes back', async () => {
    const rover = await into({ kind: 'missing', sensor: 'nose_3', from_s: 1, until_s: 2 }, 1.5);
    expect(rover.sensor('nose_3')).toEqual({ value: Number.NaN, age_us: Number.POSITIVE_INFINITY });
    expect(rover.sensor('nose_4').age_us).toBe(5000);
    rover.run(0.6, () => rover.tick(0, 0));
    expect(rover.sensor('nose_3').value).toBeGreaterThanOrEqual(0);
    await rover.board.close();
  });

  it('that gives NaN gives it afresh', async () => {
    const rover = await into({ kind: 'nan', sensor: 'nose_3', from_s: 1 }, 1.5);
    expect(rover.sensor('nose_3')).toEqual({ value: Number.NaN, age_us: 5000 });
    await rover.board.close();
  });

  it('may be offset beyond its range', async () => {
    const rover = await into({ kind: 'offset', sensor: 'nose_3', value: 5, from_s: 0.2 }, 0.5);
    expect(rover.sensor('nose_3').value - (await restingValue())).toBeCloseTo(5, 1);
    expect(rover.sensor('nose_4').value).toBeLessThan(1.01);
    await rover.board.close();
  });

  it('may be noisier', async () => {
    const rover = await into({ kind: 'noise', sensor: 'nose_3', std: 0.3, from_s: 0 }, 0.1);
    const mean = await restingValue();
    let square = 0;
    rover.run(5, () => {
      rover.tick(0, 0);
      square += (rover.sensor('nose_3').value - mean) ** 2 / 1000;
    });
    expect(Math.sqrt(square)).toBeGreaterThan(0.27);
    expect(Math.sqrt(square)).toBeLessThan(0.33);
    await rover.board.close();
  });

  it('may be noisier in steps of a slower kind', async () => {
    const noise = { kind: 'noise', sensor: 'nose_3', std: 10, hold_ms: 20, from_s: 0 } as const;
    const rover = await into(noise, 0.1);
    const jumps: boolean[] = [];
    let before = rover.sensor('nose_3').value;
    rover.run(2, () => {
      rover.tick(0, 0);
      const { value } = rover.sensor('nose_3');
      jumps.push(Math.abs(value - before) > 0.2);
      before = value;
    });
    const phase = jumps.indexOf(true) % 4;
    const fresh = jumps.filter((_, i) => i % 4 === phase);
    expect(jumps.filter(Boolean).length).toBe(fresh.filter(Boolean).length);
    expect(fresh.filter(Boolean).length).toBeGreaterThan(0.9 * fresh.length);
    await rover.board.close();
  });
});

it('an actuator that is stuck stays as it was driven', async () => {
  const rover = await into(
    { kind: 'stuck', actuator: 'wheel_left', from_s: 0.1, until_s: 0.4 },
    0.1,
  );
  const start_mm = rover.offset_mm;
  rover.run(0.2, () => rover.tick(8, 8));
  const turned_mm = rover.offset_mm - start_mm;
  expect(turned_mm).toBeGreaterThan(10);
  await rover.board.close();
});

it('a push shoves the rover once', async () => {
  const rover = await into({ kind: 'push', value: 0.02, from_s: 0.5 }, 0.5);
  const before_mm = rover.offset_mm;
  rover.run(0.3, () => rover.tick(0, 0));
  const shoved_mm = rover.offset_mm - before_mm;
  rover.run(0.3, () => rover.tick(0, 0));
  expect(shoved_mm).toBeGreaterThan(15);
  expect(shoved_mm).toBeLessThan(25);
  expect(rover.offset_mm - before_mm).toBeCloseTo(shoved_mm, 2);
  await rover.board.close();
});

it('each kind has its row in docs/FAULTS.md', () => {
  const text = readFileSync(new URL('../../docs/FAULTS.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, kind]) => kind);
  expect(rows.sort()).toEqual([...FAULT_KINDS].sort());
});
