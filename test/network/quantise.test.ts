/** Every number is held as near as its format allows, and what cannot be held is refused. */
import { describe, expect, it } from 'vitest';
import {
  duration,
  fixed,
  floating,
  inverse,
  nearest,
  refusesRate,
  timeConstant,
} from '../../src/network/quantise.js';

describe('fixed', () => {
  it.each([
    ['q7_24', 127.9, 2 ** -25],
    ['q8_23', -255.123, 2 ** -24],
    ['q3_28', 7.99, 2 ** -29],
  ] as const)('%s holds a number to half its last bit', (format, value, error) => {
    const quantity = fixed(format, '');
    expect(Math.abs(quantity.value(quantity.raw(value)) - value)).toBeLessThanOrEqual(error);
    expect(quantity.refuses(value)).toBeUndefined();
  });

  it('holds its lower end, not its upper', () => {
    const weight = fixed('q7_24', 'mV');
    expect(weight.refuses(-128)).toBeUndefined();
    expect(weight.raw(-128)).toBe(-(2 ** 31));
    expect(weight.refuses(128)).toMatchObject({ code: 'NUMBER_NOT_HELD' });
    expect(weight.refuses(128 - 2 ** -24)).toBeUndefined();
  });

  it('rounds ties away from zero, on both sides', () => {
    expect([0.5, -0.5, 1.5, -1.5, 2.4, -2.4].map(nearest)).toEqual([1, -1, 2, -2, 2, -2]);
  });
});

describe('a time constant', () => {
  const tau = timeConstant(1, { zero: true });

  it('is kept to a millionth over six decades', () => {
    for (const ms of [1, 5, 20, 200, 1000, 5000]) {
      expect(Math.abs(tau.value(tau.raw(ms)) / ms - 1), `${ms} ms`).toBeLessThan(2e-6);
    }
    for (const ms of [1e5, 1e6]) {
      expect(Math.abs(tau.value(tau.raw(ms)) / ms - 1), `${ms} ms`).toBeLessThan(3e-4);
    }
  });

  it('of 0 keeps nothing, where that is allowed', () => {
    expect(tau.raw(0)).toBe(0);
    expect(tau.value(0)).toBe(0);
    expect(tau.refuses(0)).toBeUndefined();
    expect(timeConstant(1, { zero: false }).refuses(0)?.code).toBe('TIME_CONSTANT_NOT_HELD');
  });

  it('is refused where the tick is too long for it, or its factor would be 1', () => {
    for (const ms of [0.049, 1e-9, 1e8, 1e12, -20]) {
      expect(tau.refuses(ms)?.code, `${ms} ms`).toBe('TIME_CONSTANT_NOT_HELD');
    }
    expect(tau.refuses(0.05)).toBeUndefined();
    expect(timeConstant(1, { zero: true, max_ticks: 100 }).refuses(101)).toBeDefined();
  });

  it('is not judged without a tick', () => {
    expect(timeConstant(Number.NaN, { zero: false }).judges).toBe(false);
  });
});

describe('a duration', () => {
  const delay = duration(10, 1, 255, 'DELAY_OUT_OF_RANGE');
  it('is whole ticks, to the nearest', () => {
    expect([10, 14, 15, 2550].map((ms) => delay.raw(ms))).toEqual([1, 1, 2, 255]);
  });
  it('is refused outside its ticks', () => {
    for (const ms of [0, 4.9, 2555, -10])
      expect(delay.refuses(ms)?.code).toBe('DELAY_OUT_OF_RANGE');
  });
});

describe('a width', () => {
  const beta = inverse('mV');
  it('is its inverse, and 0 stays 0', () => {
    expect(beta.raw(0)).toBe(0);
    expect(beta.value(beta.raw(2.5))).toBeCloseTo(2.5, 6);
  });
  it('is refused where the inverse leaves the format', () => {
    expect(beta.refuses(0.001)?.code).toBe('NUMBER_NOT_HELD');
    expect(beta.refuses(1e9)?.code).toBe('NUMBER_NOT_HELD');
    expect(beta.refuses(-1)?.code).toBe('NUMBER_NOT_HELD');
  });
});

describe('a rate', () => {
  it.each([1e-6, 0.37, 0.5, 1, 3, 1000])(
    '%d is a mantissa from 0.5 up to 1 and a shift',
    (rate) => {
      const { mantissa, shift } = floating(rate);
      expect(mantissa).toBeGreaterThanOrEqual(2 ** 30);
      expect(mantissa).toBeLessThan(2 ** 31);
      expect((mantissa * 2 ** (shift - 31)) / rate).toBeCloseTo(1, 8);
    },
  );
  it('that rounds up to 1 takes the next shift', () => {
    expect(floating(1 - 2 ** -40)).toEqual({ mantissa: 2 ** 30, shift: 1 });
  });
  it('of 0 is 0, and extremes are refused', () => {
    expect(floating(0)).toEqual({ mantissa: 0, shift: 0 });
    expect(refusesRate(1e-20, 10)?.code).toBe('NUMBER_NOT_HELD');
    expect(refusesRate(1e6, 10)?.code).toBe('NUMBER_NOT_HELD');
    expect(refusesRate(1, 10)).toBeUndefined();
  });
});
