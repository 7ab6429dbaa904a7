/** The order of a tick, and what happens when sensors or callers misbehave. */
import { describe, expect, it } from 'vitest';
import { Controller } from '../../src/control/controller.js';
import { BenchBoard, BenchMind, bench } from './bench.js';

describe('a tick', () => {
  it('reads, thinks, writes, learns, and is witnessed, in this order', async () => {
    const { log, controller, run } = await bench();
    controller.witnesses.push(
      { tick: () => log.push('first') },
      { tick: () => log.push('second') },
    );
    run(1);
    expect(log).toEqual(['read', 'think', 'write', 'learn', 'first', 'second']);
  });

  it('keeps count of ticks, reward and spikes', async () => {
    const { controller, run } = await bench();
    run(5);
    const { ticks, reward, reward_sum, spikes_sum, safe_ticks } = controller;
    expect({ ticks, reward, reward_sum, spikes_sum, safe_ticks }).toEqual({
      ticks: 5,
      reward: 2,
      reward_sum: 10,
      spikes_sum: 15,
      safe_ticks: 0,
    });
  });

  it('gives witnesses the number of the tick that is being done', async () => {
    const { controller, run } = await bench();
    const seen: number[] = [];
    controller.witnesses.push({ tick: ({ ticks, raw }) => seen.push(ticks, raw.tick) });
    run(2);
    expect(seen).toEqual([0, 0, 1, 1]);
  });

  it('limits what the mind says before it reaches the board', async () => {
    const { board, mind, run } = await bench();
    mind.answer = 1e9;
    run(1);
    expect(board.wheel).toBe(1.5);
    run(20);
    expect(board.wheel).toBe(10);
    mind.answer = Number.NaN;
    run(20);
    expect(board.wheel).toBe(0.5);
  });
});

describe('a sensor', () => {
  it('that has not spoken yet keeps the actuators safe and the mind out of it', async () => {
    const { log, board, controller, run } = await bench();
    board.near = undefined;
    run(1);
    expect(log).toEqual(['read', 'safe']);
    expect(controller.lifecycle.state).toBe('armed');
    expect(controller.command.values[0]).toBe(0.5);
    board.near = 42;
    run(1);
    expect(controller.lifecycle.state).toBe('running');
  });

  it.each([
    ['turns NaN', Number.NaN],
    ['leaves its range', 101],
    ['falls silent', undefined],
  ])('that %s is held at its last good value, then sends the actuators to safe', async (_, bad) => {
    const { log, board, mind, controller, run } = await bench();
    run(1);
    board.near = bad;
    run(10);
    expect(controller.verdict === 'held' || bad === undefined).toBe(true);
    expect(mind.seen).toBe(42);
    run(10);
    log.length = 0;
    run(1);
    expect(log).toEqual(['read', 'safe']);
    expect(controller.verdict).toBe('safe');
    expect(controller.lifecycle.state).toBe('safe');
    expect(controller.command.values[0]).toBe(0.5);
    expect(controller.reward).toBe(0);
    expect(controller.safe_ticks).toBeGreaterThan(0);
  });

  it('that comes back lets the robot go on, at the pace of its slew', async () => {
    const { board, mind, controller, run } = await bench();
    mind.answer = 10;
    run(20);
    board.near = Number.NaN;
    run(20);
    expect(board.wheel).toBeNaN();
    board.near = 42;
    run(1);
    expect(controller.lifecycle.state).toBe('running');
    expect(board.wheel).toBe(1.5);
  });
});

describe('a stop', () => {
  it('keeps the actuators safe and the mind out of it until it is armed anew', async () => {
    const { log, board, controller, run } = await bench();
    run(1);
    controller.stop();
    log.length = 0;
    run(2);
    expect(log).toEqual(['read', 'safe', 'read', 'safe']);
    expect([controller.reason, controller.lifecycle.state]).toEqual(['stopped', 'safe']);
    controller.arm();
    run(1);
    expect([controller.reason, controller.lifecycle.state]).toEqual(['none', 'running']);
    expect(board.wheel).toBe(1);
  });

  it('of an input that is held outlasts the arming', async () => {
    const { controller, run } = await bench();
    run(1);
    controller.stop('input');
    for (let i = 0; i < 3; i++) {
      run(1);
      controller.arm();
    }
    run(1);
    expect(controller.reason).toBe('stopped');
    controller.gate.release('input');
    run(1);
    expect(controller.reason).toBe('stopped');
    controller.arm();
    run(1);
    expect(controller.reason).toBe('none');
  });
});

describe('a loop that comes late', () => {
  it('is degraded after three misses in a row, and no more when it comes in time', async () => {
    const { board, controller } = await bench();
    const tick = (missed: number) => {
      board.clock.advance(10_000 * (1 + missed));
      controller.tick(missed);
      return controller.lifecycle.state;
    };
    expect([0, 2, 0, 2, 1, 0].map(tick)).toEqual([
      ...['running', 'running', 'running'],
      ...['running', 'degraded', 'running'],
    ]);
    expect(controller.punctuality.missed_sum).toBe(5);
  });

  it('is safe after ten, until ten ticks were in time', async () => {
    const { board, controller } = await bench();
    const tick = (missed: number) => {
      board.clock.advance(10_000);
      controller.tick(missed);
      return controller.lifecycle.state;
    };
    tick(0);
    expect(tick(10)).toBe('safe');
    expect(controller.reason).toBe('resting');
    expect(Array.from({ length: 10 }, () => tick(0))).toEqual([
      ...Array.from({ length: 9 }, () => 'safe'),
      'running',
    ]);
  });
});

describe('the life of a controller', () => {
  it('begins with the actuators safe', async () => {
    const log: string[] = [];
    const board = new BenchBoard(log);
    const mind = new BenchMind(log);
    const { robot } = (await bench()).controller;
    const controller = new Controller({ robot, board, clock: board.clock, mind });
    expect(() => controller.tick()).toThrow(/LIFECYCLE_REFUSED/);
    await controller.open();
    expect(log).toEqual(['open', 'safe']);
  });

  it('ends with the actuators safe, once however often it is closed', async () => {
    const { log, controller } = await bench();
    await controller.close();
    await controller.close();
    expect(log).toEqual(['safe', 'mind closes', 'close']);
  });

  it('has no ticks after it', async () => {
    const { log, controller } = await bench();
    await controller.close();
    log.length = 0;
    expect(() => controller.tick()).toThrow(/LIFECYCLE_REFUSED/);
    expect(log).toEqual([]);
  });
});
