/**
 * striatum world: the simulated board of a robot as a process of its own, in real time, on the
 * other side of a gate. What is driven at its pins does not depend on the program that thinks.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { SimulatedBoard } from '../board.js';
import { makeCommand, makeFrame } from '../channel.js';
import { addon, type NativeGate } from '../network/binding.js';
import { simulatedBoard } from '../registry.js';
import { loadRobot, needBody } from './load.js';
import { positiveNumber, print, robotCommand, seedOption, worldOption } from './options.js';

interface WorldOptions {
  readonly memory: string;
  readonly pins?: string;
  readonly seed: number;
  readonly world?: string;
  readonly seconds?: number;
}

export function addWorld(program: Command): void {
  robotCommand(
    program,
    'world',
    "a robot's simulated board as a process of its own, in real time, on the far side of a gate",
    world,
    seedOption(),
    worldOption(),
    new Option('--memory <file>', 'what it shares with the gate').makeOptionMandatory(),
    new Option('--pins <file>', 'write a line whenever what reaches the world changes'),
    new Option('--seconds <s>', 'default: until it is killed').argParser(positiveNumber),
  );
}

/** From one step of the world to the next. */
const STEP_US = 1000;

async function world(path: string, options: WorldOptions): Promise<void> {
  const found = await loadRobot(path);
  const { seed, world: name, seconds = Number.POSITIVE_INFINITY } = options;
  const { robot } = found;
  const board = await simulatedBoard({ body: needBody(found), robot, world: name, seed });
  await board.open();
  board.safe();
  const memory = new (addon().Gate)(options.memory);
  const far = new FarSide(board, memory, Object.keys(robot.sensors), Object.keys(robot.actuators));
  const pins = options.pins === undefined ? undefined : new PinLog(options.pins);
  print('ready');
  try {
    run(far, board, seconds * 1e6, pins);
  } finally {
    board.safe();
    pins?.close();
    memory.close();
    await board.close();
  }
}

/** A gate that was silent for so long has ended, and the world with it. */
const GATE_ENDED_US = 2e6;
/** Worlds do not wait for programs. */
const PRIORITY = 75;

/** Late steps are caught up with: a world cannot leave out time. */
function run(far: FarSide, board: SimulatedBoard, for_us: number, pins?: PinLog): void {
  const native = addon();
  native.takePriority(PRIORITY);
  const start_us = native.nowUs();
  for (let due_us = start_us; due_us - start_us < for_us; due_us += STEP_US) {
    const now_us = native.waitUntil(due_us);
    if (now_us - far.gateBeat_us() > GATE_ENDED_US) return;
    far.step(STEP_US, now_us);
    pins?.look(board.driven, now_us);
  }
}

/** The board, driven by what the gate says and sensed into the memory. */
class FarSide {
  readonly #board: SimulatedBoard;
  readonly #memory: NativeGate;
  readonly #frame;
  readonly #command;
  readonly #held: Uint8Array;
  readonly #facts = new Float64Array(7);
  readonly #life = new Float64Array(6 + 832);
  readonly #valid_us: Float64Array;

  constructor(
    board: SimulatedBoard,
    memory: NativeGate,
    sensors: readonly string[],
    actuators: readonly string[],
  ) {
    this.#board = board;
    this.#memory = memory;
    this.#frame = makeFrame(sensors);
    this.#command = makeCommand(actuators);
    this.#held = new Uint8Array(actuators.length);
    this.#valid_us = new Float64Array(sensors.length);
  }

  /** When the gate stepped last. */
  gateBeat_us(): number {
    this.#memory.life(this.#life);
    return this.#life[0] as number;
  }

  step(dt_us: number, now_us: number): void {
    const { values } = this.#command;
    if (this.#memory.done(values, this.#held, this.#facts)) this.#board.write(this.#command);
    this.#board.advance(dt_us);
    this.#board.read(this.#frame);
    // the board's clock began with it; what it says of ages holds in any clock
    const shift_us = now_us - this.#board.clock.now_us();
    const { values: sensed, valid_us } = this.#frame;
    for (let i = 0; i < valid_us.length; i++) {
      this.#valid_us[i] = (valid_us[i] as number) + shift_us;
    }
    this.#memory.sense(sensed, this.#valid_us);
  }
}

/** A line of JSON for each change: when, and what reaches the world from each actuator. */
class PinLog {
  readonly #file: number;
  #last = '';

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  look(driven: Float64Array, now_us: number): void {
    const values = JSON.stringify([...driven]);
    if (values === this.#last) return;
    this.#last = values;
    writeSync(this.#file, `{"now_us":${now_us},"values":${values}}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
