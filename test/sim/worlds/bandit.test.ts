/** The bandit: what it pays, when, and what it counts, with players that do not learn. */
import { describe, expect, it } from 'vitest';
import type { World } from '../../../sim/index.js';
import { RandomStream } from '../../../src/random.js';
import { worldContract } from '../../contract/world.js';
import { measure, type Player, play, shines, started } from './players.js';

const FOUR = { kind: 'bandit', chances: [0.1, 0.2, 0.9, 0.4], reversal_trials: 50 };

worldContract('bandit with eight levers', () =>
  started({ kind: 'bandit', chances: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7], pause_ms: 0 }, 1),
);

/** Presses one lever and no other. */
function press({ inputs }: World, lever: number): void {
  inputs.fill(0);
  if (lever >= 0) inputs[lever] = 1;
}

/** Knows what only an onlooker knows. */
const oracle: Player = (world) => press(world, measure(world, 'better'));

/** Another lever at each trial, by chance. */
function random(seed: number): Player {
  const stream = new RandomStream(seed, 'test/player');
  let trial = -1;
  return (world) => {
    if (measure(world, 'trials') === trial) return;
    trial = measure(world, 'trials');
    press(world, stream.below(world.inputs.length));
  };
}

/** Counts the rewards that it sees, as a robot would. */
function counting(player: Player): Player & { rewards: number } {
  let before = false;
  const counted = Object.assign(
    (world: World) => {
      const now = shines(world, 'reward');
      if (now && !before) counted.rewards += 1;
      before = now;
      player(world);
    },
    { rewards: 0 },
  );
  return counted;
}

describe('the bandit', () => {
  it.each([
    ['an oracle', () => oracle, 1000, 810],
    ['chance', () => random(1), 500, 524],
  ])('gives %s what is due to it', async (_, make, correct, rewards) => {
    const world = await started('bandit', 1);
    const player = counting(make());
    play(world, 1000, player);
    expect(measure(world, 'correct')).toBe(correct);
    expect(measure(world, 'missed')).toBe(0);
    expect(player.rewards).toBe(rewards);
  });

  it.each([
    ['an oracle', () => oracle, 1000, 907],
    ['chance', () => random(1), 267, 408],
  ])('gives %s among four levers what is due to it', async (_, make, correct, rewards) => {
    const world = await started(FOUR, 1);
    const player = counting(make());
    play(world, 1000, player);
    expect(measure(world, 'correct')).toBe(correct);
    expect(player.rewards).toBe(rewards);
  });

  it('gives each lever its own luck, whatever was chosen before', async () => {
    const paid = async (player: Player) => {
      const world = await started({ kind: 'bandit', reversal_trials: 0 }, 3);
      play(world, 40, player);
      play(world, 41, (w) => press(w, 0));
      const counted = counting((w) => press(w, 0));
      play(world, 60, counted);
      return counted.rewards;
    };
    expect(await paid((world) => press(world, 1))).toBe(await paid((world) => press(world, 0)));
  });

  it('keeps its times: a pause, the lamp, the reward', async () => {
    const world = await started({ kind: 'bandit', chances: [1, 0] }, 1);
    const lit: string[] = [];
    for (let ms = 10; ms <= 1000; ms += 10) {
      press(world, 0);
      world.step(10_000);
      lit.push(shines(world, 'ready') ? 'r' : shines(world, 'reward') ? '+' : '.');
    }
    // At the end of each step the next phase may have begun.
    expect(lit.join('')).toBe(`${'.'.repeat(49)}${'r'.repeat(30)}${'+'.repeat(20)}.`);
  });

  it.each([
    ['nothing is pressed', [0, 0, 0, 0]],
    ['two are pressed alike', [0, 0.6, 0.6, 0.2]],
    ['it is pushed the wrong way', [-1, -1, -1, -1]],
  ])('takes no choice where %s, and counts it', async (_, pressed) => {
    const world = await started(FOUR, 1);
    const player = counting(() => world.inputs.set(pressed));
    play(world, 20, player);
    expect(measure(world, 'missed')).toBe(20);
    expect(measure(world, 'chosen')).toBe(-1);
    expect(player.rewards).toBe(0);
  });

  it('takes the lever that was pressed most while the lamp was on, and then alone', async () => {
    const world = await started({ kind: 'bandit', chances: [0.2, 0.8] }, 1);
    let lit = 0;
    play(world, 1, () => {
      const ready = shines(world, 'ready');
      lit += ready ? 1 : 0;
      // Before the lamp: hard on lever 0. With it: first lever 0, then lever 1 for longer.
      if (ready && lit > 12) press(world, 1);
      else press(world, 0);
    });
    expect(lit).toBe(30);
    expect(measure(world, 'chosen')).toBe(1);
    expect(measure(world, 'correct')).toBe(1);
  });

  it('hands the chances on at a reversal, by count and by push', async () => {
    const world = await started(FOUR, 1);
    const better = [measure(world, 'better')];
    for (let block = 1; block <= 4; block++) {
      play(world, 50 * block - 1, oracle);
      expect(measure(world, 'reversals')).toBe(block - 1);
      play(world, 50 * block, oracle);
      better.push(measure(world, 'better'));
    }
    expect(better).toEqual([2, 1, 0, 3, 2]);
    play(world, 220, oracle);
    world.push(0);
    expect(measure(world, 'better')).toBe(1);
    play(world, 269, oracle);
    expect(measure(world, 'reversals')).toBe(5);
    play(world, 270, oracle);
    expect(measure(world, 'reversals')).toBe(6);
  });

  it('counts the trials until 8 of the last 10 are right, after each reversal', async () => {
    const world = await started('bandit', 1);
    // Wrong for so many trials after the start and each reversal, then right.
    const late: Player = (w) => {
      const [trial, better] = [measure(w, 'trials') % 100, measure(w, 'better')];
      press(w, trial < 5 ? 1 - better : better);
    };
    play(world, 12, late);
    expect(measure(world, 'hits_of_10')).toBe(7);
    expect(measure(world, 'mastered')).toBe(0);
    play(world, 300, late);
    expect(measure(world, 'mastered')).toBe(3);
    expect(measure(world, 'learning_trials')).toBe(3 * 13);
    play(world, 400, (w) => press(w, 1 - measure(w, 'better')));
    expect(measure(world, 'mastered')).toBe(3);
    expect(measure(world, 'learning_trials')).toBe(3 * 13 + 100);
  });

  it('counts alike whether a long time passes at once or in parts', async () => {
    const [once, parts] = [await started('bandit', 5), await started('bandit', 5)];
    const [a, b] = [random(2), random(2)];
    for (let i = 0; i < 100; i++) {
      a(once);
      once.step(2_500_000);
      b(parts);
      // Parts of 500 ms end with a phase, in its middle or at its begin.
      for (let part = 0; part < 5; part++) parts.step(500_000);
      expect(once.measures.values).toEqual(parts.measures.values);
    }
    expect(measure(once, 'trials')).toBe(250);
  });
});
