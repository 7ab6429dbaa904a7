/**
 * Board: the contract of every body, real or simulated. A robot has no pins; a body says which
 * device on which pins serves each channel, so that one robot runs on many bodies.
 */
import type { Command, Frame } from './channel.js';
import type { Clock } from './clock.js';

export interface Board {
  readonly name: string;
  /** Ready to read and write; refuses (RobotError) a body that it cannot serve. */
  open(): Promise<void>;
  /** The latest samples into the frame, with the time at which each was true. Allocates nothing. */
  read(frame: Frame): void;
  /** Drives the actuators. Values have passed the guard. */
  write(command: Command): void;
  /** Every actuator to its safe value, at once. */
  safe(): void;
  close(): Promise<void>;
}

/** A body that lives in simulated time: the loop moves it. */
export interface SimulatedBoard extends Board {
  readonly clock: Clock;
  /** One tick of the world, its electronics and its timers. */
  advance(dt_us: number): void;
  /** What an onlooker with a ruler sees; for scores, never for the controller. */
  readonly measures: Measures;
}

/** What a world reports of itself: counts (falls) and signals (offset_mm). */
export interface Measures {
  readonly names: readonly string[];
  readonly kinds: readonly ('count' | 'signal')[];
  readonly values: Float64Array;
}

/** How raw counts become a value: `from` maps onto `to` (default: the channel's range). */
export interface Scale {
  readonly from: readonly [number, number];
  readonly to?: readonly [number, number];
}

export type SensorDevice = {
  /** An analog input, read through johnny-five's Sensor. */
  readonly device: 'analog';
  readonly pin: string | number;
  /** Default: the ADC's whole range onto the channel's range. */
  readonly scale?: Scale;
};

export type ActuatorDevice =
  | {
      /** A DC motor on an H-bridge: johnny-five's Motor. */
      readonly device: 'motor';
      readonly pins: { readonly pwm: number; readonly dir: number };
      /** The channel value at full duty, in the channel's unit. Default: the channel's `max`. */
      readonly full_scale?: number;
    }
  | {
      /** A hobby servo: johnny-five's Servo. The channel's range maps onto `degrees`. */
      readonly device: 'servo';
      readonly pin: number;
      readonly degrees?: readonly [number, number];
    }
  | {
      /** A lamp: johnny-five's Led; the channel's range maps onto its brightness. */
      readonly device: 'led';
      readonly pin: number;
    };

/** Which device on which pins serves each channel of a robot. */
export interface Body {
  readonly sensors: { readonly [channel: string]: SensorDevice };
  readonly actuators: { readonly [channel: string]: ActuatorDevice };
  /** The world that the simulated board puts this body into. */
  readonly world?: string;
}

/** What goes wrong on a simulated board, and when (robot seconds). */
export type Fault = {
  readonly from_s: number;
  /** Default: for ever. */
  readonly until_s?: number;
} & (
  | { readonly kind: 'freeze' | 'missing' | 'nan'; readonly sensor: string }
  | { readonly kind: 'offset'; readonly sensor: string; readonly value: number }
  | { readonly kind: 'noise'; readonly sensor: string; readonly std: number }
  | { readonly kind: 'stuck'; readonly actuator: string }
  | { readonly kind: 'push'; readonly value: number }
);
