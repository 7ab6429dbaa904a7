/** Linear branches in doubles: v = keep v + input; the soma gets gain (1 - keep) v. */
import type { linearSchema } from '../../../network/dendrites/linear.js';
import type { Alike } from '../../../network/kinds/kind.js';
import type { BranchReference } from './branch.js';

export class LinearReference implements BranchReference {
  v = 0;
  readonly up = false;
  readonly #keep: number;
  readonly #gain: number;

  constructor({ tau_ms, gain }: Alike<typeof linearSchema>, tick_ms: number) {
    this.#keep = tau_ms === 0 ? 0 : Math.exp(-tick_ms / tau_ms);
    this.#gain = gain;
  }

  tick(input_mv: number): number {
    this.v = this.#keep * this.v + input_mv;
    return this.#gain * (1 - this.#keep) * this.v;
  }
}
