/** Opponent (flip-flop): one half of the slice speaks above a centre, the other half below it. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { plainSlice, type Slice, sliceSchema } from '../handle.js';
import type { Encoder, EncoderContext } from './encoder.js';
import {
  checkHalves,
  checkRate_hz,
  Firing,
  maxRateSchema,
  patternSchema,
  perTick,
} from './firing.js';

const schema = z.strictObject({
  kind: z.literal('opponent'),
  into: sliceSchema,
  max_hz: maxRateSchema,
  center: z
    .number()
    .optional()
    .describe(
      "The value at which both halves are silent, in the channel's unit. Default mid-range.",
    ),
  pattern: patternSchema.optional(),
});

export type OpponentSpec = z.infer<typeof schema>;

/** The first half fires from `center` up to the maximum, the second from `center` down. */
export function opponent(into: Slice, options: Omit<OpponentSpec, 'kind' | 'into'>): OpponentSpec {
  return { kind: 'opponent', into: plainSlice(into), ...options };
}

class OpponentEncoder implements Encoder {
  readonly state: Float64Array;
  readonly #firing: Firing;
  readonly #context: EncoderContext;
  readonly #perTick: number;
  readonly #center: number;

  constructor(spec: OpponentSpec, context: EncoderContext) {
    this.#firing = new Firing(spec.pattern, spec.into, context, context.count / 2);
    this.state = this.#firing.state;
    this.#context = context;
    this.#perTick = perTick(spec.max_hz, context.tick_ms);
    this.#center = spec.center ?? middle(context);
  }

  encode(value: number, tick: number, spikes: Uint8Array, offset: number): void {
    if (Number.isNaN(value)) return;
    const { min, max, count } = this.#context;
    const from = Math.min(max, Math.max(min, value)) - this.#center;
    const above = from >= 0;
    const level = above ? from / (max - this.#center) : from / (min - this.#center);
    const half = count / 2;
    const first = above ? 0 : half;
    for (let neuron = first; neuron < first + half; neuron++) {
      if (this.#firing.fires(neuron, this.#perTick * level, tick)) spikes[offset + neuron] = 1;
    }
  }

  reset(): void {
    this.#firing.reset();
  }
}

function middle({ min, max }: EncoderContext): number {
  return min + (max - min) / 2;
}

function check(
  spec: OpponentSpec,
  context: EncoderContext,
  path: string,
  problems: Problems,
): void {
  checkRate_hz(spec.max_hz, context.tick_ms, path, problems);
  checkHalves(context.count, path, problems);
  const center = spec.center ?? middle(context);
  if (center > context.min && center < context.max) return;
  problems.add(
    'NUMBER_NOT_HELD',
    `${path} › center`,
    `${center}`,
    `between ${context.min} and ${context.max}, ends excluded`,
    "put center inside the channel's range",
  );
}

export const opponentEncoder = {
  schema,
  check,
  make: (spec: OpponentSpec, context: EncoderContext): Encoder =>
    new OpponentEncoder(spec, context),
};
