/** The bandit's own closed-loop tests: `striatum test examples/bandit`. */
import { simulate } from 'striatum/testing';
import { describe, expect, it } from 'vitest';
import body from './body.js';
import robot from './robot.js';

/** The share of trials in which the better lever was chosen. */
async function share(arm: { clampDopamine?: boolean }, seconds = 300): Promise<number> {
  const { scores } = await simulate(robot, { body, seed: 1, seconds, ...arm });
  return (scores.correct as number) / (scores.trials as number);
}

describe('the bandit', () => {
  it('finds the better lever, and the other one when the odds have changed', async () => {
    expect(await share({})).toBeGreaterThan(0.8);
  });

  it('chooses by chance without dopamine', async () => {
    const guessed = await share({ clampDopamine: true });
    expect(guessed).toBeGreaterThan(0.3);
    expect(guessed).toBeLessThan(0.7);
  });

  it('leaves the levers alone while the lamp is off', async () => {
    const { series } = await simulate(robot, { body, seed: 2, seconds: 20 });
    const { ready, lever_0, lever_1 } = series;
    const pressed = (tick: number) =>
      (lever_0?.values[tick] as number) + (lever_1?.values[tick] as number);
    let dark = 0;
    let idle = 0;
    ready?.values.forEach((value, tick) => {
      // What it sees takes 100 ms to fade from its cells.
      const since = ready.values.subarray(Math.max(0, tick - 10), tick + 1);
      if (value > 0.5 || since.some((seen) => seen > 0.5)) return;
      dark += 1;
      if (pressed(tick) === 0) idle += 1;
    });
    expect(dark).toBeGreaterThan(500);
    expect(idle / dark).toBeGreaterThan(0.99);
  });
});
