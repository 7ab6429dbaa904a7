/** The T-maze: what it shows and when, and what it counts, with players that do not learn. */
import { describe, expect, it } from 'vitest';
import type { World } from '../../../sim/index.js';
import { RandomStream } from '../../../src/random.js';
import { worldContract } from '../../contract/world.js';
import { measure, output, type Player, play, shines, started } from './players.js';

worldContract('t-maze with a punishment and no delay', () =>
  started({ kind: 't-maze', wrong: -1, delay_ms: 0, reward_delay_ms: 0, pause_ms: 0 }, 1),
);

/** Ten of them to a cue. */
const COARSE_US = 50_000;

const turn = (world: World, side: number) => world.inputs.fill(side);

/** Remembers the side that it saw, turns to it at the junction, and knows the rule. */
function rememberer(): Player {
  let seen = 0;
  return (world) => {
    if (shines(world, 'cue_left')) seen = -1;
    if (shines(world, 'cue_right')) seen = 1;
    turn(world, shines(world, 'junction') ? seen * measure(world, 'rule') : 0);
  };
}

/** One side at each trial, by chance. */
function random(seed: number): Player {
  const stream = new RandomStream(seed, 'test/player');
  let trial = -1;
  return (world) => {
    if (measure(world, 'trials') === trial) return;
    trial = measure(world, 'trials');
    turn(world, stream.below(2) * 2 - 1);
  };
}

describe('the T-maze', () => {
  it.each([
    ['memory', rememberer, 400],
    ['chance', () => random(3), 206],
    ['one side for ever', () => (world: World) => turn(world, 1), 195],
  ])('gives %s what is due to it', async (_, make, correct) => {
    const world = await started('t-maze', 1);
    play(world, 400, make(), COARSE_US);
    expect(measure(world, 'correct')).toBe(correct);
    expect(measure(world, 'missed')).toBe(0);
  });

  it('keeps its times: pause, cue, dark, junction, dark, reward', async () => {
    const world = await started('t-maze', 1);
    const player = rememberer();
    const lamps = ['cue_left', 'cue_right', 'junction', 'reward'];
    const seen = Array.from({ length: 500 }, () => {
      player(world);
      world.step(10_000);
      return lamps.findIndex((name) => shines(world, name));
    });
    const cue = measure(world, 'cue') < 0 ? 0 : 1;
    const spans: [number, number][] = [
      [79, -1],
      [50, cue],
      [200, -1],
      [50, 2],
      [100, -1],
      [20, 3],
      [1, -1],
    ];
    expect(seen).toEqual(spans.flatMap(([steps, lamp]) => new Array(steps).fill(lamp)));
  });

  it('leaves out what lasts no time', async () => {
    const world = await started(
      { kind: 't-maze', pause_ms: 0, delay_ms: 0, reward_delay_ms: 0 },
      1,
    );
    const player = rememberer();
    let dark = 0;
    play(world, 50, (w) => {
      player(w);
      const lit = ['cue_left', 'cue_right', 'junction', 'reward'].some((name) => shines(w, name));
      if (!lit) dark += 1;
    });
    // Before the first step no phase has begun.
    expect(dark).toBe(1);
    expect(measure(world, 'correct')).toBe(50);
  });

  it.each([0, -0.5, -1])('rewards a right turn by 1 and a wrong one by %d', async (wrong) => {
    const world = await started({ kind: 't-maze', wrong }, 1);
    const player = rememberer();
    const shown: number[] = [];
    let before = 0;
    for (let step = 0; step < 500 * 4; step++) {
      player(world);
      // Right in trials 0 and 2, wrong in 1 and 3.
      if (before % 2 === 1) turn(world, -(world.inputs[0] as number));
      world.step(10_000);
      before = measure(world, 'trials');
      // In the middle of each reward.
      if (step % 500 === 490) shown.push(output(world, 'reward'));
    }
    expect(shown.map((value) => Math.round(value * 4) / 4 + 0)).toEqual([1, wrong, 1, wrong]);
  });

  it('misses a trial without a turn, and rewards it by 0', async () => {
    const world = await started({ kind: 't-maze', wrong: -1 }, 1);
    let most = 0;
    play(world, 10, (w) => {
      turn(w, 0);
      most = Math.max(most, Math.abs(output(w, 'reward')));
    });
    expect(measure(world, 'missed')).toBe(10);
    expect(measure(world, 'chosen')).toBe(0);
    expect(most).toBeLessThan(0.2);
  });

  it('feels a turn at the junction alone, and takes the side of its sum', async () => {
    const world = await started('t-maze', 1);
    let lit = 0;
    play(world, 1, (w) => {
      lit += shines(w, 'junction') ? 1 : 0;
      turn(w, lit > 20 ? 0.5 : lit > 0 ? -0.5 : -1);
    });
    expect(lit).toBe(50);
    expect(measure(world, 'chosen')).toBe(1);
  });

  it('reverses its rule after so many trials, and at a push', async () => {
    const world = await started({ kind: 't-maze', reversal_trials: 30 }, 1);
    const player = rememberer();
    const rules: number[] = [];
    for (let block = 0; block < 4; block++) {
      rules.push(measure(world, 'rule'));
      play(world, 30 * (block + 1), player);
    }
    expect(rules).toEqual([1, -1, 1, -1]);
    expect(measure(world, 'mastered')).toBe(4);
    expect(measure(world, 'learning_trials')).toBe(4 * 20);
    world.push(0);
    expect(measure(world, 'rule')).toBe(-1);
    play(world, 150, player);
    expect(measure(world, 'correct')).toBe(150);
  });

  it('shows both sides about alike, others for another seed', async () => {
    const sides = async (seed: number) => {
      const world = await started('t-maze', seed);
      const seen: number[] = [];
      play(
        world,
        400,
        (w) => {
          seen[measure(w, 'trials')] = measure(w, 'cue');
        },
        COARSE_US,
      );
      return seen;
    };
    const [a, again, b] = [await sides(1), await sides(1), await sides(2)];
    expect(a).toEqual(again);
    expect(a).not.toEqual(b);
    expect(a.filter((side) => side > 0)).toHaveLength(195);
  });
});
