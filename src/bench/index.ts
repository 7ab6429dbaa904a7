/** The bench of networks: workloads that other simulators ran too. */
import { cpus } from 'node:os';
import { RobotError } from '../errors.js';
import { addon } from '../network/binding.js';
import { type Measured, measure, type Size } from './measure.js';
import { pinned } from './pin.js';
import type { Missing, Workload } from './workload.js';
import { workloads } from './workloads/index.js';

export type { Measured } from './measure.js';

export interface Bench {
  readonly machine: {
    readonly processor: string;
    readonly cores: number;
    readonly node: string;
    /** The path of the kernels. */
    readonly simd: string;
    /** The core that the thread was bound to, if it was. */
    readonly pinned_to: number | undefined;
  };
  readonly seconds: number;
  readonly workloads: readonly (Measured | Missing)[];
}

/**
 * Runs the workloads, or those of the letters.
 * @param started is told of each before it starts.
 * @throws RobotError NAME_UNKNOWN for a letter that none has.
 */
export function benchNetwork(
  letters: readonly string[],
  size: Size,
  started: (workload: Workload) => void,
): Bench {
  const chosen = letters.length === 0 ? workloads : letters.map(workloadOf);
  return pinned((core) => ({
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      node: process.version,
      simd: addon().simd(),
      pinned_to: core,
    },
    seconds: size.seconds,
    workloads: chosen.map((workload) => {
      started(workload);
      return measureOrSay(workload, size);
    }),
  }));
}

/** A workload that this core refuses is left out, with its reason. */
function measureOrSay(workload: Workload, size: Size): Measured | Missing {
  try {
    return measure(workload, size);
  } catch (error) {
    const [problem] = error instanceof RobotError ? error.problems : [];
    if (problem?.code !== 'LIMIT_EXCEEDED') throw error;
    const { letter, summary } = workload;
    return { letter, summary, left_out: `${problem.got}: the core takes ${problem.allowed}` };
  }
}

function workloadOf(letter: string): Workload {
  const found = workloads.find((workload) => workload.letter === letter.toUpperCase());
  if (found) return found;
  const letters = workloads.map((workload) => workload.letter);
  throw new RobotError({
    code: 'NAME_UNKNOWN',
    path: 'striatum bench network › --workload',
    got: `'${letter}'`,
    allowed: letters.join(', '),
    remedy: 'name a workload',
  });
}
