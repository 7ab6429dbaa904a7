/**
 * Adaptive exponential cells in doubles: C v' = -gL (v - EL) + gL dT exp((v - VT) / dT) - w + I,
 * tau_w w' = a (v - EL) - w, by forward Euler, both from the state before the step.
 */
import type { adexSchema } from '../../network/kinds/adex.js';
import { type Alike, stepsIn } from '../../network/kinds/kind.js';
import type { Reference } from './reference.js';

export class AdexReference implements Reference {
  v: number;
  w = 0;
  cell: Alike<typeof adexSchema>;
  readonly #tick_ms: number;

  constructor(cell: Alike<typeof adexSchema>, tick_ms: number) {
    this.cell = cell;
    this.#tick_ms = tick_ms;
    this.v = cell.rest_mv;
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
    const { capacitance_pf, leak_ns, rest_mv, threshold_mv, slope_mv, a_ns } = this.cell;
    const above = this.v - rest_mv;
    const upstroke = slope_mv * Math.exp((this.v - threshold_mv) / slope_mv);
    const dv = (leak_ns * (upstroke - above) - this.w + this.cell.current_pa) / capacitance_pf;
    this.v += step_ms * dv + lift_mv;
    this.w += (step_ms * (a_ns * above - this.w)) / this.cell.tau_adaptation_ms;
    if (this.v < this.cell.peak_mv) return false;
    this.v = this.cell.reset_mv;
    this.w += this.cell.b_pa;
    return true;
  }
}
