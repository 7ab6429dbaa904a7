/** The claim of the line rover in small: it learns on most seeds, and on none without dopamine. */
import { describe, expect, it } from 'vitest';
import body from '../examples/line-rover/body.js';
import experiment, { swapped } from '../examples/line-rover/learn.js';
import rover from '../examples/line-rover/robot.js';
import { type SimulateOptions, simulate } from '../src/testing/simulate.js';

/** Held out: neither tuned on nor among those of `striatum learn`. */
const SEEDS = [70_001, 70_002, 70_003, 70_004, 70_005];

/** On how many of the seeds a run succeeds, by the experiment's own criterion. */
async function successes(arm: Partial<SimulateOptions>): Promise<number> {
  let count = 0;
  for (const seed of SEEDS) {
    const { seconds } = experiment;
    const { scores } = await simulate(rover, { body, seed, seconds, ...arm });
    if (experiment.succeeds(scores)) count += 1;
  }
  return count;
}

describe(`over ${SEEDS.length} held-out seeds, the line rover`, () => {
  it('learns to stay on the line', async () => {
    expect(await successes({})).toBeGreaterThanOrEqual(4);
  });

  it('learns as well with its motors swapped', async () => {
    expect(await successes({ body: swapped })).toBeGreaterThanOrEqual(4);
  });

  it('does not learn with dopamine clamped', async () => {
    expect(await successes({ clampDopamine: true })).toBe(0);
  });
});
