/** Whatever becomes of the program or of its gate, every pin of the simulated board ends safe. */
import { expect, it } from 'vitest';
import { outlive, WAYS } from '../../bench/outlive.js';

it.each(WAYS)('%s', async (way) => {
  const { before, after, said } = await outlive(way, 200);
  expect(before.some((value) => value !== 0)).toBe(true);
  expect(after).toEqual([0, 0]);
  if (way === 'gate') expect(said).toMatch(/GATE_LOST.*SIGKILL/);
  if (way === 'throw') expect(said).toMatch(/a reward that throws/);
});
