/** Rate: a population's mean firing rate, as a value. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Decoder, DecoderContext } from './decoder.js';
import { clip, LowPass, type PopulationHandle, tauSchema, wholePopulation } from './low-pass.js';

const schema = z.strictObject({
  kind: z.literal('rate'),
  population: z.string().min(1).describe('The population that is read.'),
  max_hz: z.number().positive().describe('Mean rate per neuron at the end of the range, in Hz.'),
  to: z
    .tuple([z.number(), z.number()])
    .readonly()
    .optional()
    .describe(
      "Values at 0 Hz and at max_hz, in the actuator's unit; may fall. Default its whole range.",
    ),
  tau_ms: tauSchema,
});

export type RateDecoderSpec = z.infer<typeof schema>;

/** The smoothed mean rate, 0 to `max_hz`, mapped linearly onto `to`. */
export function rateOf(
  population: PopulationHandle,
  options: Omit<RateDecoderSpec, 'kind' | 'population'>,
): RateDecoderSpec {
  return { kind: 'rate', population: wholePopulation(population), ...options };
}

class RateDecoder implements Decoder {
  readonly state = new Float64Array(1);
  readonly #lowPass: LowPass;
  readonly #context: DecoderContext;
  readonly #from: number;
  readonly #perHz: number;
  readonly #max_hz: number;

  constructor(spec: RateDecoderSpec, context: DecoderContext) {
    const [from, to] = spec.to ?? [context.min, context.max];
    this.#lowPass = new LowPass(spec.tau_ms, context, this.state);
    this.#context = context;
    this.#from = from;
    this.#perHz = (to - from) / spec.max_hz;
    this.#max_hz = spec.max_hz;
  }

  decode(spikes: Uint32Array, populations: Uint32Array): number {
    this.#lowPass.update(spikes, populations);
    const rate_hz = Math.min(this.#max_hz, this.state[0] as number);
    return clip(this.#from + this.#perHz * rate_hz, this.#context);
  }

  reset(): void {
    this.state.fill(0);
  }
}

function check(
  spec: RateDecoderSpec,
  context: DecoderContext,
  path: string,
  problems: Problems,
): void {
  for (const value of spec.to ?? []) {
    if (value >= context.min && value <= context.max) continue;
    problems.add(
      'NUMBER_NOT_HELD',
      `${path} › to`,
      `${value}`,
      `from ${context.min} to ${context.max}, the actuator's range`,
      'keep `to` inside the range of the actuator',
    );
  }
}

export const rateDecoder = {
  schema,
  populations: (spec: RateDecoderSpec): string[] => [spec.population],
  check,
  make: (spec: RateDecoderSpec, context: DecoderContext): Decoder => new RateDecoder(spec, context),
};
