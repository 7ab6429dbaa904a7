/** A cell type: a kind of neuron with parameters that a paper or a choice gave it. */
import type { CellInput } from '../network/neuron.js';
import type { Coincidence } from './coincidence.js';

export interface CellType<Changes extends object = object> {
  /** Small letters, digits and hyphens: where it is found, then what it is. */
  readonly name: string;
  readonly summary: string;
  /** The paper, or "Modelling choice" and what it rests on. */
  readonly source: string;
  /** A population of them; `changes` replaces parameters, by distributions too. */
  readonly spec: (count: number, changes?: Changes) => CellInput;
  /** The longest tick at which its rate is within 15 % of what finer ticks give, in ms. */
  readonly tick_max_ms: number;
  /** What to show of it. */
  readonly steps: Steps;
  /** Of a type with a dendrite: how it answers soma and dendrite together. */
  readonly coincidence?: Coincidence;
}

/** Steps of current, in the unit of the kind: see `currentOf`. */
export interface Steps {
  /** Three steps to draw: usually one down, one near the threshold, one strong. */
  readonly amounts: readonly [number, number, number];
  /** The ends of the curve of rate against current. */
  readonly range: readonly [number, number];
  readonly tick_ms: number;
  readonly start_ms: number;
  readonly stop_ms: number;
  readonly duration_ms: number;
}

/** Steps that suit most types: down or up after 100 ms, for 400 ms. */
export function steps(
  amounts: Steps['amounts'],
  range: Steps['range'],
  change: Partial<Steps> = {},
): Steps {
  return {
    amounts,
    range,
    tick_ms: 0.1,
    start_ms: 100,
    stop_ms: 500,
    duration_ms: 600,
    ...change,
  };
}
