/** The lockstep loop: how many ticks, in which order, on which grid, and when it stops. */
import { describe, expect, it } from 'vitest';
import { machineClock } from '../../src/clock.js';
import { Loop } from '../../src/control/loop.js';
import { bench, TICK_MS } from './bench.js';

const SLOT_US = TICK_MS * 1000;

describe('a loop at full speed', () => {
  it('runs the robot seconds it was given, to the tick', async () => {
    const { controller, board } = await bench();
    const loop = new Loop(controller, board, { seconds: 12.34, speed: 'max' });
    await loop.run();
    expect(controller.ticks).toBe(1234);
    expect(board.clock.now_us()).toBe(12_340_000);
    expect(loop.cost.count).toBe(1234);
    expect([loop.lateness.count, loop.missed]).toEqual([0, 0]);
  });

  it('moves the world, then the robot, then says so', async () => {
    const { log, controller, board } = await bench();
    const onTick = () => log.push('told');
    await new Loop(controller, board, { seconds: 0.02, speed: 'max', onTick }).run();
    const tick = ['advance', 'read', 'think', 'write', 'learn', 'told'];
    expect(log).toEqual([...tick, ...tick]);
  });

  it('runs at least one tick', async () => {
    const { controller, board } = await bench();
    await new Loop(controller, board, { seconds: 1e-6, speed: 'max' }).run();
    expect(controller.ticks).toBe(1);
  });

  it('ends a run without an end when it is stopped', async () => {
    const { controller, board } = await bench();
    let turns = 0;
    await new Loop(controller, board, {
      seconds: Number.POSITIVE_INFINITY,
      speed: 'max',
      onTurn: () => {
        turns += 1;
      },
      stopped: () => turns === 2,
    }).run();
    expect(turns).toBe(2);
    expect(controller.ticks).toBeGreaterThanOrEqual(2);
  });

  it('ends with what a witness throws', async () => {
    const { controller, board } = await bench();
    const onTick = () => {
      throw new Error('enough');
    };
    const loop = new Loop(controller, board, { seconds: 1, speed: 'max', onTick });
    await expect(loop.run()).rejects.toThrow('enough');
    expect(controller.ticks).toBe(1);
  });
});

describe('a paced loop', () => {
  it('skips the slots that it missed, and never bursts to catch up', async () => {
    const { controller, board } = await bench();
    const start_us = machineClock.now_us();
    let stall_us = 0;
    const clock = { now_us: () => machineClock.now_us() + stall_us };
    const loop = new Loop(controller, board, {
      seconds: 0.1,
      speed: 1,
      clock,
      onTick: () => {
        if (controller.ticks === 3) stall_us = 5.5 * SLOT_US;
      },
    });
    await loop.run();
    expect(controller.ticks).toBe(10);
    expect(loop.missed).toBeGreaterThanOrEqual(4);
    expect(loop.lateness.count).toBe(10);
    expect(loop.lateness.max_us).toBeGreaterThan(4 * SLOT_US);
    // No slot of the grid was used twice: a tick may begin up to 1 ms before its slot, no more.
    const passed_us = clock.now_us() - start_us;
    expect((controller.ticks + loop.missed) * SLOT_US).toBeLessThanOrEqual(passed_us + 1000);
  });

  it('is as many ticks at another speed', async () => {
    const { controller, board } = await bench();
    await new Loop(controller, board, { seconds: 1, speed: 1000 }).run();
    expect(controller.ticks).toBe(100);
  });

  it('stops while it waits for a slot that is hours away', async () => {
    const { controller, board } = await bench();
    let asked = 0;
    const stopped = () => {
      asked += 1;
      return asked > 3;
    };
    await new Loop(controller, board, { seconds: 1, speed: 1e-12, stopped }).run();
    expect(controller.ticks).toBe(0);
  });
});
