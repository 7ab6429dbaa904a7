/** The johnny-five board on a plugin of the bench: samples, times, errors, no trace left behind. */
import { execFile } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { promisify } from 'node:util';
import five from 'johnny-five';
import { describe, expect, it } from 'vitest';
import { boards, type IoPlugin, openBoard } from '../../boards/index.js';
import { SimulatedTimers } from '../../sim/index.js';
import type { Board } from '../../src/board.js';
import { makeFrame } from '../../src/channel.js';
import { SimulatedClock } from '../../src/clock.js';
import type { RobotError } from '../../src/errors.js';
import { type BoardUnderTest, boardContract } from '../contract/board.js';
import { Bench, body, channels } from './bench.js';

const underTest = (bench: Bench): BoardUnderTest => ({
  board: bench.board,
  sensors: channels.sensors,
  actuators: channels.actuators,
  now_us: () => bench.clock.now_us(),
  pass: () => bench.pass(),
  observed: (name) => bench.observed(name),
});

boardContract('johnny-five with motor, servo, lamp and sensors', async () =>
  underTest(new Bench()),
);

const inSimulatedTime = async () => {
  const bench = new Bench();
  const timers = new SimulatedTimers(new SimulatedClock());
  const { board } = bench;
  const inside: Board = {
    name: board.name,
    open: () => timers.run(() => board.open()),
    read: (frame) => board.read(frame),
    write: (command) => timers.run(() => board.write(command)),
    safe: () => timers.run(() => board.safe()),
    close: () => timers.run(() => board.close()),
  };
  const pass = () => {
    timers.advance(channels.tick_ms * 1000);
    timers.run(() => bench.pass());
  };
  await new Promise((resolve) => bench.io.once('ready', resolve));
  return { ...underTest(bench), board: inside, pass };
};

boardContract('the same in simulated time', inSimulatedTime, { lockstep: true });

describe('a reading', () => {
  it('is calibrated: by the whole converter, or by the scale of the body', async () => {
    const bench = new Bench();
    await bench.board.open();
    const frame = makeFrame(['light', 'heat']);
    bench.board.read(frame);
    expect(frame.values).toEqual(new Float64Array([Number.NaN, Number.NaN]));
    bench.pass();
    bench.pass();
    bench.board.read(frame);
    expect(frame.values[0]).toBeCloseTo((1000 * 512) / 1023, 6);
    expect(frame.values[1]).toBeCloseTo(-20 + ((512 - 100) / 800) * 100, 6);
    await bench.board.close();
  });

  it('has the time of its sample, not of the read', async () => {
    const bench = new Bench();
    await bench.board.open();
    const frame = makeFrame(['light', 'heat']);
    for (let i = 0; i < 3; i++) bench.pass();
    bench.clock.advance(500_000);
    bench.board.read(frame);
    expect([...frame.valid_us]).toEqual([20_000, 20_000]);
    await bench.board.close();
  });

  it("has the clock's time at the event where the plugin gives none", async () => {
    const bench = new Bench();
    const analogRead = bench.io.analogRead.bind(bench.io);
    bench.io.analogRead = (pin, handler) => analogRead(pin, (counts) => timeless(handler, counts));
    await bench.board.open();
    const frame = makeFrame(['light', 'heat']);
    for (let i = 0; i < 3; i++) bench.pass();
    bench.clock.advance(500_000);
    bench.board.read(frame);
    expect([...frame.valid_us]).toEqual([30_000, 30_000]);
    await bench.board.close();
  });
});

/** Hands on a sample as a plugin does that knows no times. */
function timeless(handler: unknown, counts: number): void {
  (handler as (counts: number) => void)(counts);
}

describe('the plugin', () => {
  it('is told to sample at every tick', async () => {
    const bench = new Bench();
    await bench.board.open();
    expect(bench.io.getSamplingInterval()).toBe(channels.tick_ms);
    await bench.board.close();
  });

  it('that is not ready in time is given up', async () => {
    const bench = new Bench();
    const io = Object.assign(new EventEmitter(), {
      name: 'Mute',
      isReady: false,
      pins: bench.io.pins,
      MODES: bench.io.MODES,
      analogRead: () => {},
    }) satisfies IoPlugin;
    const { board } = new Bench({ io, timeout_ms: 20 });
    const error: RobotError = await board.open().catch((reason) => reason);
    expect(error.code).toBe('BOARD_TIMEOUT');
    expect(error.message).toMatchInlineSnapshot(`
      "✖ BOARD_TIMEOUT  not ready after 20 ms; allowed: a board that answers.
          at  board › Mute
          do  Check that the board has power, its cable, and the firmware that its plugin needs."
    `);
    expect(io.eventNames()).toEqual([]);
  });

  it('may tell of errors while it runs: they are counted', async () => {
    const bench = new Bench();
    await bench.board.open();
    bench.io.i2cWrite(0x29, [1]);
    bench.pass();
    expect(bench.board.errors.count).toBe(1);
    expect((bench.board.errors.last as RobotError).code).toBe('I2C_NO_ANSWER');
    await bench.board.close();
  });

  it('has its own listeners back when the board is closed', async () => {
    const bench = new Bench();
    const own = () => {};
    bench.io.on('analog-read-A0', own);
    await bench.board.open();
    bench.pass();
    expect(bench.io.listenerCount('analog-read-A0')).toBe(1);
    expect(bench.io.eventNames().length).toBeGreaterThan(2);
    await bench.board.close();
    await new Promise((resolve) => setImmediate(resolve));
    const left = bench.io.eventNames().map((event) => [event, bench.io.listeners(event)]);
    expect(left).toEqual([['analog-read-A0', [own]]]);
  });
});

describe('the board', () => {
  it('is known by name', () => {
    expect(Object.keys(boards)).toEqual(['johnny-five']);
  });

  it('refuses a body that does not fit, and leaves nothing behind', async () => {
    const bench = new Bench();
    const { io, clock } = bench;
    const unfit = { ...body, sensors: { light: body.sensors.light } };
    const known = (five.Board as unknown as { cache: unknown[] }).cache.length;
    const error = await openBoard({ io, clock, channels, body: unfit }).catch((reason) => reason);
    expect((error as RobotError).code).toBe('SENSOR_MISSING');
    expect(io.eventNames()).toEqual([]);
    expect((five.Board as unknown as { cache: unknown[] }).cache).toHaveLength(known);
  });

  it('lets its process exit once it is closed', async () => {
    const child = new URL('./exits.ts', import.meta.url).pathname;
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, ['--import', 'tsx', child], { timeout: 15_000 });
    expect(stdout).toBe('closed\n');
  });
});
