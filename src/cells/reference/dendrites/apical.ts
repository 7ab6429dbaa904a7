/** Apical dendrites in doubles; native/core/dendrites/apical.h has the equations in order. */
import type { apicalSchema } from '../../../network/dendrites/apical.js';
import type { Alike } from '../../../network/kinds/kind.js';
import type { BranchReference } from './branch.js';

export class ApicalReference implements BranchReference {
  v = 0;
  w = 0;
  readonly up = false;
  readonly #branch: Alike<typeof apicalSchema>;
  readonly #tick_ms: number;
  #left = 0;

  constructor(branch: Alike<typeof apicalSchema>, tick_ms: number) {
    this.#branch = branch;
    this.#tick_ms = tick_ms;
  }

  tick(input_mv: number, spiked: boolean): number {
    const { capacitance_pf, tau_ms, regeneration_pa, adaptation_ns, bap_pa } = this.#branch;
    const { tau_adaptation_ms, bap_ms, soma_pa, soma_capacitance_pf } = this.#branch;
    if (spiked) this.#left = Math.round(bap_ms / this.#tick_ms);
    const pulse_pa = this.#left > 0 ? bap_pa : 0;
    this.#left = Math.max(0, this.#left - 1);
    const keep = Math.exp(-this.#tick_ms / tau_ms);
    const current_pa = regeneration_pa * this.#open() - adaptation_ns * this.w + pulse_pa;
    this.v = keep * this.v + (tau_ms * (1 - keep) * current_pa) / capacitance_pf + input_mv;
    this.w = this.v + Math.exp(-this.#tick_ms / tau_adaptation_ms) * (this.w - this.v);
    return (this.#tick_ms * soma_pa * this.#open()) / soma_capacitance_pf;
  }

  #open(): number {
    const { half_mv, slope_mv } = this.#branch;
    if (slope_mv === 0) return this.v >= half_mv ? 1 : 0;
    return 1 / (1 + Math.exp(-(this.v - half_mv) / slope_mv));
  }
}
