/** Rate: the larger the value, the faster every neuron of the slice fires. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { plainSlice, type Slice, sliceSchema } from '../handle.js';
import type { Encoder, EncoderContext } from './encoder.js';
import { checkRate_hz, Firing, maxRateSchema, patternSchema, perTick } from './firing.js';

const schema = z.strictObject({
  kind: z.literal('rate'),
  into: sliceSchema,
  max_hz: maxRateSchema,
  pattern: patternSchema.optional(),
  inverted: z.boolean().optional().describe('Fastest at the smallest value. Default false.'),
});

export type RateSpec = z.infer<typeof schema>;

/** Silent at the channel's minimum, `max_hz` at its maximum, linear between; or `inverted`. */
export function rate(into: Slice, options: Omit<RateSpec, 'kind' | 'into'>): RateSpec {
  return { kind: 'rate', into: plainSlice(into), ...options };
}

class RateEncoder implements Encoder {
  readonly state: Float64Array;
  readonly #firing: Firing;
  readonly #context: EncoderContext;
  readonly #perTick: number;
  readonly #inverted: boolean;

  constructor(spec: RateSpec, context: EncoderContext) {
    this.#firing = new Firing(spec.pattern, spec.into, context);
    this.state = this.#firing.state;
    this.#context = context;
    this.#perTick = perTick(spec.max_hz, context.tick_ms);
    this.#inverted = spec.inverted ?? false;
  }

  encode(value: number, tick: number, spikes: Uint8Array, offset: number): void {
    if (Number.isNaN(value)) return;
    const { min, max, count } = this.#context;
    const level = (Math.min(max, Math.max(min, value)) - min) / (max - min);
    const rate = this.#perTick * (this.#inverted ? 1 - level : level);
    for (let neuron = 0; neuron < count; neuron++) {
      if (this.#firing.fires(neuron, rate, tick)) spikes[offset + neuron] = 1;
    }
  }

  reset(): void {
    this.#firing.reset();
  }
}

export const rateEncoder = {
  schema,
  check: (spec: RateSpec, context: EncoderContext, path: string, problems: Problems): void =>
    checkRate_hz(spec.max_hz, context.tick_ms, path, problems),
  make: (spec: RateSpec, context: EncoderContext): Encoder => new RateEncoder(spec, context),
};
