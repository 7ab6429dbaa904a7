/** The histogram: quantiles within a bucket, whatever comes. */
import { expect, it } from 'vitest';
import { Histogram } from '../../src/control/timing.js';

it('gives quantiles within a bucket of 3 %', () => {
  const histogram = new Histogram();
  for (let i = 1; i <= 10_000; i++) histogram.add(i);
  for (const share of [0.01, 0.5, 0.9, 0.99]) {
    expect(Math.abs(histogram.quantile_us(share) / (share * 10_000) - 1)).toBeLessThan(0.035);
  }
  expect(histogram.max_us).toBe(10_000);
  expect(histogram.count).toBe(10_000);
});

it('is zero when empty or cleared, and holds what is outside its range', () => {
  const histogram = new Histogram();
  expect(histogram.quantile_us(0.5)).toBe(0);
  histogram.add(0);
  histogram.add(1e12);
  expect(histogram.quantile_us(0.25)).toBeLessThanOrEqual(0.1);
  expect(histogram.max_us).toBe(1e12);
  histogram.clear();
  expect(histogram.quantile_us(0.99)).toBe(0);
});
