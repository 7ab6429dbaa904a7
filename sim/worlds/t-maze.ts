/**
 * The T-maze: a lamp shows a side, then it is dark for a while, then the robot must turn to that
 * side; the reward comes later still. Card: docs/cards/worlds/t-maze.md.
 */
import { z } from 'zod';
import { hashText, random_u32 } from '../../src/random.js';
import { Lamps, lamp } from '../parts/lamps.js';
import { Levers } from '../parts/levers.js';
import { Phases, spanSchema } from '../parts/phases.js';
import { reversalSchema, Trials } from '../parts/trials.js';
import type { Port, Wiring, World } from '../world.js';

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
  readonly outputs: Float64Array;
  readonly input_ports: readonly Port[];
  readonly inputs: Float64Array;
  readonly wiring: Wiring = {
    analog: { A0: 'cue_left', A1: 'cue_right', A2: 'junction', A3: 'reward' },
    motors: {},
    servos: { turn: TURN_PIN },
  };
  readonly #lamps: Lamps;
  readonly #steering = new Levers(['turn'], -1);
  readonly #wrong: number;
  readonly #trials: Trials;
  readonly #phases: Phases<Phase>;
  #seed = 0;
  #cue = 0;
  #reward = 0;

  constructor(options: TMazeOptions) {
    const { wrong, reversal_trials } = options;
    const cues = [lamp('cue_left'), lamp('cue_right')];
    this.#lamps = new Lamps('t-maze/noise', [...cues, lamp('junction'), lamp('reward', wrong)]);
    ({ ports: this.output_ports, values: this.outputs } = this.#lamps);
    ({ ports: this.input_ports, values: this.inputs } = this.#steering);
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
        during: (phase, dt_us) => phase === 'choice' && this.#steering.feel(dt_us),
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
    this.#cue = 0;
    this.#reward = 0;
    this.#lamps.reset(seed);
    this.#steering.reset();
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

  #choose(): void {
    const chosen = Math.sign(this.#steering.held[0] as number);
    const right = chosen === this.#cue * this.#rule;
    this.#steering.letGo();
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
    this.#lamps.show(CUE_LEFT, now === 'cue' && this.#cue < 0 ? 1 : 0);
    this.#lamps.show(CUE_RIGHT, now === 'cue' && this.#cue > 0 ? 1 : 0);
    this.#lamps.show(JUNCTION, now === 'choice' ? 1 : 0);
    this.#lamps.show(REWARD, now === 'reward' ? this.#reward : 0);
  }
}

export const tMazeWorld = {
  summary: 'a side shown, a dark corridor, a junction, and a reward that comes late',
  schema,
  make: (options: TMazeOptions) => Promise.resolve(new TMazeWorld(options)),
};
