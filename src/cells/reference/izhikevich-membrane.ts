/**
 * Quadratic membranes in doubles: C v' = k (v - v_rest)(v - v_threshold) - u + I,
 * u' = a (b (v - v_rest) - u), by forward Euler, v first, then u with the new v.
 */
import type { izhikevichMembraneSchema } from '../../network/kinds/izhikevich-membrane.js';
import { type Alike, stepsIn } from '../../network/kinds/kind.js';
import type { Reference } from './reference.js';

export class IzhikevichMembraneReference implements Reference {
  v: number;
  u = 0;
  cell: Alike<typeof izhikevichMembraneSchema>;
  readonly #tick_ms: number;

  constructor(cell: Alike<typeof izhikevichMembraneSchema>, tick_ms: number) {
    this.cell = cell;
    this.#tick_ms = tick_ms;
    this.v = cell.v_start_mv ?? cell.v_rest_mv;
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
    const { capacitance_pf, k, v_rest_mv, v_threshold_mv, a, b, half_steps } = this.cell;
    const parts = half_steps ? 2 : 1;
    for (let i = 0; i < parts; i++) {
      const charge = k * (this.v - v_rest_mv) * (this.v - v_threshold_mv) - this.u;
      const current = charge + this.cell.current_pa;
      this.v += ((step_ms / parts) * current) / capacitance_pf + lift_mv / parts;
    }
    this.u += step_ms * a * (b * (this.v - v_rest_mv) - this.u);
    if (this.v < this.cell.v_peak_mv) return false;
    this.v = this.cell.c_mv;
    this.u += this.cell.d_pa;
    return true;
  }
}
