/** Experiments: claims that are borne out or not, and how long and of what a run is. */
import { expect, it } from 'vitest';
import body from '../../examples/cart-pole/body.js';
import { linear } from '../../examples/cart-pole/linear.js';
import cartPole from '../../examples/cart-pole/robot.js';
import roverBody from '../../examples/line-rover/body.js';
import rover from '../../examples/line-rover/robot.js';
import { holds, scoreRun } from '../../src/control/experiment.js';

it.each([
  [{ at_least: 0.9 }, 18, 20, true],
  [{ at_least: 0.9 }, 17, 20, false],
  [{ at_most: 0.1 }, 2, 20, true],
  [{ at_most: 0.1 }, 3, 20, false],
  [{ at_least: 0.2, at_most: 0.5 }, 6, 20, true],
  [{}, 0, 20, true],
])('%j with %d of %d: %s', (claim, succeeded, of, expected) => {
  expect(holds(claim, succeeded, of)).toBe(expected);
});

it.each([
  [130, true],
  [131, false],
  [Number.NaN, false],
])('a claim of a median of at most 130, which is %d: %s', (median, expected) => {
  expect(holds({ median_at_most: { episodes: 130 } }, 20, 20, () => median)).toBe(expected);
});

it('ends a run with the episode after which it is told to', async () => {
  const until = ({ episodes }: { episodes?: number | null }) => episodes === 2;
  const scores = await scoreRun(cartPole, body, { policy: linear }, 1, { seconds: 100, until });
  expect(scores).toMatchObject({ episodes: 2, falls: 0, mean_steps_last_100_episodes: null });
});

it('gives an arm its own faults', async () => {
  const faults = [{ kind: 'push', value: 5, from_s: 1 }] as const;
  const scores = await scoreRun(cartPole, body, { policy: linear, faults }, 1, { seconds: 2 });
  expect(scores.falls).toBe(1);
});

it('gives an arm its own robot', async () => {
  const scores = await scoreRun(cartPole, body, { robot: rover, body: roverBody }, 1, {
    seconds: 2,
  });
  expect(scores.mean_abs_offset_mm_last_60s).toBeGreaterThan(0);
});
