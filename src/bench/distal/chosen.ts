/** Chosen: the one synapse of a network that is rewarded. */
import { type Compiled, compile } from '../../network/compile.js';
import { list } from '../../network/distribution.js';
import { readArray } from '../../network/model-file.js';
import { RandomStream } from '../../random.js';
import { dopamineNetwork } from '../workloads/dopamine.js';
import { EXCITATORY, FAN_OUT } from '../workloads/izhikevich.js';
import type { Arm } from './arms.js';

/** Where every other synapse begins, in mV. */
const START_MV = 1;

export interface Chosen {
  /** Its place among the plastic synapses. */
  readonly synapse: number;
  readonly pre: number;
  readonly post: number;
}

/**
 * The network of a seed, in which a synapse between two excitatory cells, drawn by the seed, begins
 * at 0. Wiring hangs on the seed alone, so that it is the same in all arms.
 */
export function chooseSynapse(
  seed: number,
  { dopamine, latch: others }: Pick<Arm, 'dopamine' | 'latch'>,
): { readonly compiled: Compiled; readonly chosen: Chosen } {
  const network = { dopamine, ...(others && { others }) };
  const wired = compile(dopamineNetwork({ ...network, weight_mv: START_MV }), { seed });
  const chosen = draw(readArray(wired.bytes, 'plastic_target'), seed);
  const weights = new Array<number>(EXCITATORY * FAN_OUT).fill(START_MV);
  weights[chosen.synapse] = 0;
  const compiled = compile(dopamineNetwork({ ...network, weight_mv: list(weights) }), { seed });
  return { compiled, chosen };
}

/** The targets of each cell lie in one run, cell after cell. */
function draw(targets: Uint32Array, seed: number): Chosen {
  const random = new RandomStream(seed, 'chosen');
  for (;;) {
    const synapse = random.below(targets.length);
    const post = targets[synapse] as number;
    if (post < EXCITATORY) return { synapse, pre: Math.floor(synapse / FAN_OUT), post };
  }
}
