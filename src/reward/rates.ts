/** Rates: the smoothed firing rates of the populations that a critic reads, in Hz per neuron. */
import { z } from 'zod';
import { type CriticContext, neuronsOf } from './critic.js';
import { keepFactor } from './discount.js';

export const populationSchema = z.string().min(1).describe('A population of the robot, by name.');

// Below this a rate is zero: a decay alone would creep on through ever smaller numbers.
const SILENT_HZ = 1e-9;

export class Rates {
  readonly #into: Float64Array;
  readonly #keep: number;
  readonly #hz_per_spike: Float64Array;

  /** @param into one rate for each population, where they are kept. */
  constructor(
    populations: readonly string[],
    tau_ms: number,
    context: CriticContext,
    into: Float64Array,
  ) {
    this.#into = into;
    this.#keep = keepFactor(tau_ms / 1000, context.tick_ms);
    this.#hz_per_spike = Float64Array.from(populations, (population) => {
      return 1000 / (context.tick_ms * neuronsOf(population, context));
    });
  }

  /** One tick of every population's spikes. */
  update(spikes: Uint32Array | undefined): void {
    for (let i = 0; i < this.#into.length; i++) {
      const now_hz = (spikes?.[i] ?? 0) * (this.#hz_per_spike[i] as number);
      const rate_hz = now_hz + this.#keep * ((this.#into[i] as number) - now_hz);
      this.#into[i] = rate_hz < SILENT_HZ ? 0 : rate_hz;
    }
  }
}
