/** Population: neurons tile the range, and each fires most for values near its own centre. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { plainSlice, type Slice, sliceSchema } from '../handle.js';
import type { Encoder, EncoderContext } from './encoder.js';
import { checkRate_hz, Firing, maxRateSchema, patternSchema, perTick } from './firing.js';

const schema = z.strictObject({
  kind: z.literal('population'),
  into: sliceSchema,
  max_hz: maxRateSchema,
  width: z
    .number()
    .min(0.5)
    .max(100)
    .optional()
    .describe('Reach of a field, in spacings between neighbouring centres; 0.5 to 100. Default 2.'),
  pattern: patternSchema.optional(),
});

export type PopulationSpec = z.infer<typeof schema>;

/** Overlapping receptive fields: centres evenly over the range, ends included. */
export function population(
  into: Slice,
  options: Omit<PopulationSpec, 'kind' | 'into'>,
): PopulationSpec {
  return { kind: 'population', into: plainSlice(into), ...options };
}

class PopulationEncoder implements Encoder {
  readonly state: Float64Array;
  readonly #firing: Firing;
  readonly #context: EncoderContext;
  readonly #perTick: number;
  readonly #width: number;

  constructor(spec: PopulationSpec, context: EncoderContext) {
    this.#firing = new Firing(spec.pattern, spec.into, context);
    this.state = this.#firing.state;
    this.#context = context;
    this.#perTick = perTick(spec.max_hz, context.tick_ms);
    this.#width = spec.width ?? 2;
  }

  encode(value: number, tick: number, spikes: Uint8Array, offset: number): void {
    if (Number.isNaN(value)) return;
    const { min, max, count } = this.#context;
    const level = (Math.min(max, Math.max(min, value)) - min) / (max - min);
    // Where the value lies among the centres 0 ... count - 1; a lone neuron sits in the middle.
    const place = count > 1 ? level * (count - 1) : level - 0.5;
    for (let neuron = 0; neuron < count; neuron++) {
      const rate = this.#perTick * bump((place - neuron) / this.#width);
      if (this.#firing.fires(neuron, rate, tick)) spikes[offset + neuron] = 1;
    }
  }

  reset(): void {
    this.#firing.reset();
  }
}

/** (1 - x²)² within ±1, else 0: bell-shaped, smooth at its feet, and free of exp. */
function bump(x: number): number {
  const height = Math.max(0, 1 - x * x);
  return height * height;
}

export const populationEncoder = {
  schema,
  check: (spec: PopulationSpec, context: EncoderContext, path: string, problems: Problems): void =>
    checkRate_hz(spec.max_hz, context.tick_ms, path, problems),
  make: (spec: PopulationSpec, context: EncoderContext): Encoder =>
    new PopulationEncoder(spec, context),
};
