/**
 * The line rover's world: a two-wheeled rover with eight reflectance sensors under its nose, on a
 * floor with an endless wandering line. Card: docs/cards/worlds/line.md.
 */
import type { Measures } from '../../src/board.js';
import { RandomStream } from '../../src/random.js';
import { DifferentialDrive, FAR_M, loadPhysics } from '../parts/differential-drive.js';
import { noisy } from '../parts/noise.js';
import { WanderingLine } from '../parts/wandering-line.js';
import type { Port, Wiring, World } from '../world.js';

const SENSORS = 8;
const PITCH_M = 0.0095;
/** The nose, where the sensors sit, lies ahead of the axle. */
const NOSE_M = 0.07;
const LINE_HALF_WIDTH_M = 0.009;
const SPOT_BLUR_M = 0.005;
const NOISE = 0.02;

/** Farther than this from the line's centre the nose counts as fallen off. */
const FALL_M = 0.06;
/** An invisible hand waits so long, then puts the rover back, never quite in the same way. */
const HAND_US = 200_000;
const HAND_OFFSET_M = 0.01;
const HAND_HEADING_RAD = 0.1;

const FALLS = 0;
const OFFSET = 1;
const LEFT = 0;
const RIGHT = 1;

export async function makeLineWorld(): Promise<LineWorld> {
  await loadPhysics();
  return new LineWorld();
}

export class LineWorld implements World {
  readonly name = 'line';
  /** Darkness under each sensor, from the left end of the nose to the right. */
  readonly output_ports: readonly Port[] = Array.from({ length: SENSORS }, (_, i) => ({
    name: `reflectance_${i}`,
    unit: '1',
    min: 0,
    max: 1,
    noise: NOISE,
  }));
  readonly outputs = new Float64Array(SENSORS);
  readonly input_ports: readonly Port[] = ['motor_left', 'motor_right'].map((name) => ({
    name,
    unit: '1',
    min: -1,
    max: 1,
    noise: 0,
  }));
  readonly inputs = new Float64Array(2);
  readonly measures: Measures = {
    names: ['falls', 'offset_mm'],
    kinds: ['count', 'signal'],
    values: new Float64Array(2),
  };
  readonly wiring: Wiring = {
    analog: Object.fromEntries(this.output_ports.map((port, i) => [`A${i}`, port.name])),
    motors: { motor_left: { pwm: 5, dir: 4 }, motor_right: { pwm: 6, dir: 7 } },
  };

  readonly #line = new WanderingLine();
  readonly #drive = new DifferentialDrive({
    track_m: 0.12,
    wheel_radius_m: 0.033,
    full_speed_rad_s: 20,
    lag_s: 0.04,
    mass_kg: 0.5,
    inertia_kg_m2: 0.001,
    grip: 0.9,
  });
  #noise = new RandomStream(0, 'line/noise');
  #hand = new RandomStream(0, 'line/hand');
  #fallen = false;
  #fallen_us = 0;

  reset(seed: number): void {
    this.#noise = new RandomStream(seed, 'line/noise');
    this.#hand = new RandomStream(seed, 'line/hand');
    this.#line.reset(new RandomStream(seed, 'line/shape'));
    this.#drive.left_rad_s = 0;
    this.#drive.right_rad_s = 0;
    this.inputs.fill(0);
    this.measures.values.fill(0);
    this.#putBack();
    this.#observe();
  }

  step(dt_us: number): void {
    this.#drive.step(dt_us, duty(this.inputs[LEFT]), duty(this.inputs[RIGHT]));
    if (Math.abs(this.#drive.x_m) > FAR_M || Math.abs(this.#drive.y_m) > FAR_M) this.#recentre();
    this.#observe();
    if (!this.#fallen && Math.abs(this.measures.values[OFFSET] as number) > FALL_M * 1000) {
      this.#fallen = true;
      this.#fallen_us = 0;
      this.measures.values[FALLS] = (this.measures.values[FALLS] as number) + 1;
    } else if (this.#fallen) {
      this.#fallen_us += dt_us;
      if (this.#fallen_us < HAND_US) return;
      this.#putBack();
      this.#observe();
    }
  }

  /** A sideways shove, left positive, after which the rover slides about so far (metres). */
  push(value: number): void {
    this.#drive.shove(value);
  }

  close(): void {
    this.#drive.close();
  }

  /** The hand sets the nose down near the line, heading along it; the wheels keep turning. */
  #putBack(): void {
    const line = this.#line;
    const offset_m = HAND_OFFSET_M * (2 * this.#hand.uniform() - 1);
    const error_rad = HAND_HEADING_RAD * (2 * this.#hand.uniform() - 1);
    const heading_rad = line.heading_rad + error_rad;
    const nose_x_m = line.foot_x_m - offset_m * Math.sin(line.heading_rad);
    const nose_y_m = line.foot_y_m + offset_m * Math.cos(line.heading_rad);
    this.#drive.place(
      nose_x_m - NOSE_M * Math.cos(heading_rad),
      nose_y_m - NOSE_M * Math.sin(heading_rad),
      heading_rad,
    );
    this.#fallen = false;
  }

  #recentre(): void {
    const dx_m = this.#drive.x_m;
    const dy_m = this.#drive.y_m;
    this.#line.moveOrigin(dx_m, dy_m);
    this.#drive.translate(-dx_m, -dy_m);
  }

  /** Where the nose is, and what its sensors see. */
  #observe(): void {
    const line = this.#line;
    const { x_m, y_m, heading_rad } = this.#drive;
    line.locate(x_m + NOSE_M * Math.cos(heading_rad), y_m + NOSE_M * Math.sin(heading_rad));
    const along_m = line.along_m;
    const left_m = line.left_m;
    this.measures.values[OFFSET] = line.offset_m(along_m, left_m) * 1000;

    const cos = Math.cos(heading_rad - line.heading_rad);
    const sin = Math.sin(heading_rad - line.heading_rad);
    for (let i = 0; i < SENSORS; i++) {
      const side_m = ((SENSORS - 1) / 2 - i) * PITCH_M;
      const offset_m = line.offset_m(along_m - side_m * sin, left_m + side_m * cos);
      this.outputs[i] = noisy(darkness(offset_m), this.output_ports[i] as Port, this.#noise);
    }
  }
}

/** 1 on the line, 0 off it, smooth where the sensor's spot straddles the edge. */
function darkness(offset_m: number): number {
  const edge = (LINE_HALF_WIDTH_M + SPOT_BLUR_M - Math.abs(offset_m)) / (2 * SPOT_BLUR_M);
  const inside = Math.max(0, Math.min(1, edge));
  return inside * inside * (3 - 2 * inside);
}

function duty(value: number | undefined): number {
  return Math.max(-1, Math.min(1, value || 0));
}
