/** Lamps: brightnesses that a world shows, each with the noise of its port. */
import { RandomStream } from '../../src/random.js';
import type { Port } from '../world.js';
import { noisy } from './noise.js';

/** Of a lamp's brightness, as a share of its full one. */
const NOISE = 0.02;

/** A lamp goes from dark, 0, to full, 1; a reward that may be a punishment from below 0. */
export function lamp(name: string, min = 0): Port {
  return { name, unit: '1', min, max: 1, noise: NOISE };
}

export class Lamps {
  readonly ports: readonly Port[];
  /** What is shown; values[i] belongs to ports[i]. */
  readonly values: Float64Array;
  readonly #key: string;
  #noise: RandomStream;

  /** @param key names the stream that noise is drawn from. */
  constructor(key: string, ports: readonly Port[]) {
    this.#key = key;
    this.#noise = new RandomStream(0, key);
    this.ports = ports;
    this.values = new Float64Array(ports.length);
  }

  /** The noise begins anew; the lamps are as they were until they are shown. */
  reset(seed: number): void {
    this.#noise = new RandomStream(seed, this.#key);
  }

  show(lamp: number, brightness: number): void {
    this.values[lamp] = noisy(brightness, this.ports[lamp] as Port, this.#noise);
  }
}
