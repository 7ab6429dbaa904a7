/** Pinning: a measurement that the scheduler moves to another core tells of caches gone cold. */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/**
 * Runs work with the main thread bound to the last core, where taskset(1) is there to do it.
 * @param work is told the core, or undefined where it is not bound.
 */
export function pinned<T>(work: (core: number | undefined) => T): T {
  const before = taskset('-c', '-p', String(process.pid));
  const allowed = before?.split(': ').at(-1)?.trim();
  const core = availableParallelism() - 1;
  if (allowed === undefined || taskset('-c', '-p', String(core), String(process.pid)) === undefined)
    return work(undefined);
  try {
    return work(core);
  } finally {
    taskset('-c', '-p', allowed, String(process.pid));
  }
}

/** What it printed, or nothing if it is not there or failed. */
function taskset(...words: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('taskset', words, { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}
