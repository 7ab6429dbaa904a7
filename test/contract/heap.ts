/** How much memory a piece of work keeps, for the contract suites: a tick must keep none. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Ticks that a suite runs to see whether anything piles up. */
export const MANY_TICKS = 1_000_000;

/** Fewer bytes than this over MANY_TICKS are the test runner's own. */
export const RETAINED_MAX_BYTES = 300_000;

/** Bytes still held after `work`, garbage collected. */
export function retained_bytes(work: () => void): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const before_bytes = process.memoryUsage().heapUsed;
  work();
  collect();
  return process.memoryUsage().heapUsed - before_bytes;
}
