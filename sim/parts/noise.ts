/** Noise: what a sensor shows of a value, within the range of its port. */
import type { RandomStream } from '../../src/random.js';
import type { Port } from '../world.js';

export function noisy(value: number, { min, max, noise }: Port, random: RandomStream): number {
  return Math.max(min, Math.min(max, value + noise * random.gaussian()));
}
