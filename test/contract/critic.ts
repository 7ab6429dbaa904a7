/**
 * What every critic must hold, whatever it learns: run this suite on your own critic, from a test
 * file of vitest. `walkContract` is for critics that look ahead.
 */
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random.js';
import type { Critic, CriticContext } from '../../src/reward/critic.js';
import { MANY_TICKS, RETAINED_MAX_BYTES, retained_bytes } from './heap.js';

export interface CriticCase {
  readonly make: (context: CriticContext) => Critic;
  readonly context: CriticContext;
  /** Ticks within which the error of a constant reward falls below 1 % of it. */
  readonly settles_ticks: number;
  /** Whether it credits the step before, and so returns 0 at the first tick of an episode. */
  readonly episodes: boolean;
}

export function criticContract(name: string, critic: CriticCase): void {
  describe(`${name} keeps the critic contract`, () => {
    testsOfRepetition(critic);
    testsOfLearning(critic);
    testsOfBadNumbers(critic);
  });
}

function testsOfRepetition({ make, context }: CriticCase): void {
  it('gives the same errors for the same calls', () => {
    const errors = run(make(context), context, 0, 400);
    expect(errors.some((error) => error !== 0)).toBe(true);
    expect(run(make(context), context, 0, 400)).toEqual(errors);
  });

  it('is new again after reset', () => {
    const critic = make(context);
    const first = run(critic, context, 0, 400);
    critic.reset();
    expect(critic.state).toEqual(make(context).state);
    expect(run(critic, context, 0, 400)).toEqual(first);
  });

  it('goes on alike from a copy of its state', () => {
    const critic = make(context);
    run(critic, context, 0, 137);
    const copy = make(context);
    copy.state.set(critic.state);
    expect(run(copy, context, 137, 400)).toEqual(run(critic, context, 137, 400));
    expect(copy.state).toEqual(critic.state);
  });

  it('keeps no memory from tick to tick', () => {
    const critic = make(context);
    const cues = new Float64Array(context.cues);
    const many = (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) {
        cues.fill((tick % 17) / 17);
        critic.learn(tick % 3, cues, tick % 100 === 99);
      }
    };
    many(1000);
    expect(retained_bytes(() => many(MANY_TICKS))).toBeLessThan(RETAINED_MAX_BYTES);
  });
}

function testsOfLearning({ make, context, settles_ticks, episodes }: CriticCase): void {
  it('expects a constant reward in the end', () => {
    const critic = make(context);
    const cues = new Float64Array(context.cues).fill(0.5);
    let error = 0;
    let worst = 0;
    for (let tick = 0; tick < settles_ticks; tick++) {
      error = critic.learn(0.8, cues, false);
      worst = Math.max(worst, error);
    }
    expect(worst).toBeGreaterThan(0.4);
    expect(Math.abs(error)).toBeLessThan(0.008);
  });

  if (!episodes) return;
  it('credits nothing at the first tick of an episode, and nothing beyond its last', () => {
    const critic = make(context);
    const cues = new Float64Array(context.cues).fill(0.5);
    for (let episode = 0; episode < 500; episode++) {
      expect(critic.learn(1, cues, false)).toBe(0);
      critic.learn(1, cues, false);
      critic.learn(-2, cues, true);
    }
    // The expectation of a single situation lies between its rewards; what came after the end
    // (the reward of 1 at each first tick) is no part of it.
    const error = probe(critic, cues);
    expect(error).toBeGreaterThan(0);
    expect(error).toBeLessThan(2);
  });
}

function testsOfBadNumbers({ make, context }: CriticCase): void {
  const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  it('passes over a reward that is not finite', () => {
    const critic = make(context);
    run(critic, context, 0, 90);
    const state = critic.state.slice();
    for (const reward of bad) expect(critic.learn(reward, cuesAt(91, context), false)).toBe(0);
    expect(critic.state).toEqual(state);
  });

  it('survives rewards at the ends of the number range', () => {
    const critic = make(context);
    for (let tick = 0; tick < 3000; tick++) {
      const sign = tick % 20 < 10 ? 1 : -1;
      critic.learn(sign * Number.MAX_VALUE, cuesAt(tick, context), tick % 7 === 6);
    }
    expect(critic.state.every((number) => Number.isFinite(number))).toBe(true);
  });

  it('never holds a number that is not finite', () => {
    const critic = make(context);
    const wild = [...bad, 1e308, -1e308, 1, 0];
    for (let tick = 0; tick < 3000; tick++) {
      const random = new RandomStream(tick, 'wild');
      const cues = cuesAt(tick, context);
      if (random.below(4) === 0) cues[random.below(cues.length)] = wild[tick % 7] as number;
      const error = critic.learn(wild[random.below(7)] as number, cues, random.below(50) === 0);
      expect(Number.isNaN(error)).toBe(false);
    }
    expect(critic.state.every((number) => Number.isFinite(number))).toBe(true);
  });
}

/**
 * Five states in a row, a fair step to either side, reward 1 beyond the right end and 0 beyond the
 * left (Sutton 1988): the values are 1/6 to 5/6. Cue i is 1 in state i, else 0, with gamma near 1.
 */
export function walkContract(name: string, make: () => Critic): void {
  it(`${name} finds the values of the random walk`, () => {
    const critic = make();
    const random = new RandomStream(3, 'walk');
    const values = new Float64Array(5);
    for (let episode = 0; episode < 3000; episode++) {
      walk(critic, random);
      if (episode < 1000) continue;
      const scratch = make();
      for (let place = 0; place < 5; place++) {
        scratch.state.set(critic.state);
        values[place] = (values[place] as number) - probe(scratch, oneOf5(place)) / 2000;
      }
    }
    const off = values.map((value, place) => value - (place + 1) / 6);
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.03);
  });
}

function walk(critic: Critic, random: RandomStream): void {
  let place = 2;
  while (place >= 0 && place < 5) {
    critic.learn(0, oneOf5(place), false);
    place += random.below(2) === 0 ? -1 : 1;
  }
  critic.learn(place === 5 ? 1 : 0, oneOf5(2), true);
}

function oneOf5(place: number): Float64Array {
  const cues = new Float64Array(5);
  cues[place] = 1;
  return cues;
}

/** Minus the value that a critic expects of these cues: the error of an empty episode there. */
function probe(critic: Critic, cues: Float64Array): number {
  critic.learn(0, cues, false);
  return critic.learn(0, cues, true);
}

function cuesAt(tick: number, { cues }: CriticContext): Float64Array {
  const random = new RandomStream(tick, 'cues');
  return Float64Array.from({ length: cues }, () => 2 * random.uniform() - 1);
}

function run(critic: Critic, context: CriticContext, from: number, until: number): number[] {
  const errors: number[] = [];
  for (let tick = from; tick < until; tick++) {
    const cues = cuesAt(tick, context);
    errors.push(critic.learn((cues[0] as number) + 0.3, cues, tick % 60 === 59));
  }
  return errors;
}
