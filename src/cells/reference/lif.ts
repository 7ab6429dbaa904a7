/** Leaky cells in doubles: v = rest + keep (v - rest) + input, with a hard threshold. */
import type { Alike } from '../../network/kinds/kind.js';
import type { lifSchema } from '../../network/kinds/lif.js';
import type { Reference } from './reference.js';

export class LifReference implements Reference {
  v: number;
  cell: Alike<typeof lifSchema>;
  readonly #keep: number;
  readonly #refractory: number;
  #resting = 0;

  constructor(cell: Alike<typeof lifSchema>, tick_ms: number) {
    this.cell = cell;
    this.#keep = Math.exp(-tick_ms / cell.tau_membrane_ms);
    this.#refractory = Math.round(cell.refractory_ms / tick_ms);
    this.v = cell.rest_mv;
  }

  tick(lift_mv: number): boolean {
    const { rest_mv, threshold_mv, reset_mv, bias_mv } = this.cell;
    if (this.#resting > 0) {
      this.#resting -= 1;
      return false;
    }
    this.v = rest_mv + this.#keep * (this.v - rest_mv) + (1 - this.#keep) * bias_mv + lift_mv;
    if (this.v < threshold_mv) return false;
    this.v = reset_mv;
    this.#resting = this.#refractory;
    return true;
  }
}
