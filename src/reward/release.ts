/** Release: one tick's reward becomes what a modulator is released by: clip, critic, gain, clip. */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Critic } from './critic.js';
import { keepFactor } from './discount.js';

const rangeSchema = z.tuple([z.number(), z.number()]).readonly();

const settleSchema = z
  .strictObject({
    from: z.number().optional().describe('Mean reward up to which the gain is whole. Default 0.'),
    to: z.number().describe('Mean reward from which on nothing is released; above `from`.'),
    tau_s: z.number().positive().describe('Time constant of the mean reward, in s.'),
  })
  .describe(
    'Lets learning rest while reward is good, and wakes it when reward falls. Default off.',
  );

/** How reward becomes release; the fields stand in a robot's `reward`, beside signal and critic. */
export const releaseSchema = z.strictObject({
  gain: z
    .number()
    .optional()
    .describe("The modulator's unit per unit of prediction error. Default 1."),
  clip_reward: rangeSchema
    .optional()
    .describe('Reward outside is clipped before the critic sees it. Default [-1, 1].'),
  clip: rangeSchema
    .optional()
    .describe("Release outside is clipped, in the modulator's unit. Default [-1, 1]."),
  settle: settleSchema.optional(),
});

export type ReleaseSpec = z.infer<typeof releaseSchema>;

export class Release {
  /** The mean of the clipped reward where `settle` asks for it, else empty; the critic has more. */
  readonly state: Float64Array;
  readonly critic: Critic;
  /** Of the last tick: the clipped reward, and the critic's prediction error. */
  reward = 0;
  error = 0;
  readonly #gain: number;
  readonly #clipReward: readonly [number, number];
  readonly #clip: readonly [number, number];
  readonly #settle: { readonly from: number; readonly to: number; readonly rate: number } | null;

  constructor(spec: ReleaseSpec, critic: Critic, tick_ms: number) {
    const { gain = 1, clip_reward = [-1, 1], clip = [-1, 1], settle } = spec;
    this.critic = critic;
    this.#gain = gain;
    this.#clipReward = clip_reward;
    this.#clip = clip;
    this.#settle = settle
      ? { from: settle.from ?? 0, to: settle.to, rate: 1 - keepFactor(settle.tau_s, tick_ms) }
      : null;
    this.state = new Float64Array(settle ? 1 : 0);
    this.reset();
  }

  /** One tick: what is released, in the modulator's unit. A reward that is NaN releases nothing. */
  of(reward: number, cues: Float64Array, ends: boolean, spikes?: Uint32Array): number {
    this.reward = clip(reward, this.#clipReward);
    this.error = this.critic.learn(this.reward, cues, ends, spikes);
    return clip(this.#gain * this.#wakefulness(this.reward) * this.error, this.#clip);
  }

  reset(): void {
    this.critic.reset();
    this.reward = 0;
    this.error = 0;
    if (this.#settle) this.state[0] = this.#settle.from;
  }

  /** 1 while the mean reward is at `from` or below, 0 at `to` or above, linear between. */
  #wakefulness(reward: number): number {
    if (!this.#settle) return 1;
    const { from, to, rate } = this.#settle;
    const mean = this.state[0] as number;
    if (!Number.isNaN(reward)) this.state[0] = mean + rate * (reward - mean);
    return Math.min(1, Math.max(0, (to - mean) / (to - from)));
  }
}

function clip(value: number, [min, max]: readonly [number, number]): number {
  return Math.min(max, Math.max(min, value));
}

/** What the schema cannot see: ranges and levels in their order. */
export function checkRelease(spec: ReleaseSpec, path: string, problems: Problems): void {
  const { clip_reward = [-1, 1], clip = [-1, 1], settle } = spec;
  checkOrder(clip_reward, `${path} › clip_reward`, problems);
  checkOrder(clip, `${path} › clip`, problems);
  if (settle) checkOrder([settle.from ?? 0, settle.to], `${path} › settle`, problems);
}

function checkOrder([from, to]: readonly [number, number], path: string, problems: Problems) {
  if (from < to) return;
  const remedy = 'swap the two, or widen the range';
  problems.add('RANGE_REVERSED', path, `${from} to ${to}`, 'the smaller value first', remedy);
}
