/** An experiment: a claim of learning as a distribution over seeds, beside its controls. */
import type { Arm } from './simulation.js';
import type { ScoreValue } from './summary.js';

export interface Experiment {
  /** Robot seconds of one run. */
  readonly seconds: number;
  /** First of the held-out seeds; tuning used others. */
  readonly first_seed: number;
  /** Arms by name; the first is the claim, the others are its controls. */
  readonly arms: Readonly<Record<string, Arm>>;
  /** What counts as a success of one run. */
  readonly succeeds: (scores: Readonly<Record<string, ScoreValue>>) => boolean;
  /** The success criterion in words. */
  readonly criterion: string;
  /** Scores whose distribution is printed. */
  readonly report: readonly string[];
}
