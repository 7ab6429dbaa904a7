/**
 * An endless wandering line: its curvature is a sum of three seeded sinusoids of the arc length.
 * Points are made as the rover comes to them, forwards and backwards, in a ring of fixed size;
 * the search for the nearest one starts where it last ended. Nothing is allocated after reset.
 */
import type { RandomStream } from '../../src/random.js';

const SPACING_M = 0.005;
const POINTS = 1024;
const MASK = POINTS - 1;
const SINUSOIDS = 3;
const AMPLITUDE_PER_M = 0.98;
const CURVATURE_MAX_PER_M = 2.5;
const WAVELENGTH_MIN_M = 0.8;
const WAVELENGTH_MAX_M = 3;

export class WanderingLine {
  /** Where the point last located lies, seen from the nearest point of the line. */
  along_m = 0;
  left_m = 0;
  /** Direction and curvature (left positive) of the line there. */
  heading_rad = 0;
  curvature_per_m = 0;

  readonly #x = new Float64Array(POINTS);
  readonly #y = new Float64Array(POINTS);
  readonly #heading = new Float64Array(POINTS);
  readonly #frequency = new Float64Array(SINUSOIDS);
  readonly #phase = new Float64Array(SINUSOIDS);
  /** The ring holds points [first, end); the nearest one is `foot`. */
  #first = 0;
  #end = 1;
  #foot = 0;

  /** A new line through the origin, along the x axis. */
  reset(random: RandomStream): void {
    for (let i = 0; i < SINUSOIDS; i++) {
      const span_m = WAVELENGTH_MAX_M - WAVELENGTH_MIN_M;
      const wavelength_m = WAVELENGTH_MIN_M + span_m * random.uniform();
      this.#frequency[i] = (2 * Math.PI) / wavelength_m;
      this.#phase[i] = 2 * Math.PI * random.uniform();
    }
    this.#first = 0;
    this.#end = 1;
    this.#foot = 0;
    this.#set(0, 0, 0, 0);
    this.locate(0, 0);
  }

  get foot_x_m(): number {
    return this.#x[this.#foot & MASK] as number;
  }

  get foot_y_m(): number {
    return this.#y[this.#foot & MASK] as number;
  }

  /** Finds the nearest point of the line, from where it last was. */
  locate(x_m: number, y_m: number): void {
    let foot = this.#foot;
    let near = this.#squaredDistance(foot, x_m, y_m);
    for (let direction = 1; direction >= -1; direction -= 2) {
      for (;;) {
        const next = this.#squaredDistance(foot + direction, x_m, y_m);
        if (!(next < near)) break;
        near = next;
        foot += direction;
      }
    }
    this.#foot = foot;
    const slot = foot & MASK;
    const heading_rad = this.#heading[slot] as number;
    const dx = x_m - (this.#x[slot] as number);
    const dy = y_m - (this.#y[slot] as number);
    const cos = Math.cos(heading_rad);
    const sin = Math.sin(heading_rad);
    this.heading_rad = heading_rad;
    this.curvature_per_m = this.#curvature(foot * SPACING_M);
    this.along_m = dx * cos + dy * sin;
    this.left_m = dy * cos - dx * sin;
  }

  /** Signed distance from the line, left positive, of a point given in the located frame. */
  offset_m(along_m: number, left_m: number): number {
    return left_m - 0.5 * this.curvature_per_m * along_m * along_m;
  }

  /** Moves the origin, so that single-precision physics stays exact however far the line runs. */
  moveOrigin(dx_m: number, dy_m: number): void {
    for (let i = 0; i < POINTS; i++) {
      this.#x[i] = (this.#x[i] as number) - dx_m;
      this.#y[i] = (this.#y[i] as number) - dy_m;
    }
  }

  #squaredDistance(index: number, x_m: number, y_m: number): number {
    if (index >= this.#end) this.#extend(1);
    else if (index < this.#first) this.#extend(-1);
    const dx = x_m - (this.#x[index & MASK] as number);
    const dy = y_m - (this.#y[index & MASK] as number);
    return dx * dx + dy * dy;
  }

  /** One more point at either end; the far end gives up its oldest when the ring is full. */
  #extend(direction: number): void {
    const from = direction > 0 ? this.#end - 1 : this.#first;
    const to = from + direction;
    const slot = from & MASK;
    const turn = this.#curvature((from + 0.5 * direction) * SPACING_M) * SPACING_M * direction;
    const heading = this.#heading[slot] as number;
    const middle = heading + 0.5 * turn;
    const step = SPACING_M * direction;
    const x = (this.#x[slot] as number) + step * Math.cos(middle);
    const y = (this.#y[slot] as number) + step * Math.sin(middle);
    this.#set(to, x, y, heading + turn);
    if (direction > 0) this.#end = to + 1;
    else this.#first = to;
    if (this.#end - this.#first <= POINTS) return;
    if (direction > 0) this.#first = this.#end - POINTS;
    else this.#end = this.#first + POINTS;
  }

  #set(index: number, x: number, y: number, heading: number): void {
    this.#x[index & MASK] = x;
    this.#y[index & MASK] = y;
    this.#heading[index & MASK] = heading;
  }

  #curvature(arc_m: number): number {
    let sum = 0;
    for (let i = 0; i < SINUSOIDS; i++) {
      sum += Math.sin((this.#frequency[i] as number) * arc_m + (this.#phase[i] as number));
    }
    const curvature = AMPLITUDE_PER_M * sum;
    return Math.max(-CURVATURE_MAX_PER_M, Math.min(CURVATURE_MAX_PER_M, curvature));
  }
}
