/** A recording through the same controller gives the same bits; anything else is named. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolders } from '../fixtures/two-eyes.js';
import { altered, flip } from './altered.js';
import { record, replay } from './recording.js';

afterAll(removeFolders);

let path: string;
let state_hash: string;

beforeAll(async () => {
  ({ path, state_hash } = await record(300));
});

describe('a replay', () => {
  it('does what was recorded, to the bit', async () => {
    expect(await replay(path)).toMatchObject({ ticks: 300, difference: undefined, state_hash });
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

describe('one bit that was flipped', () => {
  it.each([
    [0, '/learning.reward', null],
    [51, '/input.eyes:0', { tick: 133, neuron: 'right:3' }],
  ])(
    'of a sensor (bit %i) is found in its tick, and what spikes first',
    async (bit, field, spike) => {
      const copy = altered(path, ({ doubles }, tick, { values }) => {
        if (tick === 123) flip(doubles, values, bit);
        return true;
      });
      const { difference } = await replay(copy);
      expect(difference).toMatchObject({ tick: 123, field, spike });
    },
  );

  it('of the input names its neuron', async () => {
    const copy = altered(path, ({ spikes }, tick) => {
      if (tick === 77) spikes[2] = 1 - (spikes[2] as number);
      return true;
    });
    const { difference } = await replay(copy);
    expect(difference).toMatchObject({ tick: 77, field: '/input.eyes:2', spike: null });
  });

  it('of a command names its actuator', async () => {
    const copy = altered(path, ({ doubles }, tick, { done }) => {
      if (tick === 299) flip(doubles, done + 1, 0);
      return true;
    });
    const { difference } = await replay(copy);
    expect(difference).toMatchObject({ tick: 299, field: '/command/done.wheel_right' });
  });
});

describe('a replay from the middle', () => {
  it('begins after the key frame before it, and ends where it is told', async () => {
    const { path: long } = await record(2100);
    const { ticks, difference } = await replay(long, {}, { from: 1500, until: 1700 });
    expect({ ticks, difference }).toEqual({ ticks: 1700, difference: undefined });
    const copy = altered(long, ({ doubles }, tick, { asked }) => {
      if (tick === 500 || tick === 1600) flip(doubles, asked, 3);
      return true;
    });
    const found = await replay(copy, {}, { from: 1500 });
    expect(found.compared).toBe(1000);
    expect(found.difference).toMatchObject({ tick: 1600, field: '/command/asked.wheel_left' });
  });

  it('goes on after ticks that are missing', async () => {
    const { path: long } = await record(1300);
    const copy = altered(long, (_, tick) => tick < 400 || tick > 600);
    const { difference, missing, compared } = await replay(copy);
    expect(difference).toBeUndefined();
    expect(missing).toBe(201);
    expect(compared).toBe(400 + 299);
  });
});
