/** What a run amounted to: the world's measures, over all of it and over its last minute. */
import type { Measures } from '../board.js';
import { Episodes, LATE_EPISODES } from './episodes.js';

/** Seconds of robot time that the `_last_60s` figures cover. */
export const LATE_S = 60;

export type ScoreValue = number | null;

/**
 * Follows a world's measures. Counts become `falls` and `falls_last_60s` and `last_falls_s` (null
 * where none); signals become `mean_abs_offset_mm_last_60s`; what lasts an episode becomes
 * `episodes` and `mean_steps_last_100_episodes` (null until there were so many). The end of the run
 * is known only when it comes, so means are kept per second in a ring.
 */
export class Scores {
  readonly #measures: Measures;
  readonly #ticks_per_s: number;
  readonly #sums: Float64Array;
  readonly #ring: Float64Array;
  readonly #last_change_s: Float64Array;
  readonly #before: Float64Array;
  /** One for each measure that lasts an episode. */
  readonly #episodes: readonly (Episodes | undefined)[];
  #ticks = 0;

  constructor(measures: Measures, tick_ms: number) {
    const width = measures.names.length;
    this.#measures = measures;
    this.#ticks_per_s = Math.max(1, Math.round(1000 / tick_ms));
    this.#sums = new Float64Array(width);
    this.#ring = new Float64Array(width * LATE_S);
    this.#last_change_s = new Float64Array(width).fill(-1);
    this.#before = new Float64Array(width);
    this.#episodes = measures.kinds.map((k) => (k === 'episode' ? new Episodes() : undefined));
  }

  /** How many episodes have ended. */
  get episodes(): number {
    return this.#episodes.find((episodes) => episodes)?.count ?? 0;
  }

  tick(): void {
    const width = this.#sums.length;
    this.#ticks += 1;
    for (let i = 0; i < width; i++) {
      const value = this.#measures.values[i] as number;
      const isCount = this.#measures.kinds[i] === 'count';
      const added = isCount ? value - (this.#before[i] as number) : Math.abs(value);
      if (isCount && added > 0) this.#last_change_s[i] = this.#ticks / this.#ticks_per_s;
      this.#episodes[i]?.tick(value);
      this.#before[i] = value;
      this.#sums[i] = (this.#sums[i] as number) + added;
    }
    if (this.#ticks % this.#ticks_per_s === 0) this.#closeSecond();
  }

  /** Everything by name; signals need at least one full second. */
  summary(): Record<string, ScoreValue> {
    const out: Record<string, ScoreValue> = {};
    this.#measures.names.forEach((name, i) => {
      const episodes = this.#episodes[i];
      if (episodes) {
        out.episodes = episodes.count;
        out[`mean_${name}_last_${LATE_EPISODES}_episodes`] = episodes.mean();
      } else if (this.#measures.kinds[i] === 'count') {
        const last = this.#last_change_s[i] as number;
        out[name] = this.#measures.values[i] as number;
        out[`${name}_last_${LATE_S}s`] = this.#late(i) + (this.#sums[i] as number);
        out[`last_${name}_s`] = last < 0 ? null : last;
      } else out[`mean_abs_${name}_last_${LATE_S}s`] = this.#lateMean(i);
    });
    return out;
  }

  #closeSecond(): void {
    const width = this.#sums.length;
    const second = Math.floor(this.#ticks / this.#ticks_per_s) - 1;
    this.#ring.set(this.#sums, (second % LATE_S) * width);
    this.#sums.fill(0);
  }

  #late(i: number): number {
    let sum = 0;
    for (let s = 0; s < LATE_S; s++) sum += this.#ring[s * this.#sums.length + i] as number;
    return sum;
  }

  #lateMean(i: number): number {
    const seconds = Math.min(LATE_S, Math.floor(this.#ticks / this.#ticks_per_s));
    return seconds === 0
      ? Math.abs(this.#measures.values[i] as number)
      : this.#late(i) / (seconds * this.#ticks_per_s);
  }
}
