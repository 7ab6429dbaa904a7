/**
 * The program that bench/kill.ts kills: a line rover that learns, restored from its directory,
 * with a short interval; it says a line of JSON for each thing that is done.
 */
import { fileURLToPath } from 'node:url';
import body from '../examples/line-rover/body.js';
import robot from '../examples/line-rover/robot.js';
import { Keeper } from '../src/control/checkpoint/keeper.js';
import { restore } from '../src/control/checkpoint/restore.js';
import { Store } from '../src/control/checkpoint/store.js';
import { Loop } from '../src/control/loop.js';
import { openSimulation } from '../src/control/simulation.js';
import type { SpikingMind } from '../src/control/spiking-mind.js';
import { RobotError } from '../src/errors.js';

/** Robot seconds; a twentieth of that passes. */
const EVERY_S = 2;
const SPEED = 20;
const SAID_EVERY_TICKS = 20;
const SEED = 1;

export const INTERVAL_TICKS = Math.round((EVERY_S * 1000) / robot.tick_ms);

/** Ticks are those of the mind, over all its lives. */
export type Line =
  | {
      readonly kind: 'restored';
      /** 0 where there was none. */
      readonly number: number;
      readonly tick: number;
      /** Whether the mind has the hash that its file gives. */
      readonly whole: boolean;
      readonly log: readonly string[];
    }
  | { readonly kind: 'saved'; readonly number: number; readonly tick: number }
  | { readonly kind: 'failed'; readonly tick: number }
  | { readonly kind: 'tick'; readonly tick: number };

function say(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(directory: string): Promise<void> {
  const simulation = await openSimulation({ robot, body, seed: SEED });
  const { controller, board } = simulation;
  const mind = simulation.mind as SpikingMind;
  const origin = { robot: robot.name, source: '', seed: SEED, tick_ms: robot.tick_ms };
  const store = new Store(directory);
  openIfWritable(store);
  const { header, log } = restore(store, mind, origin);
  const whole = header === undefined || mind.hash() === header.mind_hash;
  const { number = 0, tick: restored_tick = 0 } = header ?? {};
  say({ kind: 'restored', number, tick: restored_tick, whole, log });
  const tick = () => mind.ticks_before + controller.ticks;
  const keeper = new Keeper(store, mind, {
    every_s: EVERY_S,
    origin,
    onSaved: (number, tick) => say({ kind: 'saved', number, tick }),
    onProblem: (_, kind) => kind === 'failed' && say({ kind, tick: tick() }),
  });
  controller.witnesses.push(keeper);
  const loop = new Loop(controller, board, {
    seconds: Number.POSITIVE_INFINITY,
    speed: SPEED,
    onTick: () => {
      if (controller.ticks % SAID_EVERY_TICKS === 0) say({ kind: 'tick', tick: tick() });
    },
  });
  await loop.run();
}

function openIfWritable(store: Store): void {
  try {
    store.open();
  } catch (error) {
    if (!(error instanceof RobotError) || error.code !== 'FILE_UNWRITABLE') throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2] as string);
