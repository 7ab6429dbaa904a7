/**
 * Quadratic cells in doubles: v' = k2 v² + k1 v + k0 - u + I, u' = a (b (v - v_u) - u), by forward
 * Euler, v first, then u with the new v.
 */
import type { izhikevichSchema } from '../../network/kinds/izhikevich.js';
import { type Alike, stepsIn } from '../../network/kinds/kind.js';
import type { Reference } from './reference.js';

export class IzhikevichReference implements Reference {
  v: number;
  u: number;
  cell: Alike<typeof izhikevichSchema>;
  readonly #tick_ms: number;

  constructor(cell: Alike<typeof izhikevichSchema>, tick_ms: number) {
    this.cell = cell;
    this.#tick_ms = tick_ms;
    this.v = cell.v_start_mv;
    this.u = cell.u_start ?? cell.b * (cell.v_start_mv - cell.v_u_mv);
  }

  tick(lift_mv: number): boolean {
    const steps = stepsIn(this.#tick_ms, this.cell.step_ms);
    let spiked = false;
    for (let i = 0; i < steps; i++) {
      if (this.#step(this.#tick_ms / steps, lift_mv / steps)) spiked = true;
    }
    return spiked;
  }

  #step(step_ms: number, lift_mv: number): boolean {
    const { k2, k1, k0, a, b, c_mv, d, v_u_mv, v_peak_mv, current, half_steps } = this.cell;
    const parts = half_steps ? 2 : 1;
    for (let i = 0; i < parts; i++) {
      const dv = k2 * this.v * this.v + k1 * this.v + k0 - this.u + current;
      this.v += (step_ms / parts) * dv + lift_mv / parts;
    }
    const decay = this.cell.u_decays ? this.u : 0;
    this.u += step_ms * a * (b * (this.v - v_u_mv) - decay);
    if (this.v < v_peak_mv) return false;
    this.v = c_mv;
    this.u += d;
    return true;
  }
}
