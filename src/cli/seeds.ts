/** Seeds: what commands share that run one thing over many of them. */
import { InvalidArgumentError } from 'commander';
import type { Claim } from '../control/experiment.js';
import { wholeNumber } from './options.js';

/** As many as one may want to wait for. */
export function countOption(text: string): number {
  const value = wholeNumber(text);
  if (value >= 1 && value <= 10_000) return value;
  throw new InvalidArgumentError('It must be a whole number from 1 to 10000.');
}

export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** One line on stderr that says how far it is; nothing where nobody watches. */
export function progress(arm: string, done: number, of: number): void {
  if (!process.stderr.isTTY) {
    if (done === 0 && of > 0) process.stderr.write(`${arm}: ${of} seeds\n`);
    return;
  }
  process.stderr.write(of === 0 ? '\r\x1b[K' : `\r\x1b[K${arm}: seed ${done + 1} of ${of}`);
}

/** A claim in words, for so many seeds. */
export function claimWords({ at_least, at_most, median_at_most = {} }: Claim, of: number): string {
  const least = at_least === undefined ? [] : [`at least ${Math.ceil(at_least * of)}`];
  const most = at_most === undefined ? [] : [`at most ${Math.floor(at_most * of)}`];
  const medians = Object.entries(median_at_most).map(
    ([score, value]) => `a median of ${score} of at most ${value}`,
  );
  return `claimed ${[...least, ...most, ...medians].join(' and ')}`;
}
