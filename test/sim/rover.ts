/** The line rover for tests of the simulated board: its channels, its body, and a simple pilot. */
import { openSimulatedBoard } from '../../sim/index.js';
import type { Fault, SimulatedBoard } from '../../src/board.js';
import type { Body, SensorDevice } from '../../src/body.js';
import {
  type Command,
  type Frame,
  makeCommand,
  makeFrame,
  type SensorChannel,
} from '../../src/channel.js';

const NOSE = Array.from({ length: 8 }, (_, i) => `nose_${i}`);
const each = <T>(value: (i: number) => T): Record<string, T> =>
  Object.fromEntries(NOSE.map((name, i) => [name, value(i)]));

const wheel = { unit: 'rad/s', min: -20, max: 20, safe: 0, slew_per_s: 400 } as const;

export const robot = {
  name: 'rover',
  tick_ms: 5,
  sensors: each((): SensorChannel => ({ unit: '1', min: 0, max: 1 })),
  actuators: { wheel_left: wheel, wheel_right: wheel },
};

export const TICK_US = robot.tick_ms * 1000;
const LEFT = { device: 'motor', pins: { pwm: 5, dir: 4 } } as const;
const RIGHT = { device: 'motor', pins: { pwm: 6, dir: 7 } } as const;

export const body = {
  world: 'line',
  sensors: each((i): SensorDevice => ({ device: 'analog', pin: `A${i}` })),
  actuators: { wheel_left: LEFT, wheel_right: RIGHT },
} satisfies Body;

/** The same rover with the wires of its motors exchanged. */
export const swapped = {
  ...body,
  actuators: { wheel_left: RIGHT, wheel_right: LEFT },
} satisfies Body;

export function openRover(seed = 7, faults: readonly Fault[] = [], on: Body = body) {
  return openSimulatedBoard({ body: on, robot, seed, faults });
}

/** Runs a rover on its simulated board, tick by tick. */
export class Rover {
  readonly frame: Frame = makeFrame(NOSE);
  readonly command: Command = makeCommand(Object.keys(robot.actuators));

  constructor(readonly board: SimulatedBoard) {}

  get offset_mm(): number {
    return this.board.measures.values[1] as number;
  }

  get falls(): number {
    return this.board.measures.values[0] as number;
  }

  sensor(name: string): { value: number; age_us: number } {
    const i = NOSE.indexOf(name);
    const age_us = this.board.clock.now_us() - (this.frame.valid_us[i] as number);
    return { value: this.frame.values[i] as number, age_us };
  }

  /** One tick with these wheel speeds. */
  tick(left_rad_s: number, right_rad_s: number): void {
    this.board.advance(TICK_US);
    this.board.read(this.frame);
    this.command.values[0] = left_rad_s;
    this.command.values[1] = right_rad_s;
    this.board.write(this.command);
  }

  /** One tick with its nose steered to where the floor is dark. */
  follow(): void {
    let dark = 0;
    let moment = 0;
    for (let i = 0; i < NOSE.length; i++) {
      const seen = Math.max(0, (this.frame.values[i] as number) - 0.1) || 0;
      dark += seen;
      moment += seen * (i - 3.5);
    }
    const turn = dark > 0.2 ? (2 * moment) / dark : 0;
    this.tick(9 + turn, 9 - turn);
  }

  run(seconds: number, tick: (rover: Rover) => void): void {
    const ticks = Math.round(seconds / (TICK_US / 1e6));
    for (let i = 0; i < ticks; i++) tick(this);
  }
}
