/** A small size of bench/kill.ts: a learning robot is killed, and nothing completed is lost. */
import { afterAll, expect, it } from 'vitest';
import { benchKills } from '../../../bench/kill.js';
import { removeFolders } from '../../fixtures/two-eyes.js';
import { stateFolder } from './minds.js';

afterAll(removeFolders);

it('survives kill -9 at random moments, and a damaged file', async () => {
  const { kills, restored, damaged, most_lost, most_lost_damaged, violations } = await benchKills(
    12,
    5,
    stateFolder(),
  );
  expect(violations).toEqual([]);
  expect({ kills, damaged }).toEqual({ kills: 12, damaged: 1 });
  expect(restored).toBeGreaterThan(6);
  expect(most_lost).toBeLessThan(2);
  expect(most_lost_damaged).toBeLessThan(3);
});
