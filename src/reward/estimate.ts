/**
 * Estimates: what the errors of a critic say beside dopamine. Uncertainty that is expected is how
 * wrong predictions usually are; what is not expected, surprise, is how much more wrong they have
 * been lately. After A. J. Yu and P. Dayan, Uncertainty, neuromodulation, and attention, Neuron
 * 46:681 (2005), where acetylcholine reports the first and noradrenaline the second.
 */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { keepFactor } from './discount.js';

export const estimateSchema = z
  .strictObject({
    from: z
      .enum(['reward', 'error', 'uncertainty', 'surprise'])
      .describe(
        'reward: as clipped; error: of the prediction; uncertainty: the running mean of its ' +
          'size; surprise: 1 - the running mean / a quicker one, 0 while no worse than usual.',
      ),
    into: z.string().min(1).describe('The modulator that it moves.'),
    region: z.string().optional().describe('Where. Default: in each of its regions.'),
    as: z
      .enum(['release', 'tonic'])
      .default('release')
      .describe('release: added in each tick; tonic: the level without releases. Default release.'),
    gain: z.number().default(1).describe("The modulator's unit per unit of it. Default 1."),
    tau_s: z.number().positive().default(60).describe('Of the running mean, in s. Default 60.'),
    recent_s: z.number().positive().default(5).describe('Of the quicker one, in s. Default 5.'),
  })
  .describe('What else the errors of the critic tell, and the modulator that says so.');

export type EstimateSpec = z.output<typeof estimateSchema>;
export type EstimateInput = z.input<typeof estimateSchema>;

export class Estimate {
  readonly spec: EstimateSpec;
  /** Ticks so far, and the running means of the error's size, slow and quick. */
  readonly state = new Float64Array(3);
  readonly #slow: number;
  readonly #quick: number;

  constructor(spec: EstimateSpec, tick_ms: number) {
    this.spec = spec;
    this.#slow = 1 - keepFactor(spec.tau_s, tick_ms);
    this.#quick = 1 - keepFactor(spec.recent_s, tick_ms);
  }

  /** One tick: what the modulator gets, in its unit. What is not finite tells nothing. */
  of(reward: number, error: number): number {
    if (Number.isFinite(error)) this.#learn(Math.abs(error));
    const value = this.#value(reward, error);
    return Number.isFinite(value) ? this.spec.gain * value : 0;
  }

  reset(): void {
    this.state.fill(0);
  }

  /** At first the means are over all that was seen, so that they do not begin with nothing. */
  #learn(size: number): void {
    const [ticks = 0, slow = 0, quick = 0] = this.state;
    const first = 1 / (ticks + 1);
    this.state[0] = ticks + 1;
    this.state[1] = slow + Math.max(this.#slow, first) * (size - slow);
    this.state[2] = quick + Math.max(this.#quick, first) * (size - quick);
  }

  #value(reward: number, error: number): number {
    const [, slow = 0, quick = 0] = this.state;
    switch (this.spec.from) {
      case 'reward':
        return reward;
      case 'error':
        return error;
      case 'uncertainty':
        return slow;
      case 'surprise':
        return quick > slow ? 1 - slow / quick : 0;
    }
  }
}

/** The quicker mean must be the quicker one. */
export function checkEstimate(
  { tau_s, recent_s }: EstimateSpec,
  path: string,
  problems: Problems,
): void {
  if (recent_s < tau_s) return;
  const allowed = `below tau_s, ${tau_s} s`;
  const remedy = 'shorten recent_s, or lengthen tau_s';
  problems.add('RANGE_REVERSED', `${path} › recent_s`, `${recent_s} s`, allowed, remedy);
}
