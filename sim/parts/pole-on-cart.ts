/**
 * A pole hinged on a cart: the equations and constants of CartPole-v1 (Barto, Sutton and Anderson,
 * IEEE Trans. SMC 13:834, 1983, without friction), in its forward Euler steps of 20 ms.
 */

export const STEP_US = 20_000;
const STEP_S = STEP_US / 1e6;
const GRAVITY_M_S2 = 9.8;
const CART_KG = 1;
const POLE_KG = 0.1;
const TOTAL_KG = CART_KG + POLE_KG;
const HALF_POLE_M = 0.5;

export class PoleOnCart {
  /** The cart, right of the track's middle. */
  position_m = 0;
  velocity_m_s = 0;
  /** The pole, from upright; leaning right is positive. */
  angle_rad = 0;
  rate_rad_s = 0;

  /** One step under this force on the cart, positive to the right. */
  step(force_N: number): void {
    const cos = Math.cos(this.angle_rad);
    const sin = Math.sin(this.angle_rad);
    const swing_N = POLE_KG * HALF_POLE_M * this.rate_rad_s ** 2 * sin;
    const pushed_m_s2 = (force_N + swing_N) / TOTAL_KG;
    const inertia_m = HALF_POLE_M * (4 / 3 - (POLE_KG * cos ** 2) / TOTAL_KG);
    const turn_rad_s2 = (GRAVITY_M_S2 * sin - cos * pushed_m_s2) / inertia_m;
    const speedup_m_s2 = pushed_m_s2 - (POLE_KG * HALF_POLE_M * turn_rad_s2 * cos) / TOTAL_KG;
    this.position_m += STEP_S * this.velocity_m_s;
    this.velocity_m_s += STEP_S * speedup_m_s2;
    this.angle_rad += STEP_S * this.rate_rad_s;
    this.rate_rad_s += STEP_S * turn_rad_s2;
  }

  /** One step with the pole held still on the cart, which rolls between the ends of its track. */
  roll(force_N: number, end_m: number): void {
    this.rate_rad_s = 0;
    this.velocity_m_s += (STEP_S * force_N) / TOTAL_KG;
    const rolled_m = this.position_m + STEP_S * this.velocity_m_s;
    this.position_m = Math.max(-end_m, Math.min(end_m, rolled_m));
    if (rolled_m !== this.position_m) this.velocity_m_s = 0;
  }
}
