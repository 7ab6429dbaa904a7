/** Cue: each situation has a running mean of its own, with no look ahead. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Critic, CriticContext } from './critic.js';
import { Boxes, checkCuts, cutsSchema } from './cuts.js';
import { bound } from './discount.js';

const schema = z.strictObject({
  kind: z.literal('cue'),
  cuts: cutsSchema,
  learning_rate: z
    .number()
    .positive()
    .max(1)
    .describe('Share of a prediction error that its mean takes on, above 0, at most 1.'),
});

export type CueSpec = z.infer<typeof schema>;

/** delta = reward - mean of the box that the cues fell into one tick before the reward came. */
export function cue(options: Omit<CueSpec, 'kind'>): CueSpec {
  return { kind: 'cue', ...options };
}

class CueCritic implements Critic {
  /** Every box's mean, then the box of the tick before (-1 for none). */
  readonly state: Float64Array;
  readonly #boxes: Boxes;
  readonly #rate: number;

  constructor(spec: CueSpec) {
    this.#boxes = new Boxes(spec.cuts);
    this.#rate = spec.learning_rate;
    this.state = new Float64Array(this.#boxes.count + 1);
    this.reset();
  }

  learn(reward: number, cues: Float64Array, ends: boolean): number {
    const last = this.#boxes.count;
    const before = this.state[last] as number;
    const box = this.#boxes.of(cues);
    const usable = Number.isFinite(reward) && (ends || box >= 0);
    if (usable || ends) this.state[last] = ends ? -1 : box;
    if (!usable || before < 0) return 0;
    const mean = this.state[before] as number;
    const delta = reward - mean;
    this.state[before] = bound(mean + this.#rate * delta);
    return delta;
  }

  reset(): void {
    this.state.fill(0);
    this.state[this.#boxes.count] = -1;
  }
}

export const cueCritic = {
  schema,
  check: (spec: CueSpec, { cues }: CriticContext, path: string, problems: Problems): void =>
    checkCuts(spec.cuts, cues, path, problems),
  make: (spec: CueSpec): Critic => new CueCritic(spec),
};
