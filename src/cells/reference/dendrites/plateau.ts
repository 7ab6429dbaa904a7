/** Branches with plateaus in doubles; native/core/dendrites/plateau.h has the order. */
import type { plateauSchema } from '../../../network/dendrites/plateau.js';
import type { Alike } from '../../../network/kinds/kind.js';
import type { BranchReference } from './branch.js';

export class PlateauReference implements BranchReference {
  v = 0;
  up = false;
  readonly #branch: Alike<typeof plateauSchema>;
  readonly #tick_ms: number;
  #left = 0;

  constructor(branch: Alike<typeof plateauSchema>, tick_ms: number) {
    this.#branch = branch;
    this.#tick_ms = tick_ms;
  }

  tick(input_mv: number, spiked: boolean): number {
    const { tau_ms, gain, threshold_mv, bap_mv, plateau_ms, plateau_mv_per_ms } = this.#branch;
    const keep = tau_ms === 0 ? 0 : Math.exp(-this.#tick_ms / tau_ms);
    this.v = keep * this.v + input_mv + (spiked ? bap_mv : 0);
    if (this.#left === 0 && this.v >= threshold_mv) {
      this.#left = Math.round(plateau_ms / this.#tick_ms);
      this.v = 0;
    }
    this.up = this.#left > 0;
    if (!this.up) return gain * (1 - keep) * this.v;
    this.#left -= 1;
    return plateau_mv_per_ms * this.#tick_ms;
  }
}
