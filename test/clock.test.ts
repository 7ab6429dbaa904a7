/** A steady clock: never back, and as fast as its source. */
import { expect, it } from 'vitest';
import { SteadyClock } from '../src/clock.js';

it('a steady clock goes on from where it was when its source jumps back', () => {
  let source_us = 1000;
  const clock = new SteadyClock({ now_us: () => source_us });
  const read = (us: number) => {
    source_us = us;
    return clock.now_us();
  };
  expect([1000, 1500, 200, 300, 5000, 0, 10].map(read)).toEqual([
    1000, 1500, 1500, 1600, 6300, 6300, 6310,
  ]);
});
