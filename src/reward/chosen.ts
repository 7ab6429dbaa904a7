/** Chosen: action values; reward is compared with how active the pool was that was chosen. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { type Critic, type CriticContext, checkPopulations } from './critic.js';
import { bound } from './discount.js';
import { populationSchema, Rates } from './rates.js';

const schema = z.strictObject({
  kind: z.literal('chosen'),
  pools: z
    .array(populationSchema)
    .min(2)
    .max(64)
    .readonly()
    .describe('The populations that stand for the actions, 2 to 64.'),
  value_per_hz: z
    .number()
    .positive()
    .describe('Reward that a pool expects for each Hz of its rate, above 0.'),
  tau_ms: z
    .number()
    .min(0)
    .optional()
    .describe('Time constant of the smoothing of rates, in ms; 0 for none. Default 100.'),
  at: z
    .enum(['reward', 'end'])
    .optional()
    .describe(
      'When the outcome is known: at each reward that is a number, or only at the end of an ' +
        'episode. Default reward.',
    ),
});

export type ChosenSpec = z.infer<typeof schema>;

/** delta = reward - value_per_hz rate, of the pool that was most active since the last outcome. */
export function chosen(options: Omit<ChosenSpec, 'kind'>): ChosenSpec {
  return { kind: 'chosen', ...options };
}

class ChosenCritic implements Critic {
  /** Every pool's smoothed rate, then the highest that each has reached since the last outcome. */
  readonly state: Float64Array;
  readonly #rates_hz: Float64Array;
  readonly #peaks_hz: Float64Array;
  readonly #rates: Rates;
  readonly #value_per_hz: number;
  readonly #waits: boolean;

  constructor(spec: ChosenSpec, context: CriticContext) {
    const count = spec.pools.length;
    this.state = new Float64Array(2 * count);
    this.#rates_hz = this.state.subarray(0, count);
    this.#peaks_hz = this.state.subarray(count);
    this.#rates = new Rates(spec.pools, spec.tau_ms ?? 100, context, this.#rates_hz);
    this.#value_per_hz = spec.value_per_hz;
    this.#waits = spec.at === 'end';
  }

  learn(reward: number, _cues: Float64Array, ends: boolean, spikes?: Uint32Array): number {
    this.#rates.update(spikes);
    for (let i = 0; i < this.#peaks_hz.length; i++) {
      const rate_hz = this.#rates_hz[i] as number;
      if (rate_hz > (this.#peaks_hz[i] as number)) this.#peaks_hz[i] = rate_hz;
    }
    const known = Number.isFinite(reward) && (ends || !this.#waits);
    const delta = known ? bound(reward) - this.#value_per_hz * this.#highest_hz() : 0;
    // what led to one outcome has no part in the next
    if (known || ends) this.state.fill(0);
    return delta;
  }

  #highest_hz(): number {
    let highest_hz = 0;
    for (let i = 0; i < this.#peaks_hz.length; i++) {
      highest_hz = Math.max(highest_hz, this.#peaks_hz[i] as number);
    }
    return highest_hz;
  }

  reset(): void {
    this.state.fill(0);
  }
}

function check(spec: ChosenSpec, context: CriticContext, path: string, problems: Problems): void {
  checkPopulations(spec.pools, context, `${path} › pools`, problems);
}

export const chosenCritic = {
  schema,
  populations: ({ pools }: ChosenSpec): readonly string[] => pools,
  check,
  make: (spec: ChosenSpec, context: CriticContext): Critic => new ChosenCritic(spec, context),
};
