/** Linear: the value is a weighted sum of the cues, learned by TD(lambda) with traces. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Critic, CriticContext } from './critic.js';
import { checkOnePerCue } from './cuts.js';
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
  kind: z.literal('linear'),
  ranges: z
    .array(z.tuple([z.number(), z.number()]).readonly())
    .readonly()
    .optional()
    .describe('For each cue, the range that is scaled to -1 ... 1 and clipped. Default [-1, 1].'),
  bias: z.boolean().optional().describe('A feature that is always 1. Default true.'),
  learning_rate: z.number().positive().describe('Step of a weight per error and trace; above 0.'),
  normalised: z
    .boolean()
    .optional()
    .describe(
      'Divide each step by the number of features and by the largest square that its feature has ' +
        'shown. Default false.',
    ),
  horizon_s: horizonSchema,
  trace_s: traceSchema,
});

export type LinearSpec = z.infer<typeof schema>;

/** delta = reward + gamma w·x(now) - w·x(before), credited to every weight by its trace. */
export function linear(options: Omit<LinearSpec, 'kind'>): LinearSpec {
  return { kind: 'linear', ...options };
}

class LinearCritic implements Critic {
  /** Weights, traces, features of the tick before, largest squares; then whether there was one. */
  readonly state: Float64Array;
  readonly #weights: Float64Array;
  readonly #traces: Float64Array;
  readonly #before: Float64Array;
  readonly #squares: Float64Array;
  readonly #started: Float64Array;
  readonly #now: Float64Array;
  readonly #ranges: readonly (readonly [number, number])[];
  readonly #discount: Discount;
  readonly #rate: number;
  readonly #normalised: boolean;

  constructor(spec: LinearSpec, { cues, tick_ms }: CriticContext) {
    const bias = spec.bias ?? true;
    const count = cues + (bias ? 1 : 0);
    this.state = new Float64Array(4 * count + 1);
    this.#weights = this.state.subarray(0, count);
    this.#traces = this.state.subarray(count, 2 * count);
    this.#before = this.state.subarray(2 * count, 3 * count);
    this.#squares = this.state.subarray(3 * count, 4 * count);
    this.#started = this.state.subarray(4 * count);
    this.#now = new Float64Array(count);
    if (bias) this.#now[cues] = 1;
    this.#ranges = spec.ranges ?? Array.from({ length: cues }, () => [-1, 1] as const);
    this.#discount = discountOf(spec, tick_ms);
    this.#normalised = spec.normalised ?? false;
    this.#rate = this.#normalised ? spec.learning_rate / count : spec.learning_rate;
  }

  learn(reward: number, cues: Float64Array, ends: boolean): number {
    const usable = Number.isFinite(reward) && (this.#scale(cues) || ends);
    let delta = 0;
    if (usable && this.#started[0] === 1) {
      const ahead = ends ? 0 : this.#discount.gamma * this.#value(this.#now);
      delta = reward + ahead - this.#value(this.#before);
      this.#credit(delta);
    }
    if (ends) this.#forget();
    else if (usable) this.#visit();
    return delta;
  }

  /** The cues as features, -1 to 1; false where one is not finite. */
  #scale(cues: Float64Array): boolean {
    for (let cue = 0; cue < this.#ranges.length; cue++) {
      const value = cues[cue] as number;
      if (!Number.isFinite(value)) return false;
      const [from, to] = this.#ranges[cue] as readonly [number, number];
      this.#now[cue] = Math.min(1, Math.max(-1, (2 * (value - from)) / (to - from) - 1));
    }
    return true;
  }

  #value(features: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < features.length; i++) {
      sum += (this.#weights[i] as number) * (features[i] as number);
    }
    return sum;
  }

  /** Every weight takes its share of the error; then all traces fade by a tick. */
  #credit(delta: number): void {
    const { keep } = this.#discount;
    for (let i = 0; i < this.#weights.length; i++) {
      const trace = this.#traces[i] as number;
      if (trace === 0) continue;
      const square = this.#normalised ? (this.#squares[i] as number) : 1;
      const weight = (this.#weights[i] as number) + (this.#rate * delta * trace) / square;
      this.#weights[i] = bound(weight);
      this.#traces[i] = Math.abs(trace * keep) < SILENT_TRACE ? 0 : trace * keep;
    }
  }

  #visit(): void {
    for (let i = 0; i < this.#now.length; i++) {
      const feature = this.#now[i] as number;
      this.#traces[i] = (this.#traces[i] as number) + feature;
      this.#before[i] = feature;
      this.#squares[i] = Math.max(this.#squares[i] as number, feature * feature);
    }
    this.#started[0] = 1;
  }

  #forget(): void {
    this.#traces.fill(0);
    this.#before.fill(0);
    this.#started[0] = 0;
  }

  reset(): void {
    this.state.fill(0);
  }
}

function check(spec: LinearSpec, { cues }: CriticContext, path: string, problems: Problems): void {
  checkDiscount(spec, path, problems);
  if (!spec.ranges) return;
  checkOnePerCue('ranges', spec.ranges.length, cues, path, problems);
  spec.ranges.forEach(([from, to], cue) => {
    if (from < to) return;
    problems.add(
      'RANGE_REVERSED',
      `${path} › ranges › ${cue}`,
      `[${from}, ${to}]`,
      'the smaller value first',
      'swap the two, or widen the range',
    );
  });
}

export const linearCritic = {
  schema,
  check,
  make: (spec: LinearSpec, context: CriticContext): Critic => new LinearCritic(spec, context),
};
