/** Workload: a network that other simulators ran too, and what it is given in every tick. */
import type { NetworkSpec } from '../network/check.js';
import type { Network } from '../network/network.js';

export interface Workload {
  /** As the table of the reference calls it. */
  readonly letter: string;
  readonly summary: string;
  /** Smaller, for tests, where it would take minutes. */
  network(small: boolean): NetworkSpec;
  /** Ways to make its input, by name. The first is used; what each costs is measured. */
  readonly stimuli: { readonly [name: string]: (network: Network) => Stimulus };
}

/** Writes what the next tick is given. Deterministic. */
export type Stimulus = () => void;

/** A workload that cannot be run yet, and why. */
export interface Missing {
  readonly letter: string;
  readonly summary: string;
  readonly left_out: string;
}
