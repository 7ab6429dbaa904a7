/**
 * Trials: what an onlooker counts of a task that is tried again and again, and whose rule may be
 * reversed. A rule is mastered once enough of the last trials under it were right.
 */
import { z } from 'zod';
import type { Measures } from '../../src/board.js';

export const reversalSchema = z
  .int()
  .min(0)
  .max(1_000_000)
  .describe('The rule is reversed after so many trials under it; 0 for never.');

export interface TrialsOptions {
  /** Mastered means at least `enough` right ones among the last `of` under the same rule. */
  readonly enough: number;
  readonly of: number;
  /** The rule is reversed after so many trials under it; 0 for never. */
  readonly reversal_trials: number;
  /** Names of the signals that the world itself sets, by `show`. */
  readonly signals: readonly string[];
}

export type Outcome = 'right' | 'wrong' | 'missed';

const COUNTS = ['trials', 'missed', 'correct', 'reversals', 'mastered', 'learning_trials'];
const [TRIALS, MISSED, CORRECT, REVERSALS, MASTERED, LEARNING_TRIALS, HITS] = [0, 1, 2, 3, 4, 5, 6];

export class Trials {
  readonly measures: Measures;
  readonly #options: TrialsOptions;
  /** Which of the last trials under this rule were right. */
  readonly #right: Uint8Array;
  #under_rule = 0;
  #mastered = false;

  constructor(options: TrialsOptions) {
    const signals = [`hits_of_${options.of}`, ...options.signals];
    this.#options = options;
    this.#right = new Uint8Array(options.of);
    this.measures = {
      names: [...COUNTS, ...signals],
      kinds: [...COUNTS.map(() => 'count' as const), ...signals.map(() => 'signal' as const)],
      values: new Float64Array(COUNTS.length + signals.length),
    };
  }

  /** Trials that are over. */
  get count(): number {
    return this.measures.values[TRIALS] as number;
  }

  get reversals(): number {
    return this.measures.values[REVERSALS] as number;
  }

  /** Ends a trial, and with it perhaps the rule. */
  close(outcome: Outcome): void {
    const { enough, of, reversal_trials } = this.#options;
    const right = outcome === 'right' ? 1 : 0;
    const slot = this.#under_rule % of;
    this.#add(TRIALS, 1);
    this.#add(CORRECT, right);
    if (outcome === 'missed') this.#add(MISSED, 1);
    this.#add(HITS, right - (this.#right[slot] as number));
    this.#right[slot] = right;
    this.#under_rule += 1;
    if (!this.#mastered) {
      this.#add(LEARNING_TRIALS, 1);
      this.#mastered = this.#under_rule >= of && (this.measures.values[HITS] as number) >= enough;
      if (this.#mastered) this.#add(MASTERED, 1);
    }
    if (this.#under_rule === reversal_trials) this.reverse();
  }

  /** From now on another rule holds. */
  reverse(): void {
    this.#add(REVERSALS, 1);
    this.#beginRule();
  }

  /** Sets one of the world's own signals. */
  show(signal: number, value: number): void {
    this.measures.values[HITS + 1 + signal] = value;
  }

  reset(): void {
    this.measures.values.fill(0);
    this.#beginRule();
  }

  #beginRule(): void {
    this.measures.values[HITS] = 0;
    this.#right.fill(0);
    this.#under_rule = 0;
    this.#mastered = false;
  }

  #add(measure: number, amount: number): void {
    this.measures.values[measure] = (this.measures.values[measure] as number) + amount;
  }
}
