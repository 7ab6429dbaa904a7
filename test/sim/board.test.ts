/** The simulated board: a rover on the line world, through johnny-five's Sensor and Motor. */
import { describe, expect, it } from 'vitest';
import { openSimulatedBoard, type WorldBoard } from '../../sim/index.js';
import type { Body } from '../../src/body.js';
import { RobotError } from '../../src/errors.js';
import { boardContract } from '../contract/board.js';
import { RETAINED_MAX_BYTES, retained_bytes } from '../contract/heap.js';
import { body, openRover, Rover, robot, swapped, TICK_US } from './rover.js';

const underTest = async () => {
  const board = await openRover();
  return {
    board,
    sensors: robot.sensors,
    actuators: robot.actuators,
    now_us: () => board.clock.now_us(),
    pass: () => board.advance(TICK_US),
    observed: (name: string) => observedWheel(board, name as keyof typeof body.actuators),
  };
};

boardContract('the rover in its world', underTest, { lockstep: true });

function observedWheel({ io }: WorldBoard, name: keyof typeof body.actuators): number {
  const { pwm, dir } = body.actuators[name].pins;
  const sign = io.pins[dir]?.value ? 1 : -1;
  return (((io.pins[pwm]?.value as number) * sign) / 255) * robot.actuators[name].max;
}

describe('the simulated board', () => {
  it('has its first samples when it is open', async () => {
    const board = await openRover();
    const rover = new Rover(board);
    board.read(rover.frame);
    expect(Math.max(...rover.frame.values)).toBeGreaterThan(0.8);
    expect([...rover.frame.valid_us]).toEqual(new Array(8).fill(0));
    await board.close();
  });

  it('gives samples that are one tick old', async () => {
    const board = await openRover();
    const rover = new Rover(board);
    rover.tick(0, 0);
    rover.tick(0, 0);
    expect(board.clock.now_us()).toBe(2 * TICK_US);
    expect([...rover.frame.valid_us]).toEqual(new Array(8).fill(TICK_US));
    await board.close();
  });

  it('lets a simple pilot stay on the line', async () => {
    const board = await openRover();
    const rover = new Rover(board);
    let sum_mm = 0;
    rover.run(30, () => {
      rover.follow();
      sum_mm += Math.abs(rover.offset_mm);
    });
    expect(rover.falls).toBe(0);
    expect(sum_mm / 6000).toBeLessThan(6);
    await board.close();
  });

  it('gives the same frames for one seed over 10000 ticks, others for another', async () => {
    const boards = [await openRover(7), await openRover(7), await openRover(8)];
    const [a, b, other] = boards.map((board) => new Rover(board)) as [Rover, Rover, Rover];
    for (let tick = 0; tick < 10_000; tick++) {
      for (const rover of [a, b, other]) rover.follow();
      expect(b.frame, `at tick ${tick}`).toEqual(a.frame);
      expect(b.offset_mm, `at tick ${tick}`).toBe(a.offset_mm);
    }
    expect(other.frame.values).not.toEqual(a.frame.values);
    for (const board of boards) await board.close();
  });

  it('turns the other way with the wires of its motors exchanged', async () => {
    const turn = async (on: Body) => {
      const board = await openRover(7, [], on);
      const rover = new Rover(board);
      const start_mm = rover.offset_mm;
      rover.run(0.3, () => rover.tick(-5, 5));
      await board.close();
      return rover.offset_mm - start_mm;
    };
    expect(await turn(body)).toBeGreaterThan(10);
    expect(await turn(swapped)).toBeLessThan(-10);
  });

  it('keeps no memory in a run that never yields to the event loop', async () => {
    const board = await openRover();
    const rover = new Rover(board);
    // Reversing makes johnny-five tell of it at every tick, by process.nextTick.
    const reverse = () => rover.tick(rover.command.values[0] === 5 ? -5 : 5, 5);
    rover.run(10, reverse);
    expect(retained_bytes(() => rover.run(150, reverse))).toBeLessThan(RETAINED_MAX_BYTES);
    expect(board.timers.pending).toBe(8);
    await board.close();
  });

  it('leaves the machine its own timers', async () => {
    const before = [setTimeout, setInterval, process.nextTick, Date.now];
    const board = await openRover();
    const rover = new Rover(board);
    rover.run(1, () => rover.follow());
    expect([setTimeout, setInterval, process.nextTick, Date.now]).toEqual(before);
    await board.close();
    expect(board.timers.pending).toBe(0);
  });
});

describe('the simulated board refuses', () => {
  const refusal = (change: object) =>
    openSimulatedBoard({ body, robot, seed: 1, ...change }).then(
      () => [],
      (error: unknown) => (error as RobotError).problems.map(({ code }) => code),
    );

  it('a world that is not known, or none', async () => {
    expect(await refusal({ world: 'lime' })).toEqual(['WORLD_UNKNOWN']);
    expect(await refusal({ body: { ...body, world: undefined } })).toEqual(['WORLD_UNKNOWN']);
    const error = await openSimulatedBoard({ body, robot, seed: 1, world: 'lime' }).catch((e) => e);
    expect(error).toBeInstanceOf(RobotError);
    expect(error.message).toMatchInlineSnapshot(`
      "✖ WORLD_UNKNOWN  'lime'; allowed: cart-pole, line.
          at  body › world
          do  Name a world that is known. Did you mean 'line'?"
    `);
  });

  it('a body that does not fit', async () => {
    const { nose_0, ...sensors } = body.sensors;
    expect(nose_0).toBeDefined();
    expect(await refusal({ body: { ...body, sensors } })).toEqual(['SENSOR_MISSING']);
  });

  it('faults of channels that the robot lacks', async () => {
    const faults = [
      { kind: 'freeze', sensor: 'nose_9', from_s: 1 },
      { kind: 'stuck', actuator: 'wheel_up', from_s: 1 },
    ];
    expect(await refusal({ faults })).toEqual(['NAME_UNKNOWN', 'NAME_UNKNOWN']);
  });
});
