/** Claims: a share of seeds, borne out or not. */
import { expect, it } from 'vitest';
import { holds } from '../../src/control/experiment.js';

it.each([
  [{ at_least: 0.9 }, 18, 20, true],
  [{ at_least: 0.9 }, 17, 20, false],
  [{ at_most: 0.1 }, 2, 20, true],
  [{ at_most: 0.1 }, 3, 20, false],
  [{ at_least: 0.2, at_most: 0.5 }, 6, 20, true],
  [{}, 0, 20, true],
])('%j with %d of %d: %s', (claim, succeeded, of, expected) => {
  expect(holds(claim, succeeded, of)).toBe(expected);
});

it.each([
  [130, true],
  [131, false],
  [Number.NaN, false],
])('a claim of a median of at most 130, which is %d: %s', (median, expected) => {
  expect(holds({ median_at_most: { episodes: 130 } }, 20, 20, () => median)).toBe(expected);
});
