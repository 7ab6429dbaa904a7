/**
 * Board: the contract of every body, real or simulated.
 */
import type { Command, Frame } from './channel.js';
import type { Clock } from './clock.js';

export type { Fault } from './fault.js';

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
  /** What reaches the world from the pins of its actuators, in the world's units and order. */
  readonly driven: Float64Array;
  /** Slots of the grid that were missed in the last advance(). Default: none ever is. */
  readonly missed?: number;
}

/**
 * What a world reports of itself: counts (falls), signals (offset_mm), and episodes: what grows
 * through an episode (steps), and is 0 again when the next one begins.
 */
export interface Measures {
  readonly names: readonly string[];
  readonly kinds: readonly ('count' | 'signal' | 'episode')[];
  readonly values: Float64Array;
}
