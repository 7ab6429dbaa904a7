/** A recording through the same controller gives the same bits; anything else is named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolders } from '../fixtures/two-eyes.js';
import { record, replay } from './recording.js';

afterAll(removeFolders);

let path: string;
let state_hash: string;

beforeAll(async () => {
  ({ path, state_hash } = await record(300));
});

describe('a replay', () => {
  it('does what was recorded, to the bit', async () => {
    expect(await replay(path)).toEqual({ ticks: 300, difference: undefined, state_hash });
  });

  it('without dopamine differs at the first hash after the first release', async () => {
    const { ticks, difference } = await replay(path, { clampDopamine: true });
    expect(ticks).toBeLessThan(300);
    expect(difference).toMatchObject({ tick: ticks - 1 });
    expect(difference?.recorded).not.toBe(difference?.replayed);
  });

  it('without learning differs at once: the state says whether it learns', async () => {
    const { difference } = await replay(path, { learning: false });
    expect(difference).toMatchObject({
      tick: 0,
      field: '/hash.state',
      state: { array: 'learning', index: 0 },
    });
  });

  it('with another seed differs in a spike, and names the neuron', async () => {
    const { difference } = await replay(path, { seed: 4 });
    expect(difference?.field).toMatch(/^\/spikes\.(left|right):\d$/);
  });
});
