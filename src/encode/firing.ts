/**
 * Firing: turns a neuron's rate into its spikes, evenly spaced or by chance; shared by the
 * encoders that speak in rates.
 */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Slice } from '../handle.js';
import { hashText, random_u32 } from '../random.js';
import type { EncoderContext } from './encoder.js';

export const patternSchema = z
  .enum(['regular', 'poisson'])
  .describe('Evenly spaced spikes, or spikes by keyed chance. Default regular.');

export const maxRateSchema = z
  .number()
  .positive()
  .describe('Fastest rate of one neuron, in Hz; above 0, at most one spike a tick.');

export type Pattern = z.infer<typeof patternSchema>;

export class Firing {
  /** Regular: each neuron's phase, in [0, 1). Poisson: empty, since chance is keyed by tick. */
  readonly state: Float64Array;
  readonly #regular: boolean;
  readonly #seed: number;
  readonly #first: number;
  readonly #group: number;

  /**
   * `group`: how many neighbours share a rate; a slice of several groups treats each alike.
   * Population and place are part of the key of chance, so that no two neurons draw the same.
   */
  constructor(
    pattern: Pattern | undefined,
    { population, first }: Slice,
    { count, seed }: EncoderContext,
    group = count,
  ) {
    this.#regular = pattern !== 'poisson';
    this.#seed = seed ^ hashText(population);
    this.#first = first;
    this.#group = group;
    this.state = new Float64Array(this.#regular ? count : 0);
    this.reset();
  }

  /** Whether the neuron spikes in this tick, given its spikes per tick (0 to 1). */
  fires(neuron: number, perTick: number, tick: number): boolean {
    if (!this.#regular) {
      return random_u32(this.#seed, tick, this.#first + neuron) < perTick * 4294967296;
    }
    const phase = (this.state[neuron] as number) + perTick;
    const spikes = phase >= 1;
    this.state[neuron] = spikes ? phase - 1 : phase;
    return spikes;
  }

  /** Phases apart from one another, so that neurons with one rate do not spike in unison. */
  reset(): void {
    for (let neuron = 0; neuron < this.state.length; neuron++) {
      this.state[neuron] = (neuron % this.#group) / this.#group;
    }
  }
}

/** The most spikes per tick that a neuron gives at its fastest rate. */
export function perTick(max_hz: number, tick_ms: number): number {
  return Math.min(1, (max_hz * tick_ms) / 1000);
}

/** A neuron spikes once a tick at most, so no rate above that is held. */
export function checkRate_hz(
  max_hz: number,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const limit_hz = 1000 / tick_ms;
  if (max_hz <= limit_hz) return;
  problems.add(
    'NUMBER_NOT_HELD',
    `${path} › max_hz`,
    `${max_hz} Hz`,
    `at most ${limit_hz} Hz, one spike a tick of ${tick_ms} ms`,
    'lower max_hz, or shorten tick_ms',
  );
}

/** An encoder that gives each half of its slice a meaning needs two equal halves. */
export function checkHalves(count: number, path: string, problems: Problems): void {
  if (count % 2 === 0) return;
  problems.add(
    'SLICE_OUT_OF_RANGE',
    `${path} › into`,
    `${count} neurons`,
    'an even number, one half for each direction',
    `drive ${count + 1} neurons, or ${count - 1}`,
  );
}
