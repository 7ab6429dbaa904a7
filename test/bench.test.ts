/** Benches in their small size, so that they do not rot; what they measure is not judged here. */
import { expect, it } from 'vitest';
import { benchBoard } from '../bench/board.js';
import { benchLoop } from '../bench/loop.js';

it('bench/loop.ts times every part of the loop', async () => {
  const { parts, times_real_time } = await benchLoop(200);
  expect(Object.keys(parts)).toContain('empty native call');
  for (const { p50_us, p99_us, max_us } of Object.values(parts)) {
    expect(p50_us).toBeGreaterThan(0);
    expect(p99_us).toBeGreaterThanOrEqual(p50_us);
    expect(max_us).toBeGreaterThanOrEqual(p99_us);
  }
  expect(times_real_time).toBeGreaterThan(0);
});

it('bench/board.ts times every part of the simulated board', async () => {
  const costs = await benchBoard(200);
  for (const values of Object.values(costs)) expect(values).toHaveLength(200);
  expect(Math.max(...costs.world)).toBeGreaterThan(0);
});
