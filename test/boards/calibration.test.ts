/** Counts to units. */
import { expect, it } from 'vitest';
import { Calibration } from '../../boards/index.js';

const lux = { unit: 'lux', min: 0, max: 1000 } as const;

it('takes the whole converter for the whole range', () => {
  const calibration = new Calibration(lux, undefined, 1023);
  expect([0, 1023].map((counts) => calibration.value(counts))).toEqual([0, 1000]);
});

it('takes the scale of the body, also one that falls, and leaves the range with it', () => {
  const calibration = new Calibration(lux, { from: [900, 100], to: [10, 90] }, 1023);
  expect([900, 500, 100].map((counts) => calibration.value(counts))).toEqual([10, 50, 90]);
  expect(calibration.value(0)).toBeCloseTo(100, 9);
});

it('has no value without counts', () => {
  expect(new Calibration(lux, undefined, 1023).value(null)).toBeNaN();
});
