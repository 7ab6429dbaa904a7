/** A plugin that fails while it runs: it is counted, and what was lost is told anew. */
import { describe, expect, it } from 'vitest';
import { makeCommand, makeFrame } from '../../src/channel.js';
import type { RobotError } from '../../src/errors.js';
import { Bench, channels } from './bench.js';

async function running(): Promise<Bench> {
  const bench = new Bench();
  await bench.board.open();
  for (let i = 0; i < 3; i++) bench.pass();
  drive(bench);
  return bench;
}

function drive({ board }: Bench, arm_deg = 9): void {
  const command = makeCommand(Object.keys(channels.actuators));
  command.values.set([4, arm_deg, 50]);
  board.write(command);
}

function valid_us({ board }: Bench): number {
  const frame = makeFrame(['light']);
  board.read(frame);
  return frame.valid_us[0] as number;
}

describe('a board that loses its connection', () => {
  it('counts it, and keeps the time of its last sample', async () => {
    const bench = await running();
    const before_us = valid_us(bench);
    bench.io.cut();
    bench.pass();
    bench.pass();
    drive(bench);
    expect(valid_us(bench)).toBe(before_us);
    expect(bench.observed('lamp')).toBe(0);
    expect(bench.board.errors.count).toBe(1);
    expect((bench.board.errors.last as RobotError).message).toMatchInlineSnapshot(`
      "✖ BOARD_LOST  no connection any more; allowed: a board that stays connected.
          at  board › Simulated
          do  Check its power and its cable; it goes on by itself when it is back."
    `);
    expect((bench.board.errors.last as RobotError).code).toBe('BOARD_LOST');
    await bench.board.close();
  });

  it('is told everything anew when it is back, from safe on', async () => {
    const bench = await running();
    bench.io.cut();
    bench.io.restart();
    expect(bench.observed('wheel')).toBeCloseTo(0, 6);
    expect(bench.observed('arm')).toBeCloseTo(-45, 6);
    bench.pass();
    bench.pass();
    drive(bench);
    expect(valid_us(bench)).toBe(bench.clock.now_us() - 10_000);
    expect(bench.observed('wheel')).toBeCloseTo(4, 1);
    expect(bench.observed('arm')).toBeCloseTo(9, 0);
    expect(bench.observed('lamp')).toBeCloseTo(50, 0);
    await bench.board.close();
  });

  it('keeps nothing of its earlier lives', async () => {
    const bench = await running();
    const listeners = () => bench.io.eventNames().map((event) => bench.io.listenerCount(event));
    bench.io.restart();
    const before = listeners();
    for (let i = 0; i < 20; i++) bench.io.restart();
    expect(listeners()).toEqual(before);
    await bench.board.close();
    expect(bench.io.listenerCount('reportversion')).toBe(0);
  });
});

describe('a plugin that throws', () => {
  it('at a write keeps nobody from writing the other actuators, and is asked again', async () => {
    const bench = await running();
    const { io, board } = bench;
    const servoWrite = io.servoWrite.bind(io);
    io.servoWrite = () => {
      throw new Error('EREMOTEIO');
    };
    board.safe();
    expect(board.errors).toEqual({ count: 1, last: new Error('EREMOTEIO') });
    expect(bench.observed('lamp')).toBe(0);
    drive(bench, 20);
    expect(board.errors.count).toBe(2);
    expect(bench.observed('lamp')).toBeCloseTo(50, 0);
    io.servoWrite = servoWrite;
    drive(bench, 20);
    expect(bench.observed('arm')).toBeCloseTo(20, 0);
    await board.close();
  });
});
