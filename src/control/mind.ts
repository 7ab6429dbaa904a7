/**
 * Mind: the contract of everything that turns a frame into a command: the spiking network, or a
 * plain policy that stands beside it for comparison.
 */
import type { Command, Frame, Named } from '../channel.js';

/** Everything that a mind remembered at one moment; copies, so that nothing changes them later. */
export interface Checkpoint {
  /** The frozen state of the network. */
  readonly network: Uint8Array;
  /** Encoders, decoders, reward and critic, each by itself. */
  readonly parts: readonly Float64Array[];
}

export interface Mind {
  /** One tick: writes the command that answers the frame. Allocates nothing. */
  think(frame: Frame, command: Command): void;
  /** The consequence: reward for the frame, after the command was written. Returns the reward. */
  learn(frame: Frame): number;
  /** Whether learning may change anything; a mind that does not learn ignores it. */
  learning: boolean;
  /** The dopamine level after the last tick; 0 for a mind without. */
  readonly dopamine: number;
  /** Neurons that spiked in the last tick. */
  readonly spikes: number;
  /** Sixteen hex digits over everything that the mind remembers. */
  hash(): string;
  /** Everything as it is now; a mind without cannot be rolled back. */
  checkpoint?(): Checkpoint;
  /** Everything as it was then. */
  rollBack?(checkpoint: Checkpoint): void;
  close(): void;
}

/** A policy in plain arithmetic: reads values by name, writes values by name. */
export interface Policy {
  readonly name: string;
  /** Made anew for each run; the closure may remember. */
  make(tick_ms: number): (sensors: Named, actuators: { [name: string]: number }) => void;
}
