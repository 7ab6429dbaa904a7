/**
 * World: a simulated body and its surroundings, in physical units. Worlds may use sine and cosine;
 * what they give to the board is recorded.
 */

import type { Measures } from '../src/board.js';
import type { Unit } from '../src/channel.js';

/** A socket of the simulated kit: what is wired to a pin. */
export interface Port {
  readonly name: string;
  readonly unit: Unit;
  readonly min: number;
  readonly max: number;
  /** Standard deviation of the noise that the world adds, in `unit`; 0 for inputs. */
  readonly noise: number;
}

export interface World {
  readonly name: string;
  /** What the world shows to sensors, in physical units; outputs[i] belongs to output_ports[i]. */
  readonly output_ports: readonly Port[];
  readonly outputs: Float64Array;
  /** What actuators do to it, e.g. duty from -1 to 1; inputs[i] belongs to input_ports[i]. */
  readonly input_ports: readonly Port[];
  readonly inputs: Float64Array;
  /** What an onlooker with a ruler sees. */
  readonly measures: Measures;
  /** Where the kit's sockets go: analog pin -> output port; input port -> motor, servo, led pin. */
  readonly wiring: Wiring;
  reset(seed: number): void;
  step(dt_us: number): void;
  /** A disturbance of the world's own choosing, e.g. a sideways shove in metres. */
  push(value: number): void;
  close(): void;
}

export interface Wiring {
  readonly analog: { readonly [pin: string]: string };
  readonly motors: { readonly [port: string]: { readonly pwm: number; readonly dir: number } };
  readonly servos?: { readonly [port: string]: number };
  readonly leds?: { readonly [port: string]: number };
}
