/** Baseline: reward is compared with its own running mean; nothing is known of the situation. */
import { z } from 'zod';
import type { Critic, CriticContext } from './critic.js';
import { bound, keepFactor } from './discount.js';

const schema = z.strictObject({
  kind: z.literal('baseline'),
  tau_s: z
    .number()
    .positive()
    .describe('Time constant of the running mean, in s; the learning rate is about tick / tau_s.'),
});

export type BaselineSpec = z.infer<typeof schema>;

/** delta = reward - mean; then the mean moves towards the reward. */
export function baseline(options: Omit<BaselineSpec, 'kind'>): BaselineSpec {
  return { kind: 'baseline', ...options };
}

class BaselineCritic implements Critic {
  /** The running mean, 0 at first; it outlasts episodes. */
  readonly state = new Float64Array(1);
  readonly #rate: number;

  constructor(spec: BaselineSpec, { tick_ms }: CriticContext) {
    this.#rate = 1 - keepFactor(spec.tau_s, tick_ms);
  }

  learn(reward: number): number {
    if (!Number.isFinite(reward)) return 0;
    const mean = this.state[0] as number;
    const delta = reward - mean;
    this.state[0] = bound(mean + this.#rate * delta);
    return delta;
  }

  reset(): void {
    this.state.fill(0);
  }
}

export const baselineCritic = {
  schema,
  check: (): void => {},
  make: (spec: BaselineSpec, context: CriticContext): Critic => new BaselineCritic(spec, context),
};
