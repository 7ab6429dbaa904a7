/**
 * Channels are what a robot senses and does, in physical units; frames and commands are one tick
 * of their values, in arrays made once.
 */

/** The units a channel may have. */
export const UNITS = [
  '1',
  '%',
  'm',
  'mm',
  'cm',
  'rad',
  'deg',
  'm/s',
  'mm/s',
  'rad/s',
  'deg/s',
  'm/s^2',
  'lux',
  'V',
  'A',
  'W',
  'N',
  'N·m',
  'Pa',
  '°C',
  'Hz',
  'us',
  'ms',
  's',
] as const;
export type Unit = (typeof UNITS)[number];

export interface Channel {
  /** Physical unit of every value of the channel. */
  readonly unit: Unit;
  /** Smallest valid value, in `unit`. */
  readonly min: number;
  /** Largest valid value, in `unit`; above `min`. */
  readonly max: number;
}

export interface SensorChannel extends Channel {
  /** A sample older than this is stale. Default 100 ms, at least one tick. */
  readonly stale_ms?: number;
  /** How long bad samples (stale, missing, out of range, NaN) are tolerated. Default 200 ms. */
  readonly tolerate_ms?: number;
}

/** How an actuator reaches its safe value. */
export const REACHES = ['at once', 'ramp', 'hold then ramp'] as const;
export type Reach = (typeof REACHES)[number];

export interface ActuatorChannel extends Channel {
  /** The harmless value, within the range. */
  readonly safe: number;
  /** The fastest change, in `unit` per second. */
  readonly slew_per_s: number;
  /** How it goes to `safe`: by a jump, or at the pace of its slew. Default 'at once'. */
  readonly reach?: Reach;
  /** 'hold then ramp': how long it stays as it is before. Default 0. */
  readonly hold_ms?: number;
}

/** What a robot is held to beside the limits of its channels. */
export interface Safety {
  /**
   * Actuators are safe, or on their way there, so long after the program fell silent. Default 50
   * ms, but at least 3.75 ticks.
   */
  readonly bound_ms?: number;
  /** After a longer silence the robot does not drive again before it is armed. Default 1000 ms. */
  readonly resume_ms?: number;
  /** Slots of the grid missed one after another from which on it is degraded. Default 3. */
  readonly degraded_after?: number;
  /** And from which on it is safe, until ten were met. Default 10. */
  readonly safe_after?: number;
}

/** One tick of sensor values. Index i belongs to names[i]. */
export interface Frame {
  readonly names: readonly string[];
  /** Values in the channels' units; NaN where there has never been a sample. */
  readonly values: Float64Array;
  /** Monotonic time at which each value was true, in microseconds; -Infinity where never. */
  readonly valid_us: Float64Array;
  /** The tick at which the frame is used. */
  tick: number;
}

/** One tick of actuator values. Index i belongs to names[i]. */
export interface Command {
  readonly names: readonly string[];
  readonly values: Float64Array;
  tick: number;
}

export function makeFrame(names: readonly string[]): Frame {
  return {
    names,
    values: new Float64Array(names.length).fill(Number.NaN),
    valid_us: new Float64Array(names.length).fill(Number.NEGATIVE_INFINITY),
    tick: 0,
  };
}

export function makeCommand(names: readonly string[]): Command {
  return { names, values: new Float64Array(names.length), tick: 0 };
}

/** Values by name, read straight from the array at each access; made once. */
export type Named<N extends string = string> = { readonly [name in N]: number };

export function namedView<N extends string>(names: readonly N[], values: Float64Array): Named<N> {
  const view = {};
  names.forEach((name, index) => {
    Object.defineProperty(view, name, { enumerable: true, get: () => values[index] });
  });
  return Object.freeze(view) as Named<N>;
}
