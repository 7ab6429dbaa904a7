/** From each fault to the pins: what the controller sees, its verdict, what the wheels do. */
import { describe, expect, it } from 'vitest';
import type { WorldBoard } from '../../sim/index.js';
import type { Controller } from '../../src/control/controller.js';
import type { Policy } from '../../src/control/mind.js';
import { openSimulation } from '../../src/control/simulation.js';
import type { Fault } from '../../src/fault.js';
import { twoEyesBody, twoEyesRobot } from '../fixtures/two-eyes.js';

const SENSOR = 'left_eye';
const TICK_MS = twoEyesRobot.tick_ms;
/** Defaults of a sensor: stale, tolerated, and two ticks to see it and to act. */
const BOUND_MS = 100 + 200 + 2 * TICK_MS;
const CRUISE_RAD_S = 8;

const cruise: Policy = {
  name: 'cruise',
  make: () => (_sensors, actuators) => {
    actuators.wheel_left = CRUISE_RAD_S;
    actuators.wheel_right = CRUISE_RAD_S;
  },
};

/** A rover on its way for a second, and then into faults that begin at once. */
class Drive {
  #ms = 0;

  private constructor(
    readonly controller: Controller,
    readonly board: WorldBoard,
  ) {}

  static async into(...faults: readonly Fault[]): Promise<Drive> {
    const options = { robot: twoEyesRobot, body: twoEyesBody, policy: cruise, seed: 3, faults };
    const { controller, board } = await openSimulation(options);
    const drive = new Drive(controller, board as WorldBoard);
    drive.run(1000);
    expect(controller.verdict).toBe('ok');
    expect(drive.duty).toBeCloseTo(CRUISE_RAD_S / 20, 2);
    return drive;
  }

  /** Duty of the left wheel, as someone with an oscilloscope sees it. */
  get duty(): number {
    const { io } = this.board;
    const pin = io.pins[5];
    return pin?.mode === io.MODES.PWM ? pin.value / 255 : 0;
  }

  get age_ms(): number {
    const { raw, now_us } = this.controller;
    return (now_us - (raw.valid_us[raw.names.indexOf(SENSOR)] as number)) / 1000;
  }

  tick(): void {
    this.board.advance(TICK_MS * 1000);
    this.controller.tick();
    this.#ms += TICK_MS * (1 + this.board.missed);
  }

  /** Ticks until this time since the start. */
  run(until_ms: number): void {
    while (this.#ms < until_ms) this.tick();
  }

  /** How long until the wheels stand still; fails where that takes longer than it may. */
  stop_ms(most_ms = BOUND_MS): number {
    const from_ms = this.#ms;
    while (this.duty > 0) {
      this.tick();
      expect(this.#ms - from_ms).toBeLessThanOrEqual(most_ms);
    }
    return this.#ms - from_ms;
  }
}

const span = { from_s: 1, until_s: 3 };

describe('a sensor without anything to rely on makes safe, and drives on when it is well', () => {
  it.each<[string, Fault]>([
    ['frozen', { kind: 'freeze', sensor: SENSOR, ...span }],
    ['missing', { kind: 'missing', sensor: SENSOR, ...span }],
    ['not a number', { kind: 'nan', sensor: SENSOR, ...span }],
    ['out of range', { kind: 'offset', sensor: SENSOR, value: 3, ...span }],
    ['too late', { kind: 'late', sensor: SENSOR, ms: 150, ...span }],
    ['lost', { kind: 'lost', sensor: SENSOR, share: 1, ...span }],
    ['behind a processor that is busy', { kind: 'hog', ms: 120, ...span }],
  ])('%s', async (_, fault) => {
    const drive = await Drive.into(fault);
    drive.tick();
    drive.tick();
    expect(['ok', 'held']).toContain(drive.controller.verdict);
    drive.stop_ms(fault.kind === 'hog' ? 200 + 2 * 120 : BOUND_MS);
    drive.run(2900);
    expect(drive.controller.verdict).toBe('safe');
    expect(drive.duty).toBe(0);
    drive.run(3500);
    expect(drive.controller.verdict).toBe('ok');
    expect(drive.duty).toBeCloseTo(CRUISE_RAD_S / 20, 2);
    await drive.controller.close();
  });
});

describe('a sensor that can still be relied on drives on', () => {
  it('late by less than is stale, with its true age', async () => {
    const drive = await Drive.into({ kind: 'late', sensor: SENSOR, ms: 50, from_s: 1 });
    drive.run(2000);
    expect(drive.age_ms).toBe(60);
    expect(drive.controller.verdict).toBe('ok');
    await drive.controller.close();
  });

  it('with gaps', async () => {
    const drive = await Drive.into({ kind: 'lost', sensor: SENSOR, share: 0.5, from_s: 1 });
    const ages = new Set<number>();
    for (let i = 0; i < 100; i++) {
      drive.tick();
      ages.add(drive.age_ms);
      expect(drive.controller.verdict).toBe('ok');
    }
    expect(ages.size).toBeGreaterThan(2);
    await drive.controller.close();
  });

  it('with samples that come twice, of which none makes it older', async () => {
    const drive = await Drive.into({ kind: 'repeated', sensor: SENSOR, share: 1, from_s: 1 });
    for (let i = 0; i < 50; i++) {
      drive.tick();
      expect(drive.age_ms).toBe(TICK_MS);
    }
    await drive.controller.close();
  });
});

describe('the electronics', () => {
  it('that are unplugged drive nothing; back again, they drive on', async () => {
    const drive = await Drive.into({ kind: 'unplug', ...span });
    drive.tick();
    expect(drive.duty).toBe(0);
    drive.run(1000 + BOUND_MS);
    expect(drive.controller.verdict).toBe('safe');
    drive.run(3000);
    expect(drive.duty).toBe(0);
    drive.run(3050);
    expect(drive.controller.verdict).toBe('ok');
    expect(drive.duty).toBeCloseTo(CRUISE_RAD_S / 20, 2);
    expect(drive.board.io.pins[4]?.value).toBe(1);
    await drive.controller.close();
    expect(drive.duty).toBe(0);
  });

  it('that lose all they were told for a moment are told again', async () => {
    const drive = await Drive.into({ kind: 'brown-out', from_s: 1 });
    const verdicts: string[] = [];
    for (let i = 0; i < 5; i++) {
      drive.tick();
      verdicts.push(drive.controller.verdict);
    }
    expect(verdicts).toEqual(['held', 'ok', 'ok', 'ok', 'ok']);
    expect(drive.duty).toBeCloseTo(CRUISE_RAD_S / 20, 2);
    await drive.controller.close();
  });

  it('with a stuck wheel let it turn, and it obeys when it comes loose', async () => {
    const stuck = { kind: 'stuck', actuator: 'wheel_left', from_s: 1, until_s: 2 } as const;
    const drive = await Drive.into(stuck, { kind: 'missing', sensor: SENSOR, ...span });
    drive.run(2000);
    expect(drive.controller.verdict).toBe('safe');
    expect(drive.duty).toBeCloseTo(CRUISE_RAD_S / 20, 2);
    expect(drive.board.io.pins[6]?.value).toBe(0);
    drive.tick();
    expect(drive.duty).toBe(0);
    await drive.controller.close();
  });

  it('part by part: one of two faults of a kind ends, and the other still holds', async () => {
    const drive = await Drive.into({ kind: 'unplug', ...span }, { kind: 'unplug', from_s: 2 });
    drive.run(4000);
    expect(drive.controller.verdict).toBe('safe');
    expect(drive.duty).toBe(0);
    await drive.controller.close();
  });
});

describe('the clock', () => {
  it('that jumps ahead makes samples old for a tick', async () => {
    const drive = await Drive.into({ kind: 'clock', ms: 500, from_s: 1 });
    const before_us = drive.controller.now_us;
    drive.tick();
    expect(drive.controller.now_us - before_us).toBe(510_000);
    expect(drive.controller.verdict).toBe('held');
    drive.tick();
    drive.tick();
    expect(drive.controller.verdict).toBe('ok');
    await drive.controller.close();
  });

  it('that jumps back goes on from where it was', async () => {
    const drive = await Drive.into({ kind: 'clock', ms: -5000, from_s: 1 });
    for (let i = 0; i < 20; i++) {
      const before_us = drive.controller.now_us;
      drive.tick();
      expect(drive.controller.now_us).toBeGreaterThanOrEqual(before_us);
      expect(drive.controller.verdict).toBe('ok');
    }
    await drive.controller.close();
  });
});

it('a busy processor misses slots of the grid, and the world goes on', async () => {
  const drive = await Drive.into({ kind: 'hog', ms: 35, ...span });
  drive.tick();
  expect(drive.board.missed).toBe(3);
  expect(drive.age_ms).toBe(4 * TICK_MS);
  expect(drive.controller.verdict).toBe('ok');
  await drive.controller.close();
});
