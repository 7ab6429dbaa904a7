/** Delta (send on change): one half of the slice spikes for steps up, the other for steps down. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import { plainSlice, type Slice, sliceSchema } from '../handle.js';
import type { Encoder, EncoderContext } from './encoder.js';
import { checkHalves } from './firing.js';

const schema = z.strictObject({
  kind: z.literal('delta'),
  into: sliceSchema,
  threshold: z
    .number()
    .positive()
    .describe("Change that one spike stands for, in the channel's unit; above 0."),
});

export type DeltaSpec = z.infer<typeof schema>;

/**
 * One spike for each `threshold` that the value has moved; a jump too large for one tick is owed
 * and paid in the ticks after, unless the value turns back first.
 */
export function delta(into: Slice, options: Omit<DeltaSpec, 'kind' | 'into'>): DeltaSpec {
  return { kind: 'delta', into: plainSlice(into), ...options };
}

// Places in the state.
const SEEN = 0;
const START = 1;
const TOLD = 2;
const NEXT = 3;

class DeltaEncoder implements Encoder {
  /** Whether a value was seen, the first value, net steps told since, whose turn it is. */
  readonly state = new Float64Array(4);
  readonly #context: EncoderContext;
  readonly #threshold: number;

  constructor(spec: DeltaSpec, context: EncoderContext) {
    this.#context = context;
    this.#threshold = spec.threshold;
  }

  encode(value: number, _tick: number, spikes: Uint8Array, offset: number): void {
    if (Number.isNaN(value)) return;
    const { min, max, count } = this.#context;
    const state = this.state;
    const clipped = Math.min(max, Math.max(min, value));
    if (state[SEEN] === 0) {
      state[SEEN] = 1;
      state[START] = clipped;
    }
    const told = state[TOLD] as number;
    const owed = Math.trunc((clipped - (state[START] as number)) / this.#threshold - told);
    const half = count / 2;
    const paid = Math.min(half, Math.abs(owed));
    const first = offset + (owed > 0 ? 0 : half);
    let next = state[NEXT] as number;
    for (let i = 0; i < paid; i++) {
      spikes[first + next] = 1;
      next = next + 1 < half ? next + 1 : 0;
    }
    state[NEXT] = next;
    state[TOLD] = owed > 0 ? told + paid : told - paid;
  }

  reset(): void {
    this.state.fill(0);
  }
}

export const deltaEncoder = {
  schema,
  check: (_spec: DeltaSpec, context: EncoderContext, path: string, problems: Problems): void =>
    checkHalves(context.count, path, problems),
  make: (spec: DeltaSpec, context: EncoderContext): Encoder => new DeltaEncoder(spec, context),
};
