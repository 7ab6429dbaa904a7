/** One life: a robot, its world and what befalls it, from one seed; lived twice, then replayed. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { openSimulatedBoard, type WorldBoard } from '../../sim/index.js';
import type { Body } from '../../src/body.js';
import { Controller } from '../../src/control/controller.js';
import { headerOf, type RecordingHeader } from '../../src/control/recording/header.js';
import { Recorder } from '../../src/control/recording/recorder.js';
import { Recording } from '../../src/control/recording/recording.js';
import { ReplayBoard } from '../../src/control/replay.js';
import { SpikingMind } from '../../src/control/spiking-mind.js';
import { RobotError } from '../../src/errors.js';
import { type Compiled, compile } from '../../src/network/compile.js';
import type { Robot } from '../../src/robot.js';
import { drawBody } from './body.js';
import { GarbageBoard } from './garbage-board.js';
import { Invariants } from './invariants.js';
import { drawMishaps, type Mishaps, type Order } from './mishaps.js';
import { drawRobot } from './robot.js';
import { must, Violation } from './violation.js';
import { WatchedMind } from './watched-mind.js';

/** Threads that wait for each other are slow on a machine that is busy. */
const TWO_THREADS_EVERY = 16;

interface Plan {
  readonly seed: number;
  readonly ticks: number;
  readonly robot: Robot;
  readonly body: Body;
  readonly compiled: Compiled;
  readonly mishaps: Mishaps;
}

/** What a life came to. */
export interface Fate {
  /** Of every command, verdict, reward and pin, and the mind at the end. */
  readonly hash: string;
  readonly verdicts: Readonly<Record<string, number>>;
  /** Ticks in which some weight had changed. */
  readonly learned: number;
}

/**
 * Lives the life of a seed.
 * @param path for its recording, which is removed.
 * @throws Violation, or RobotError where what was drawn is no robot.
 */
export async function live(seed: number, ticks: number, path: string): Promise<Fate> {
  const robot = drawRobot(seed);
  const plan: Plan = {
    ...{ seed, ticks, robot },
    body: drawBody(seed, robot),
    compiled: compile(robot, { seed }),
    mishaps: drawMishaps(seed, robot, ticks),
  };
  try {
    const first = await liveOnce(plan, 1, path);
    await replay(plan, path);
    const second = await liveOnce(plan, seed % TWO_THREADS_EVERY === 0 ? 2 : 1);
    must(
      first.hash === second.hash,
      'a seed repeats itself',
      () => `${first.hash}, ${second.hash}`,
    );
    return first;
  } finally {
    rmSync(path, { force: true });
  }
}

/** Recorded where a path is given. */
async function liveOnce(plan: Plan, threads: number, path?: string): Promise<Fate> {
  const { seed, ticks, robot, body, compiled, mishaps } = plan;
  const world = await openSimulatedBoard({ body, robot, seed, faults: mishaps.faults });
  const board = new GarbageBoard(world, mishaps.garbage);
  const mind = new WatchedMind(robot, compiled, { seed, threads });
  const controller = new Controller({ robot, board, clock: board.clock, mind });
  const recorder = path === undefined ? undefined : record(path, controller, seed);
  const { network } = mind;
  const invariants = new Invariants({
    ...{ robot, body, controller, mind, network, mishaps },
    board: world,
  });
  const diary = new Diary();
  controller.witnesses.push(diary);
  const dt_us = robot.tick_ms * 1000;
  let true_us = 0;
  try {
    refuses(() => controller.tick(), 'LIFECYCLE_REFUSED');
    await controller.open();
    controller.arm();
    for (let t = 0; t < ticks; t++) {
      for (const order of mishaps.orders) if (order.tick === t) give(order, controller);
      const began_us = true_us;
      board.advance(dt_us);
      true_us += (1 + board.missed) * dt_us;
      controller.tick(board.missed);
      invariants.check(began_us);
      diary.look(world, invariants.weights);
    }
    const fate = diary.close(controller);
    await controller.close();
    await controller.close();
    invariants.checkClosed(true_us - dt_us);
    refuses(() => controller.tick(), 'LIFECYCLE_REFUSED');
    return fate;
  } catch (error) {
    throw named(error, controller.ticks);
  } finally {
    recorder?.close();
    await controller.close();
  }
}

/** A violation knows its tick; any other error in the middle of a life is one. */
function named(error: unknown, tick: number): Violation {
  const violation =
    error instanceof Violation ? error : new Violation('nothing throws', String(error));
  violation.tick = tick;
  return violation;
}

function give({ kind, name }: Order, { orders, lifecycle }: Controller): void {
  if (kind === 'freeze' || kind === 'learn' || kind === 'stop') orders[kind]();
  else if (kind === 'keep') orders.keep(name);
  else if (kind === 'rollBack' && orders.checkpoints.includes(name)) orders.rollBack(name);
  else if (kind === 'rollBack') refuses(() => orders.rollBack(name), 'NAME_UNKNOWN');
  else if (lifecycle.allows(kind)) orders[kind]();
  else refuses(() => orders[kind](), 'LIFECYCLE_REFUSED');
}

function refuses(work: () => void, code: string): void {
  let got: unknown = 'nothing';
  try {
    work();
  } catch (error) {
    got = error;
  }
  const isRefused = got instanceof RobotError && got.code === code;
  must(isRefused, `${code} is refused`, () => String(got));
}

/** Hashes what a life does. */
class Diary {
  readonly #hash = createHash('sha256');
  readonly #verdicts: Record<string, number> = {};
  #weights = '';
  #learned = -1;

  tick({ verdict, reward, now_us, command }: Controller): void {
    this.#verdicts[verdict] = (this.#verdicts[verdict] ?? 0) + 1;
    this.#hash.update(`${verdict} ${reward} ${now_us} ${command.values.join(' ')}\n`);
  }

  look({ io }: WorldBoard, weights: string): void {
    this.#hash.update(`${io.pins.map(({ value, mode }) => `${mode}:${value}`).join(' ')}\n`);
    if (weights !== this.#weights) this.#learned += 1;
    this.#weights = weights;
  }

  close({ mind }: Controller): Fate {
    const hash = this.#hash.update(mind.hash()).digest('hex').slice(0, 16);
    return { hash, verdicts: this.#verdicts, learned: this.#learned };
  }
}

/** Waits for the disk where it must: a recording is whole. */
function record(path: string, controller: Controller, seed: number): Recorder {
  const run = { source: 'swarm', seed, learning: true, clamp_dopamine: false };
  const header = { ...(headerOf(controller, run) as RecordingHeader), hash_every: 25 };
  const recorder = new Recorder(path, header, { waits: true });
  controller.witnesses.push(recorder);
  return recorder;
}

/** The recording through the same controller, on a board that gives what was recorded. */
async function replay({ seed, robot, compiled }: Plan, path: string): Promise<void> {
  const board = new ReplayBoard(new Recording(path));
  const mind = new SpikingMind(robot, compiled, { seed });
  const controller = new Controller({ robot, board, clock: board.clock, mind });
  controller.orders.source = () => board.order;
  controller.witnesses.push(board);
  await controller.open();
  controller.arm();
  try {
    while (!board.done) controller.tick(board.missed);
    const { difference } = board;
    must(difference === undefined, 'a recording replays', () => JSON.stringify(difference));
  } catch (error) {
    throw named(error, controller.ticks);
  } finally {
    await controller.close();
  }
}
