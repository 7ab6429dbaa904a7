/**
 * The world of CartPole-v1: a pole on a cart that is pushed left or right, in episodes of at most
 * 500 steps of 20 ms. Card: docs/cards/worlds/cart-pole.md.
 */
import type { Measures } from '../../src/board.js';
import { RandomStream } from '../../src/random.js';
import { PoleOnCart, STEP_US } from '../parts/pole-on-cart.js';
import type { Port, Wiring, World } from '../world.js';

const FULL_FORCE_N = 10;
const TRACK_END_M = 2.4;
const FALL_DEG = 12;
const EPISODE_STEPS = 500;
/** An invisible hand takes so long to set the pole up again, somewhere near the middle. */
const HAND_STEPS = 50;
const START = 0.05;

const DEG_PER_RAD = 180 / Math.PI;

const FALLS = 0;
const STEPS = 1;
const ANGLE = 2;

export function makeCartPoleWorld(): Promise<CartPoleWorld> {
  return Promise.resolve(new CartPoleWorld());
}

export class CartPoleWorld implements World {
  readonly name = 'cart-pole';
  readonly output_ports: readonly Port[] = [
    { name: 'position', unit: 'm', min: -TRACK_END_M, max: TRACK_END_M, noise: 0 },
    { name: 'velocity', unit: 'm/s', min: -3, max: 3, noise: 0 },
    { name: 'angle', unit: 'deg', min: -FALL_DEG, max: FALL_DEG, noise: 0 },
    { name: 'angular_velocity', unit: 'deg/s', min: -150, max: 150, noise: 0 },
    { name: 'fallen', unit: '1', min: 0, max: 1, noise: 0 },
    { name: 'over', unit: '1', min: 0, max: 1, noise: 0 },
  ];
  readonly outputs = new Float64Array(this.output_ports.length);
  readonly input_ports: readonly Port[] = [{ name: 'motor', unit: '1', min: -1, max: 1, noise: 0 }];
  readonly inputs = new Float64Array(1);
  readonly measures: Measures = {
    names: ['falls', 'steps', 'angle_deg'],
    kinds: ['count', 'episode', 'signal'],
    values: new Float64Array(3),
  };
  readonly wiring: Wiring = {
    analog: Object.fromEntries(this.output_ports.map((port, i) => [`A${i}`, port.name])),
    motors: { motor: { pwm: 5, dir: 4 } },
  };

  readonly #body = new PoleOnCart();
  #hand = new RandomStream(0, 'cart-pole/hand');
  #passed_us = 0;
  #fallen = false;
  /** Steps until the hand has set the pole up; 0 during an episode. */
  #hand_steps = 0;

  reset(seed: number): void {
    this.#hand = new RandomStream(seed, 'cart-pole/hand');
    this.#passed_us = 0;
    this.inputs.fill(0);
    this.measures.values.fill(0);
    this.#setUp();
    this.#observe();
  }

  /** Whole steps of 20 ms, each under the force that stands at its end. */
  step(dt_us: number): void {
    this.#passed_us += dt_us;
    if (this.#passed_us < STEP_US) return;
    for (; this.#passed_us >= STEP_US; this.#passed_us -= STEP_US) this.#advance();
    this.#observe();
  }

  /** A knock against the pole, which then turns so much faster (rad/s). */
  push(value: number): void {
    this.#body.rate_rad_s += value;
  }

  close(): void {}

  #advance(): void {
    const duty = Math.max(-1, Math.min(1, this.inputs[0] || 0));
    const body = this.#body;
    if (this.#hand_steps > 0) {
      body.roll(FULL_FORCE_N * duty, TRACK_END_M);
      this.#hand_steps -= 1;
      if (this.#hand_steps === 0) this.#setUp();
      return;
    }
    body.step(FULL_FORCE_N * duty);
    const { values } = this.measures;
    values[STEPS] = (values[STEPS] as number) + 1;
    this.#fallen =
      Math.abs(body.position_m) > TRACK_END_M || Math.abs(body.angle_rad) > FALL_DEG / DEG_PER_RAD;
    if (this.#fallen) values[FALLS] = (values[FALLS] as number) + 1;
    if (this.#fallen || values[STEPS] === EPISODE_STEPS) this.#hand_steps = HAND_STEPS;
  }

  /** As an episode of CartPole-v1 begins: each of the four drawn evenly within ±0.05. */
  #setUp(): void {
    const draw = () => START * (2 * this.#hand.uniform() - 1);
    this.#body.position_m = draw();
    this.#body.velocity_m_s = draw();
    this.#body.angle_rad = draw();
    this.#body.rate_rad_s = draw();
    this.#fallen = false;
    this.#hand_steps = 0;
    this.measures.values[STEPS] = 0;
  }

  #observe(): void {
    const { position_m, velocity_m_s, angle_rad, rate_rad_s } = this.#body;
    const angle_deg = angle_rad * DEG_PER_RAD;
    this.measures.values[ANGLE] = angle_deg;
    this.#show([position_m, velocity_m_s, angle_deg, rate_rad_s * DEG_PER_RAD]);
    this.outputs[4] = this.#fallen ? 1 : 0;
    this.outputs[5] = this.#hand_steps > 0 ? 1 : 0;
  }

  /** Sensors end where their ranges end. */
  #show(values: readonly number[]): void {
    values.forEach((value, i) => {
      const { min, max } = this.output_ports[i] as Port;
      this.outputs[i] = Math.max(min, Math.min(max, value));
    });
  }
}
