/** Population: the value of a situation is how active a population of the network is. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { type Critic, type CriticContext, checkPopulations } from './critic.js';
import { bound, horizonSchema, keepFactor } from './discount.js';
import { populationSchema, Rates } from './rates.js';

const schema = z.strictObject({
  kind: z.literal('population'),
  population: populationSchema,
  value_per_hz: z.number().describe('Reward to come for each Hz of its rate; not 0.'),
  value_at_rest: z
    .number()
    .optional()
    .describe('Reward to come that its silence stands for. Default 0.'),
  horizon_s: horizonSchema,
  tau_rise_ms: z
    .number()
    .min(0)
    .optional()
    .describe(
      'How fast a spike comes to count, in ms; below tau_decay_ms. Default 50, at most a quarter ' +
        'of it.',
    ),
  tau_decay_ms: z
    .number()
    .min(0)
    .optional()
    .describe('How long a spike counts, in ms; 0 for its own tick. Default 200.'),
});

export type PopulationCriticSpec = z.infer<typeof schema>;

/** delta = reward + gamma V(now) - V(before), V = value_per_hz rate + value_at_rest. */
export function valuePopulation(options: Omit<PopulationCriticSpec, 'kind'>): PopulationCriticSpec {
  return { kind: 'population', ...options };
}

/** Milliseconds that a spike takes to count, and that it counts for. */
function taus({ tau_rise_ms, tau_decay_ms = 200 }: PopulationCriticSpec): [number, number] {
  return [tau_rise_ms ?? Math.min(50, tau_decay_ms / 4), tau_decay_ms];
}

class PopulationCritic implements Critic {
  /** The rate smoothed over the decay, and over the rise; the value before; 1 if there was one. */
  readonly state = new Float64Array(4);
  readonly #decay: Rates;
  readonly #rise: Rates;
  /** Share of the slow rate in the difference of both. */
  readonly #slow: number;
  readonly #gamma: number;
  readonly #per_hz: number;
  readonly #at_rest: number;

  constructor(spec: PopulationCriticSpec, context: CriticContext) {
    const [rise_ms, decay_ms] = taus(spec);
    const names = [spec.population];
    this.#decay = new Rates(names, decay_ms, context, this.state.subarray(0, 1));
    this.#rise = new Rates(names, rise_ms, context, this.state.subarray(1, 2));
    this.#slow = decay_ms === 0 ? 1 : decay_ms / (decay_ms - rise_ms);
    this.#gamma = keepFactor(spec.horizon_s, context.tick_ms);
    this.#per_hz = spec.value_per_hz;
    this.#at_rest = spec.value_at_rest ?? 0;
  }

  learn(reward: number, _cues: Float64Array, ends: boolean, spikes?: Uint32Array): number {
    this.#decay.update(spikes);
    this.#rise.update(spikes);
    const [before, was] = [this.state[2] as number, this.state[3] === 1];
    const usable = Number.isFinite(reward);
    const value = bound(this.#per_hz * this.#rate_hz() + this.#at_rest);
    if (usable || ends) this.#remember(value, !ends);
    if (!usable || !was) return 0;
    return reward + (ends ? 0 : this.#gamma * value) - before;
  }

  /** A spike counts from 0 up to its most and then less, with an area of 1. */
  #rate_hz(): number {
    const [decay_hz, rise_hz] = [this.state[0] as number, this.state[1] as number];
    return rise_hz + this.#slow * (decay_hz - rise_hz);
  }

  #remember(value: number, goes_on: boolean): void {
    this.state[2] = goes_on ? value : 0;
    this.state[3] = goes_on ? 1 : 0;
  }

  reset(): void {
    this.state.fill(0);
  }
}

function check(
  spec: PopulationCriticSpec,
  context: CriticContext,
  path: string,
  problems: Problems,
): void {
  checkPopulations([spec.population], context, `${path} › population`, problems);
  const [rise_ms, decay_ms] = taus(spec);
  if (rise_ms >= decay_ms && decay_ms > 0) {
    const allowed = `below tau_decay_ms, ${decay_ms} ms`;
    const remedy = 'shorten tau_rise_ms, or lengthen tau_decay_ms';
    problems.add('NUMBER_NOT_HELD', `${path} › tau_rise_ms`, `${rise_ms} ms`, allowed, remedy);
  }
  if (spec.value_per_hz !== 0) return;
  const remedy = 'say what a rate is worth';
  problems.add('NUMBER_NOT_HELD', `${path} › value_per_hz`, '0', 'a number other than 0', remedy);
}

export const populationCritic = {
  schema,
  populations: (spec: PopulationCriticSpec): readonly string[] => [spec.population],
  check,
  make: (spec: PopulationCriticSpec, context: CriticContext): Critic =>
    new PopulationCritic(spec, context),
};
