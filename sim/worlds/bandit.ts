/**
 * The bandit: a robot in front of two to eight levers, of which one pays more often than the
 * others. Card: docs/cards/worlds/bandit.md.
 */
import { z } from 'zod';
import { hashText, random_u32 } from '../../src/random.js';
import { Lamps, lamp } from '../parts/lamps.js';
import { Levers } from '../parts/levers.js';
import { Phases, spanSchema } from '../parts/phases.js';
import { reversalSchema, Trials } from '../parts/trials.js';
import type { Port, Wiring, World } from '../world.js';

const FIRST_LEVER_PIN = 2;
const NONE = -1;

const READY = 0;
const REWARD = 1;
const BETTER = 0;
const CHOSEN = 1;

const schema = z.strictObject({
  kind: z.literal('bandit'),
  chances: z
    .array(z.number().min(0).max(1))
    .min(2)
    .max(8)
    .refine((chances) => best(chances, Number.NEGATIVE_INFINITY) !== NONE, {
      error: 'chances of which one is the highest',
    })
    .readonly()
    .default([0.8, 0.2])
    .describe('How likely each lever pays, 0 to 1; one lever each.'),
  reversal_trials: reversalSchema.default(100),
  pause_ms: spanSchema.default(500).describe('From the end of a reward to the next choice, in ms.'),
  choice_ms: spanSchema.min(1).default(300).describe('How long the robot may choose, in ms.'),
  reward_ms: spanSchema.min(1).default(200).describe('How long the reward is shown, in ms.'),
});

export type BanditOptions = z.output<typeof schema>;

export class BanditWorld implements World {
  readonly name = 'bandit';
  readonly output_ports: readonly Port[];
  readonly outputs: Float64Array;
  readonly input_ports: readonly Port[];
  readonly inputs: Float64Array;
  readonly wiring: Wiring;
  /** The lamp that says "choose now", and the lamp of the reward. */
  readonly #lamps = new Lamps('bandit/noise', [lamp('ready'), lamp('reward')]);
  readonly #levers: Levers;
  readonly #options: BanditOptions;
  readonly #trials: Trials;
  readonly #phases: Phases<'pause' | 'choice' | 'reward'>;
  readonly #coins: readonly number[];
  #seed = 0;
  #reward = 0;

  constructor(options: BanditOptions) {
    const levers = options.chances.map((_, i) => `lever_${i}`);
    this.#options = options;
    this.#levers = new Levers(levers, 0);
    ({ ports: this.output_ports, values: this.outputs } = this.#lamps);
    ({ ports: this.input_ports, values: this.inputs } = this.#levers);
    this.wiring = {
      analog: { A0: 'ready', A1: 'reward' },
      motors: {},
      servos: Object.fromEntries(levers.map((name, i) => [name, FIRST_LEVER_PIN + i])),
    };
    this.#coins = levers.map((name) => hashText(`bandit/${name}`));
    const { pause_ms, choice_ms, reward_ms, reversal_trials } = options;
    const signals = ['better', 'chosen'];
    this.#trials = new Trials({ enough: 8, of: 10, reversal_trials, signals });
    this.#phases = new Phases(
      { pause: pause_ms, choice: choice_ms, reward: reward_ms },
      {
        during: (phase, dt_us) => phase === 'choice' && this.#levers.feel(dt_us),
        ended: (phase) => phase === 'choice' && this.#choose(),
      },
    );
  }

  get measures() {
    return this.#trials.measures;
  }

  reset(seed: number): void {
    this.#seed = seed;
    this.#reward = 0;
    this.#lamps.reset(seed);
    this.#levers.reset();
    this.#phases.reset();
    this.#trials.reset();
    this.#trials.show(CHOSEN, NONE);
    this.#tellBetter();
    this.#observe();
  }

  step(dt_us: number): void {
    this.#phases.step(dt_us);
    this.#observe();
  }

  /** The odds move on by one lever at once, whatever the value. */
  push(_value: number): void {
    this.#trials.reverse();
    this.#tellBetter();
  }

  close(): void {}

  #choose(): void {
    const chosen = best(this.#levers.held, 0);
    const trial = this.#trials.count;
    this.#levers.letGo();
    this.#reward = chosen !== NONE && this.#pays(chosen, trial) ? 1 : 0;
    this.#trials.show(CHOSEN, chosen);
    if (chosen === NONE) this.#trials.close('missed');
    else this.#trials.close(chosen === this.#better() ? 'right' : 'wrong');
    this.#tellBetter();
  }

  /** Each lever throws a coin of its own at each trial, pressed or not. */
  #pays(lever: number, trial: number): boolean {
    const { chances } = this.#options;
    const chance = chances[(lever + this.#trials.reversals) % chances.length] as number;
    return random_u32(this.#seed, this.#coins[lever] as number, trial) / 2 ** 32 < chance;
  }

  /** At each reversal every lever takes over the chance of the next one. */
  #better(): number {
    const { chances } = this.#options;
    const count = chances.length;
    const first = best(chances, Number.NEGATIVE_INFINITY);
    return (first + count - (this.#trials.reversals % count)) % count;
  }

  #tellBetter(): void {
    this.#trials.show(BETTER, this.#better());
  }

  #observe(): void {
    const { now } = this.#phases;
    this.#lamps.show(READY, now === 'choice' ? 1 : 0);
    this.#lamps.show(REWARD, now === 'reward' ? this.#reward : 0);
  }
}

/** The index of the one value above `floor` and all the others; NONE where there is none. */
function best(values: ArrayLike<number>, floor: number): number {
  let index = NONE;
  let highest = floor;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === highest) index = NONE;
    if (value <= highest) continue;
    highest = value;
    index = i;
  }
  return index;
}

export const banditWorld = {
  summary: 'levers that pay by chance, one of them more often, until the odds change',
  schema,
  make: (options: BanditOptions) => Promise.resolve(new BanditWorld(options)),
};
