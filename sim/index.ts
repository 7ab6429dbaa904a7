/** Simulated bodies: the worlds by name, and a board that lives in one of them. */
import { z } from 'zod';
import type { Board, Fault } from '../src/board.js';
import { type Body, type WorldSpec, worldName } from '../src/body.js';
import type { ActuatorChannel, SensorChannel } from '../src/channel.js';
import { type Clock, SimulatedClock } from '../src/clock.js';
import { didYouMean, Problems, RobotError } from '../src/errors.js';
import { readPartly } from '../src/schema.js';
import { WorldBoard } from './board.js';
import { channelPins } from './faults/channel-pins.js';
import { FaultSchedule } from './faults/schedule.js';
import { SimulatedIo } from './io.js';
import { SimulatedTimers } from './timers.js';
import type { World } from './world.js';
import { banditWorld } from './worlds/bandit.js';
import { makeCartPoleWorld } from './worlds/cart-pole.js';
import { makeLineWorld } from './worlds/line.js';
import { tMazeWorld } from './worlds/t-maze.js';

export { WorldBoard } from './board.js';
export { Mpu6050 } from './i2c/mpu6050.js';
export { Pca9685 } from './i2c/pca9685.js';
export { RegisterFile } from './i2c/registers.js';
export { SimulatedIo } from './io.js';
export { SimulatedTimers } from './timers.js';
export type { Port, Wiring, World } from './world.js';

/** A world as the registry knows it; its card is docs/cards/worlds/<name>.md. */
export interface WorldEntry {
  readonly summary: string;
  /** Its options, with defaults; absent where it has none. */
  readonly schema?: z.ZodObject;
  /** What the schema gave of the options. */
  make(options: unknown): Promise<World>;
}

export const worlds: Readonly<Record<string, WorldEntry>> = {
  'cart-pole': {
    summary: 'CartPole-v1: a pole to be balanced on a cart, in episodes of 500 steps',
    make: makeCartPoleWorld,
  },
  line: { summary: 'a two-wheeled rover on an endless wandering line', make: makeLineWorld },
  bandit: banditWorld,
  't-maze': tMazeWorld,
};

export interface SimulatedBoardOptions {
  readonly body: Body;
  readonly robot: {
    /** For messages. */
    readonly name?: string;
    readonly tick_ms: number;
    readonly sensors: Readonly<Record<string, SensorChannel>>;
    readonly actuators: Readonly<Record<string, ActuatorChannel>>;
  };
  /** Default: the body's own world. */
  readonly world?: WorldSpec | undefined;
  /** Draws the world, its noise and the converter's. */
  readonly seed: number;
  readonly faults?: readonly Fault[] | undefined;
}

/**
 * The body in its world, open and at rest, time 0. Refuses (RobotError) a world that is not known,
 * a body that does not fit the board, faults of channels that the robot lacks.
 */
export async function openSimulatedBoard(options: SimulatedBoardOptions): Promise<WorldBoard> {
  const { body, robot, seed, faults = [] } = options;
  const { openBoard } = await loadBoards();
  const world = await makeWorld(options.world ?? body.world);
  try {
    world.reset(seed);
    const clock = new SimulatedClock();
    const timers = new SimulatedTimers(clock);
    const io = timers.run(() => new SimulatedIo({ seed }));
    const schedule = new FaultSchedule(faults, channelPins(body, robot, io), seed);
    const board = new WorldBoard({
      ...{ world, io, clock, timers },
      faults: faults.length > 0 ? schedule : undefined,
    });
    await board.mount(() => openBoard({ io, body, channels: robot, clock: board.clock }));
    return board;
  } catch (error) {
    world.close();
    throw error;
  }
}

/**
 * A world by its name, or by its kind and options.
 * @throws RobotError WORLD_UNKNOWN, or DESCRIPTION_INVALID with every problem of its options.
 */
export async function makeWorld(spec: WorldSpec | undefined): Promise<World> {
  const kind = spec === undefined ? undefined : worldName(spec);
  const entry = kind !== undefined && Object.hasOwn(worlds, kind) ? worlds[kind] : undefined;
  if (!entry) throw worldUnknown(kind);
  const problems = new Problems();
  const options = typeof spec === 'string' ? { kind } : spec;
  const read = readPartly(entry.schema ?? noOptions, options, 'body › world', problems);
  problems.throwIfAny();
  return entry.make(read);
}

const noOptions = z.strictObject({ kind: z.string() });

function worldUnknown(kind: string | undefined): RobotError {
  const known = Object.keys(worlds);
  return new RobotError({
    code: 'WORLD_UNKNOWN',
    path: 'body › world',
    got: kind === undefined ? 'no world' : `'${kind}'`,
    allowed: known.join(', '),
    remedy: `Name a world that is known.${didYouMean(kind ?? '', known)}`,
  });
}

/** sim knows no board: what is mounted on the plugin is loaded by its name. */
interface BoardsModule {
  openBoard(options: {
    readonly io: SimulatedIo;
    readonly body: Body;
    readonly channels: SimulatedBoardOptions['robot'];
    readonly clock: Clock;
  }): Promise<Board>;
}

async function loadBoards(): Promise<BoardsModule> {
  const name: string = '#boards';
  return (await import(name)) as BoardsModule;
}
