/**
 * The T-maze: a lamp shows a side, then it is dark for a while, then the robot must turn to that
 * side; the reward comes later still. Card: docs/cards/worlds/t-maze.md.
 */
import { z } from 'zod';
import { hashText, RandomStream, random_u32 } from '../../src/random.js';
import { noisy } from '../parts/noise.js';
import { Phases, spanSchema } from '../parts/phases.js';
import { reversalSchema, Trials } from '../parts/trials.js';
import type { Port, Wiring, World } from '../world.js';

const NOISE = 0.02;
const TURN_PIN = 9;
const CUE_DRAW = hashText('t-maze/cue');

const CUE_LEFT = 0;
const CUE_RIGHT = 1;
const JUNCTION = 2;
const REWARD = 3;

/** Sides are -1 for left and 1 for right, as the robot turns; 0 is neither. */
const CUE = 0;
const RULE = 1;
const CHOSEN = 2;

const schema = z.strictObject({
  kind: z.literal('t-maze'),
  reversal_trials: reversalSchema.default(0),
  wrong: z.number().min(-1).max(0).default(0).describe('Reward of a wrong turn, -1 to 0.'),
  pause_ms: spanSchema.default(800).describe('From the end of a reward to the next cue, in ms.'),
  cue_ms: spanSchema.min(1).default(500).describe('How long the cue is shown, in ms.'),
  delay_ms: spanSchema.default(2000).describe('From the end of the cue to the junction, in ms.'),
  choice_ms: spanSchema.min(1).default(500).describe('How long the robot may turn, in ms.'),
  reward_delay_ms: spanSchema.default(1000).describe('From the turn to its reward, in ms.'),
  reward_ms: spanSchema.min(1).default(200).describe('How long the reward is shown, in ms.'),
});

export type TMazeOptions = z.output<typeof schema>;
type Phase = 'pause' | 'cue' | 'delay' | 'choice' | 'reward_delay' | 'reward';

export class TMazeWorld implements World {
  readonly name = 't-maze';
  readonly output_ports: readonly Port[];
  readonly outputs = new Float64Array(4);
  readonly input_ports: readonly Port[] = [{ name: 'turn', unit: '1', min: -1, max: 1, noise: 0 }];
  readonly inputs = new Float64Array(1);
  readonly wiring: Wiring = {
    analog: { A0: 'cue_left', A1: 'cue_right', A2: 'junction', A3: 'reward' },
    motors: {},
    servos: { turn: TURN_PIN },
  };
  readonly #wrong: number;
  readonly #trials: Trials;
  readonly #phases: Phases<Phase>;
  #seed = 0;
  #noise = new RandomStream(0, 't-maze/noise');
  #cue = 0;
  /** How far the robot turned in this window, times how long (us). */
  #turned = 0;
  #reward = 0;

  constructor(options: TMazeOptions) {
    const { wrong, reversal_trials } = options;
    const port = (name: string, min = 0): Port => ({ name, unit: '1', min, max: 1, noise: NOISE });
    this.output_ports = [
      port('cue_left'),
      port('cue_right'),
      port('junction'),
      port('reward', wrong),
    ];
    this.#wrong = wrong;
    const signals = ['cue', 'rule', 'chosen'];
    this.#trials = new Trials({ enough: 18, of: 20, reversal_trials, signals });
    this.#phases = new Phases(
      {
        pause: options.pause_ms,
        cue: options.cue_ms,
        delay: options.delay_ms,
        choice: options.choice_ms,
        reward_delay: options.reward_delay_ms,
        reward: options.reward_ms,
      },
      {
        during: (phase, dt_us) => phase === 'choice' && this.#feel(dt_us),
        ended: (phase) => {
          if (phase === 'pause') this.#drawCue();
          else if (phase === 'choice') this.#choose();
        },
      },
    );
  }

  get measures() {
    return this.#trials.measures;
  }

  reset(seed: number): void {
    this.#seed = seed;
    this.#noise = new RandomStream(seed, 't-maze/noise');
    this.#cue = 0;
    this.#turned = 0;
    this.#reward = 0;
    this.inputs.fill(0);
    this.#phases.reset();
    this.#trials.reset();
    this.#tellRule();
    this.#observe();
  }

  step(dt_us: number): void {
    this.#phases.step(dt_us);
    this.#observe();
  }

  /** The rule is reversed at once, whatever the value. */
  push(_value: number): void {
    this.#trials.reverse();
    this.#tellRule();
  }

  close(): void {}

  /** 1: turn to the side of the cue; -1: to the other. */
  get #rule(): number {
    return this.#trials.reversals % 2 === 0 ? 1 : -1;
  }

  #drawCue(): void {
    const right = random_u32(this.#seed, CUE_DRAW, this.#trials.count) >= 2 ** 31;
    this.#cue = right ? 1 : -1;
    this.#trials.show(CUE, this.#cue);
  }

  #feel(dt_us: number): void {
    this.#turned += Math.max(-1, Math.min(1, this.inputs[0] || 0)) * dt_us;
  }

  #choose(): void {
    const chosen = Math.sign(this.#turned);
    const right = chosen === this.#cue * this.#rule;
    this.#turned = 0;
    this.#trials.show(CHOSEN, chosen);
    this.#reward = chosen === 0 ? 0 : right ? 1 : this.#wrong;
    this.#trials.close(chosen === 0 ? 'missed' : right ? 'right' : 'wrong');
    this.#tellRule();
  }

  #tellRule(): void {
    this.#trials.show(RULE, this.#rule);
  }

  #observe(): void {
    const { now } = this.#phases;
    this.#show(CUE_LEFT, now === 'cue' && this.#cue < 0 ? 1 : 0);
    this.#show(CUE_RIGHT, now === 'cue' && this.#cue > 0 ? 1 : 0);
    this.#show(JUNCTION, now === 'choice' ? 1 : 0);
    this.#show(REWARD, now === 'reward' ? this.#reward : 0);
  }

  #show(output: number, value: number): void {
    this.outputs[output] = noisy(value, this.output_ports[output] as Port, this.#noise);
  }
}

export const tMazeWorld = {
  summary: 'a side shown, a dark corridor, a junction, and a reward that comes late',
  schema,
  make: (options: TMazeOptions) => Promise.resolve(new TMazeWorld(options)),
};
