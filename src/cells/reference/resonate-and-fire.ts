/**
 * Resonate-and-fire cells in doubles: a tick turns and shrinks the pair (swing, deviation), input
 * lifts the swing, and the potential is rest + deviation.
 */
import type { Alike } from '../../network/kinds/kind.js';
import type { resonateAndFireSchema } from '../../network/kinds/resonate-and-fire.js';
import type { Reference } from './reference.js';

export class ResonateAndFireReference implements Reference {
  v: number;
  swing = 0;
  readonly #cell: Alike<typeof resonateAndFireSchema>;
  readonly #tick_ms: number;
  #resting = 0;

  constructor(cell: Alike<typeof resonateAndFireSchema>, tick_ms: number) {
    this.#cell = cell;
    this.#tick_ms = tick_ms;
    this.v = cell.rest_mv;
  }

  tick(lift_mv: number): boolean {
    const { frequency_hz, tau_ms, rest_mv, threshold_mv, reset_mv, refractory_ms } = this.#cell;
    const keep = Math.exp(-this.#tick_ms / tau_ms);
    const angle = (2 * Math.PI * frequency_hz * this.#tick_ms) / 1000;
    const x = this.swing + lift_mv;
    const deviation = this.v - rest_mv;
    this.swing = keep * (Math.cos(angle) * x - Math.sin(angle) * deviation);
    if (this.#resting > 0) {
      this.#resting -= 1;
      return false;
    }
    this.v = rest_mv + keep * (Math.sin(angle) * x + Math.cos(angle) * deviation);
    if (this.v < threshold_mv) return false;
    this.v = reset_mv;
    this.swing = 0;
    this.#resting = Math.round(refractory_ms / this.#tick_ms);
    return true;
  }
}
