/** Push-pull: one population drives the value up, the other drives it down. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Decoder, DecoderContext } from './decoder.js';
import { clip, LowPass, type PopulationHandle, tauSchema, wholePopulation } from './low-pass.js';

const schema = z.strictObject({
  kind: z.literal('push-pull'),
  plus: z.string().min(1).describe('The population that raises the value.'),
  minus: z.string().min(1).describe('The population that lowers the value.'),
  gain: z
    .number()
    .describe("The actuator's unit per Hz of difference between the mean rates per neuron."),
  center: z
    .number()
    .optional()
    .describe("The value at equal rates, in the actuator's unit. Default its safe value."),
  tau_ms: tauSchema,
});

export type PushPullSpec = z.infer<typeof schema>;

/** center + gain (rate of plus - rate of minus), rates smoothed, in Hz per neuron. */
export function pushPull(
  plus: PopulationHandle,
  minus: PopulationHandle,
  options: Omit<PushPullSpec, 'kind' | 'plus' | 'minus'>,
): PushPullSpec {
  return {
    kind: 'push-pull',
    plus: wholePopulation(plus),
    minus: wholePopulation(minus),
    ...options,
  };
}

class PushPullDecoder implements Decoder {
  readonly state = new Float64Array(2);
  readonly #lowPass: LowPass;
  readonly #context: DecoderContext;
  readonly #center: number;
  readonly #gain: number;

  constructor(spec: PushPullSpec, context: DecoderContext) {
    this.#lowPass = new LowPass(spec.tau_ms, context, this.state);
    this.#context = context;
    this.#center = spec.center ?? context.safe;
    this.#gain = spec.gain;
  }

  decode(spikes: Uint32Array, populations: Uint32Array): number {
    this.#lowPass.update(spikes, populations);
    const difference_hz = (this.state[0] as number) - (this.state[1] as number);
    return clip(this.#center + this.#gain * difference_hz, this.#context);
  }

  reset(): void {
    this.state.fill(0);
  }
}

function check(spec: PushPullSpec, context: DecoderContext, path: string, problems: Problems) {
  const { center = context.safe } = spec;
  if (center >= context.min && center <= context.max) return;
  problems.add(
    'NUMBER_NOT_HELD',
    `${path} › center`,
    `${center}`,
    `from ${context.min} to ${context.max}, the actuator's range`,
    'keep center inside the range of the actuator',
  );
}

export const pushPullDecoder = {
  schema,
  populations: (spec: PushPullSpec): string[] => [spec.plus, spec.minus],
  check,
  make: (spec: PushPullSpec, context: DecoderContext): Decoder =>
    new PushPullDecoder(spec, context),
};
