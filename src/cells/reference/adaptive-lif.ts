/**
 * Adaptive leaky cells in doubles: threshold and current fade first, then
 * v = rest + keep (v - rest) + input - w, then a spike at v >= threshold + theta adds to both.
 */
import type { adaptiveLifSchema } from '../../network/kinds/adaptive-lif.js';
import type { Alike } from '../../network/kinds/kind.js';
import type { Reference } from './reference.js';

export class AdaptiveLifReference implements Reference {
  v: number;
  theta = 0;
  w = 0;
  cell: Alike<typeof adaptiveLifSchema>;
  readonly #tick_ms: number;
  #resting = 0;

  constructor(cell: Alike<typeof adaptiveLifSchema>, tick_ms: number) {
    this.cell = cell;
    this.#tick_ms = tick_ms;
    this.v = cell.rest_mv;
  }

  tick(lift_mv: number): boolean {
    const { rest_mv, threshold_mv, reset_mv, bias_mv, refractory_ms } = this.cell;
    const keep = this.#keep(this.cell.tau_membrane_ms);
    this.theta *= this.#keep(this.cell.tau_threshold_ms);
    this.w *= this.#keep(this.cell.tau_adaptation_ms);
    if (this.#resting > 0) {
      this.#resting -= 1;
      return false;
    }
    this.v = rest_mv + keep * (this.v - rest_mv) + (1 - keep) * bias_mv + lift_mv - this.w;
    if (this.v < threshold_mv + this.theta) return false;
    this.v = reset_mv;
    this.theta += this.cell.threshold_jump_mv;
    this.w += (1 - keep) * this.cell.adaptation_jump_mv;
    this.#resting = Math.round(refractory_ms / this.#tick_ms);
    return true;
  }

  #keep(tau_ms: number): number {
    return Math.exp(-this.#tick_ms / tau_ms);
  }
}
