/** How long to wait before the next attempt: full jitter, lest a fleet returns as one. */
import type { RandomStream } from '../random.js';

export interface BackoffLimits {
  /** The longest wait before the first retry. Default 500 ms. */
  readonly first_ms?: number;
  /** No wait is longer. Default 30,000 ms. */
  readonly longest_ms?: number;
}

/** Uniform between 0 and a ceiling that doubles with each failure; `failures` counts from 1. */
export function backoff_ms(failures: number, random: RandomStream, limits: BackoffLimits): number {
  const { first_ms = 500, longest_ms = 30_000 } = limits;
  const ceiling_ms = Math.min(longest_ms, first_ms * 2 ** Math.min(failures - 1, 20));
  return random.uniform() * ceiling_ms;
}
