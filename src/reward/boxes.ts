/** Boxes: one value for each box of cues, learned by TD(lambda) with traces. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Critic, CriticContext } from './critic.js';
import { Boxes, checkCuts, cutsSchema } from './cuts.js';
import {
  bound,
  checkDiscount,
  type Discount,
  discountOf,
  horizonSchema,
  SILENT_TRACE,
  traceSchema,
} from './discount.js';

const schema = z.strictObject({
  kind: z.literal('boxes'),
  cuts: cutsSchema,
  learning_rate: z
    .number()
    .positive()
    .max(1)
    .describe('Share of a prediction error that a fresh trace takes on, above 0, at most 1.'),
  horizon_s: horizonSchema,
  trace_s: traceSchema,
  traces: z
    .enum(['replacing', 'accumulating'])
    .optional()
    .describe('A box visited again: its trace restarts at 1, or grows by 1. Default replacing.'),
});

export type BoxesSpec = z.infer<typeof schema>;

/** delta = reward + gamma V(now) - V(before), credited to every box by its trace. */
export function boxes(options: Omit<BoxesSpec, 'kind'>): BoxesSpec {
  return { kind: 'boxes', ...options };
}

class BoxesCritic implements Critic {
  /** Every box's value, every box's trace, then the box of the tick before (-1 for none). */
  readonly state: Float64Array;
  readonly #values: Float64Array;
  readonly #traces: Float64Array;
  readonly #before: Float64Array;
  readonly #boxes: Boxes;
  readonly #discount: Discount;
  readonly #rate: number;
  readonly #accumulates: boolean;

  constructor(spec: BoxesSpec, { tick_ms }: CriticContext) {
    this.#boxes = new Boxes(spec.cuts);
    const { count } = this.#boxes;
    this.state = new Float64Array(2 * count + 1);
    this.#values = this.state.subarray(0, count);
    this.#traces = this.state.subarray(count, 2 * count);
    this.#before = this.state.subarray(2 * count);
    this.#discount = discountOf(spec, tick_ms);
    this.#rate = spec.learning_rate;
    this.#accumulates = spec.traces === 'accumulating';
    this.reset();
  }

  learn(reward: number, cues: Float64Array, ends: boolean): number {
    const box = this.#boxes.of(cues);
    const before = this.#before[0] as number;
    const usable = Number.isFinite(reward) && (ends || box >= 0);
    let delta = 0;
    if (usable && before >= 0) {
      const ahead = ends ? 0 : this.#discount.gamma * (this.#values[box] as number);
      delta = reward + ahead - (this.#values[before] as number);
      this.#credit(delta);
    }
    if (ends) this.#forget();
    else if (usable) this.#visit(box);
    return delta;
  }

  /** Every box takes its share of the error; then all traces fade by a tick. */
  #credit(delta: number): void {
    const { keep } = this.#discount;
    const [values, traces, step] = [this.#values, this.#traces, this.#rate * delta];
    for (let i = 0; i < traces.length; i++) {
      const trace = traces[i] as number;
      if (trace === 0) continue;
      values[i] = bound((values[i] as number) + step * trace);
      traces[i] = trace * keep < SILENT_TRACE ? 0 : trace * keep;
    }
  }

  #visit(box: number): void {
    this.#traces[box] = this.#accumulates ? (this.#traces[box] as number) + 1 : 1;
    this.#before[0] = box;
  }

  #forget(): void {
    this.#traces.fill(0);
    this.#before[0] = -1;
  }

  reset(): void {
    this.#values.fill(0);
    this.#forget();
  }
}

function check(spec: BoxesSpec, { cues }: CriticContext, path: string, problems: Problems): void {
  checkCuts(spec.cuts, cues, path, problems);
  checkDiscount(spec, path, problems);
}

export const boxesCritic = {
  schema,
  check,
  make: (spec: BoxesSpec, context: CriticContext): Critic => new BoxesCritic(spec, context),
};
