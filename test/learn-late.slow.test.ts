/** The claim of a critic made of spikes, in small: blame is late, and the critic foresees it. */
import { describe, expect, it } from 'vitest';
import body from '../examples/cart-pole/body.js';
import { blamedLate, critics } from '../examples/cart-pole/foreseeing.js';
import experiment from '../examples/cart-pole/learn.js';
import { scoreRun } from '../src/control/experiment.js';
import type { Arm } from '../src/control/simulation.js';

/** Held out: neither tuned on nor among those of `striatum learn`. */
const SEEDS = [70_001, 70_002, 70_003];

/** On how many of the seeds a run succeeds, by the experiment's own criterion. */
async function successes(arm: Arm): Promise<number> {
  let count = 0;
  for (const seed of SEEDS) {
    const scores = await scoreRun(blamedLate(), body, arm, seed, experiment);
    if (experiment.succeeds(scores)) count += 1;
  }
  return count;
}

describe(`over ${SEEDS.length} held-out seeds, the cart-pole that is blamed late`, () => {
  it('is solved with a critic that sees a population of the network', async () => {
    expect(await successes({})).toBeGreaterThanOrEqual(2);
  });

  it('is not with the bare reward', async () => {
    expect(await successes({ robot: blamedLate(critics.none) })).toBe(0);
  });

  it('is not with dopamine clamped', async () => {
    expect(await successes({ clampDopamine: true })).toBe(0);
  });
});
