/** Winner: each population stands for one value; the most active one has its way. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Decoder, DecoderContext } from './decoder.js';
import { LowPass, type PopulationHandle, tauSchema, wholePopulation } from './low-pass.js';

const choiceSchema = z.strictObject({
  population: z.string().min(1).describe('The population that stands for the value.'),
  value: z.number().describe("What the actuator gets when it wins, in the actuator's unit."),
});

const schema = z.strictObject({
  kind: z.literal('winner'),
  choices: z.array(choiceSchema).min(2).max(64).readonly().describe('What may win, 2 to 64.'),
  tau_ms: tauSchema,
  hold_ms: z
    .number()
    .min(0)
    .optional()
    .describe('A winner stays at least this long, in ms. Default 0.'),
});

export type WinnerSpec = z.infer<typeof schema>;

/** A population and the value that it stands for. */
export interface Choice {
  readonly population: PopulationHandle;
  readonly value: number;
}

/** The value of the population with the highest smoothed rate per neuron; a tie changes nothing. */
export function winner(
  choices: readonly Choice[],
  options: Omit<WinnerSpec, 'kind' | 'choices'> = {},
): WinnerSpec {
  const named = choices.map(({ population, value }) => ({
    population: wholePopulation(population),
    value,
  }));
  return { kind: 'winner', choices: named, ...options };
}

class WinnerDecoder implements Decoder {
  /** Every choice's smoothed rate, then the winner (-1 before the first) and its ticks so far. */
  readonly state: Float64Array;
  readonly #lowPass: LowPass;
  readonly #values: Float64Array;
  readonly #safe: number;
  readonly #hold_ticks: number;

  constructor(spec: WinnerSpec, context: DecoderContext) {
    const count = spec.choices.length;
    this.state = new Float64Array(count + 2);
    this.#lowPass = new LowPass(spec.tau_ms, context, this.state.subarray(0, count));
    this.#values = Float64Array.from(spec.choices, ({ value }) => value);
    this.#safe = context.safe;
    this.#hold_ticks = (spec.hold_ms ?? 0) / context.tick_ms;
    this.reset();
  }

  decode(spikes: Uint32Array, populations: Uint32Array): number {
    this.#lowPass.update(spikes, populations);
    const count = this.#values.length;
    const held_ticks = (this.state[count + 1] as number) + 1;
    let winner = this.state[count] as number;
    this.state[count + 1] = held_ticks;
    if (winner < 0 || held_ticks >= this.#hold_ticks) {
      const best = this.#best(winner);
      if (best !== winner) this.state[count + 1] = 0;
      this.state[count] = winner = best;
    }
    return winner < 0 ? this.#safe : (this.#values[winner] as number);
  }

  /** The choice with the highest rate; the one that reigns where none is above it. */
  #best(reigning: number): number {
    const rates_hz = this.#lowPass.rates_hz;
    let best = reigning;
    let best_hz = reigning < 0 ? 0 : (rates_hz[reigning] as number);
    for (let i = 0; i < rates_hz.length; i++) {
      if ((rates_hz[i] as number) <= best_hz) continue;
      best = i;
      best_hz = rates_hz[i] as number;
    }
    return best;
  }

  reset(): void {
    this.state.fill(0);
    this.state[this.#values.length] = -1;
  }
}

function check(spec: WinnerSpec, context: DecoderContext, path: string, problems: Problems): void {
  spec.choices.forEach(({ population, value }, index) => {
    if (value >= context.min && value <= context.max) return;
    problems.add(
      'NUMBER_NOT_HELD',
      `${path} › choices › ${index} › value`,
      `${value} for ${population}`,
      `from ${context.min} to ${context.max}, the actuator's range`,
      "choose a value inside the actuator's range",
    );
  });
}

export const winnerDecoder = {
  schema,
  populations: (spec: WinnerSpec): string[] => spec.choices.map(({ population }) => population),
  check,
  make: (spec: WinnerSpec, context: DecoderContext): Decoder => new WinnerDecoder(spec, context),
};
