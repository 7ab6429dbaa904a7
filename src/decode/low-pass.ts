/**
 * Low-pass: the smoothed firing rate of one population after another, in Hz per neuron; shared by
 * the decoders.
 */
import { z } from 'zod';
import { RobotError } from '../errors.js';
import { exactExp } from '../exact.js';
import type { DecoderContext } from './decoder.js';

export const tauSchema = z
  .number()
  .min(0)
  .optional()
  .describe('Time constant of the smoothing, in ms; 0 for none. Default 100.');

/** A population by its handle; JSON has its name. */
export interface PopulationHandle {
  readonly population: string;
  /** false for a part of a population, which no decoder reads. Default true. */
  readonly whole?: boolean;
}

/** The name of a whole population. @throws RobotError SLICE_OUT_OF_RANGE for a part of one. */
export function wholePopulation({ population, whole = true }: PopulationHandle): string {
  if (whole) return population;
  throw new RobotError({
    code: 'SLICE_OUT_OF_RANGE',
    path: `decode › ${population}`,
    got: `a part of '${population}'`,
    allowed: 'a whole population',
    remedy: 'make the part a population of its own',
  });
}

// Below this a rate is zero: a decay alone would creep on through ever smaller numbers.
const SILENT_HZ = 1e-9;

export class LowPass {
  /** The smoothed rate of each population that the decoder reads, in Hz. */
  readonly rates_hz: Float64Array;
  readonly #keep: number;
  readonly #hz_per_spike: Float64Array;

  constructor(tau_ms: number | undefined, { tick_ms, counts }: DecoderContext, into: Float64Array) {
    this.rates_hz = into;
    this.#keep = keepFactor(tau_ms ?? 100, tick_ms);
    this.#hz_per_spike = Float64Array.from(counts, (count) => 1000 / (tick_ms * count));
  }

  /** One tick of every population's spikes. */
  update(spikes: Uint32Array, populations: Uint32Array): void {
    for (let i = 0; i < this.rates_hz.length; i++) {
      const fired = spikes[populations[i] as number] as number;
      const now_hz = fired * (this.#hz_per_spike[i] as number);
      const rate_hz = now_hz + this.#keep * ((this.rates_hz[i] as number) - now_hz);
      this.rates_hz[i] = rate_hz < SILENT_HZ ? 0 : rate_hz;
    }
  }
}

/** What is left of a value after one tick of decay. */
function keepFactor(tau_ms: number, tick_ms: number): number {
  return tau_ms === 0 ? 0 : exactExp(-tick_ms / tau_ms);
}

export function clip(value: number, { min, max }: DecoderContext): number {
  return Math.min(max, Math.max(min, value));
}
