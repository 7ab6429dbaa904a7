/**
 * The gate as the controller meets it: no bad sample gets in unseen, no bad value gets out. What is
 * decided is decided in native/gate; this file says it in words and counts it.
 */
import { type Command, type Frame, makeFrame } from '../channel.js';
import { RobotError } from '../errors.js';
import { addon, type NativeGate } from '../network/binding.js';
import type { RobotChannels } from './channels.js';
import { limitsOf } from './limits.js';

/** What is to be thought of the samples of one tick, worst last. */
export const VERDICTS = ['ok', 'held', 'waiting', 'safe'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What may be wrong with a sample; 'none' stands first in the native table. */
export const SENSOR_FAULTS = ['missing', 'stale', 'not_a_number', 'out_of_range'] as const;

/** What may be held back of a command. */
export const HELD = ['not_a_number', 'range', 'slew'] as const;

/** Why actuators are at their safe values, or on the way there; the first that holds. */
export const REASONS = [
  'none',
  'stopped',
  'disarmed',
  'heartbeat',
  'sensor',
  'waiting',
  'command',
  'resting',
] as const;
export type Reason = (typeof REASONS)[number];

/** Who may ask for an emergency stop, as bits. */
export const STOPS = { input: 1, command: 2, signal: 4 } as const;
export type StopSource = keyof typeof STOPS;

/** Where NativeGate.done() puts what. */
const FACT = { tick: 0, time_us: 1, reason: 2, cause: 3, fault: 4, stopped: 5, stops: 6 } as const;

export class Gate {
  /** The frame that the mind may see: bad values replaced by the last good ones. */
  readonly clean: Frame;
  /** faults[sensor * 4 + fault]: ticks on which it happened. */
  readonly faults: Float64Array;
  /** holds[actuator * 3 + what]: ticks on which a command was held back. */
  readonly holds: Float64Array;
  /** Why the last step did not drive. */
  reason: Reason = 'disarmed';
  /** Index of the sensor that caused the last 'safe', and its fault; -1 where none has. */
  cause = -1;
  cause_fault = -1;
  /** The stops that hold, as bits of STOPS. */
  stopped = 0;
  readonly #native: NativeGate;
  readonly #lives_here: boolean;
  readonly #fault: Uint8Array;
  readonly #held: Uint8Array;
  readonly #facts = new Float64Array(Object.keys(FACT).length);
  readonly #safe: Float64Array;
  #armed = false;
  #is_safe = true;

  /**
   * A gate that lives in the program and is stepped by it; or, with a path, the memory of one that
   * is a process of its own, where a board writes the samples.
   * @throws RobotError GATE_REFUSED where no robot could be held to its limits; ADDON_MISSING.
   */
  constructor(robot: RobotChannels, path?: string) {
    const sensors = Object.keys(robot.sensors);
    const actuators = Object.keys(robot.actuators).length;
    this.clean = makeFrame(sensors);
    this.faults = new Float64Array(sensors.length * SENSOR_FAULTS.length);
    this.holds = new Float64Array(actuators * HELD.length);
    this.#fault = new Uint8Array(sensors.length);
    this.#held = new Uint8Array(actuators);
    this.#safe = Float64Array.from(Object.values(robot.actuators), ({ safe }) => safe);
    this.#native = open(robot, path);
    this.#lives_here = path === undefined;
  }

  /** Whether it lets commands through, as far as the program knows. */
  get isArmed(): boolean {
    return this.#armed;
  }

  /** Whether what it drove last is safe. */
  get isSafe(): boolean {
    return this.#is_safe;
  }

  /** The samples of a tick: what may be believed goes into `clean`. */
  judge(raw: Frame, now_us: number): Verdict {
    const { clean } = this;
    if (this.#lives_here) this.#native.sense(raw.values, raw.valid_us);
    const verdict = VERDICTS[this.#native.judge(clean.values, this.#fault, now_us)] as Verdict;
    clean.tick = raw.tick;
    clean.valid_us.set(raw.valid_us);
    for (let i = 0; i < this.#fault.length; i++) {
      const fault = this.#fault[i] as number;
      if (fault > 0) count(this.faults, i * SENSOR_FAULTS.length + fault - 1);
    }
    return verdict;
  }

  /** Asks for this command, or that every actuator be safe. */
  ask(command: Command, now_us: number, rests: boolean): void {
    this.#native.ask(command.values, command.tick, now_us, rests);
  }

  /** One step, of a gate that lives here; the command becomes what is driven. */
  step(command: Command, now_us: number): Reason {
    if (this.#lives_here) this.#native.step(now_us);
    this.#native.done(command.values, this.#held, this.#facts);
    const facts = this.#facts;
    this.reason = REASONS[facts[FACT.reason] as number] as Reason;
    this.cause = facts[FACT.cause] as number;
    this.cause_fault = (facts[FACT.fault] as number) - 1;
    this.stopped = facts[FACT.stopped] as number;
    if (this.reason === 'stopped') this.#armed = false;
    this.#is_safe = true;
    for (let i = 0; i < this.#held.length; i++) {
      this.#countHeld(i, this.#held[i] as number);
      if (command.values[i] !== this.#safe[i]) this.#is_safe = false;
    }
    return this.reason;
  }

  /** An emergency stop, as of the next step; it holds until the gate is armed anew. */
  stop(source: StopSource): void {
    this.#armed = false;
    this.#native.stop(STOPS[source]);
  }

  /** An input that asked for a stop was let go; the stop holds on. */
  release(source: StopSource): void {
    this.#native.release(STOPS[source]);
  }

  /** Lets commands through from the next step on, unless someone still asks for a stop. */
  arm(): void {
    this.#armed = true;
    this.#native.arm((this.#facts[FACT.stops] as number) + 1);
  }

  disarm(): void {
    this.#armed = false;
    this.#native.arm(0);
  }

  /** As it was after a tick that drove these values on these samples. */
  resume(raw: Frame, driven: Float64Array, now_us: number): void {
    this.judge(raw, now_us);
    this.#native.resume(driven, now_us);
  }

  close(): void {
    this.#native.close();
  }

  #countHeld(actuator: number, bits: number): void {
    for (let what = 0; what < HELD.length; what++) {
      if (bits & (1 << what)) count(this.holds, actuator * HELD.length + what);
    }
  }
}

function count(counts: Float64Array, at: number): void {
  counts[at] = (counts[at] as number) + 1;
}

function open(robot: RobotChannels, path: string | undefined): NativeGate {
  const Native = addon().Gate;
  try {
    return new Native(path ?? limitsOf(robot));
  } catch (error) {
    throw new RobotError({
      code: 'GATE_REFUSED',
      path: `${robot.name} › gate`,
      got: (error as Error).message,
      allowed: 'finite ranges with a safe value in them, slews and times above 0',
      remedy: 'check the sensors and actuators of the robot',
    });
  }
}
