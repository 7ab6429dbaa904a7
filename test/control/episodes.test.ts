/** Episodes: returns from a measure that restarts, and when a run of them is long enough. */
import { expect, it } from 'vitest';
import { Episodes } from '../../src/control/episodes.js';

/** An episode of so many steps: each seen in two ticks, then the next begins. */
function play(episodes: Episodes, steps: number): void {
  for (let step = 0; step <= steps; step++) {
    episodes.tick(step);
    episodes.tick(step);
  }
}

it('counts an episode when the next one begins', () => {
  const episodes = new Episodes();
  play(episodes, 9);
  expect(episodes.count).toBe(0);
  play(episodes, 12);
  expect(episodes.count).toBe(1);
});

it('has a mean once there were a hundred, and then that of the last hundred', () => {
  const episodes = new Episodes();
  for (let i = 0; i < 100; i++) play(episodes, i < 50 ? 20 : 500);
  expect(episodes.mean()).toBe(null);
  episodes.tick(0);
  expect([episodes.count, episodes.mean()]).toEqual([100, 260]);
  for (let i = 0; i < 50; i++) play(episodes, 500);
  episodes.tick(0);
  expect([episodes.count, episodes.mean()]).toEqual([150, 500]);
});
