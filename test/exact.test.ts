/** The deterministic series agree with the engine's functions to the last bit or one beside it. */
import { describe, expect, it } from 'vitest';
import { exactCos, exactExp, exactLog, exactSin, exactSqrt } from '../src/exact.js';
import { RandomStream } from '../src/random.js';

const bits = new BigInt64Array(1);
const number = new Float64Array(bits.buffer);

/** How many doubles lie between two numbers of one sign. */
function ulps(a: number, b: number): number {
  number[0] = a;
  const first = bits[0] as bigint;
  number[0] = b;
  return Math.abs(Number(first - (bits[0] as bigint)));
}

function worst(f: (x: number) => number, g: (x: number) => number, draw: () => number): number {
  let most = 0;
  for (let i = 0; i < 20000; i++) {
    const x = draw();
    most = Math.max(most, ulps(f(x), g(x)));
  }
  return most;
}

describe('exact functions', () => {
  const random = new RandomStream(5, 'exact');
  const between = (low: number, high: number) => () => low + (high - low) * random.uniform();

  it('exp stays within one unit in the last place', () => {
    expect(worst(exactExp, Math.exp, between(-1, 1))).toBeLessThanOrEqual(1);
    expect(worst(exactExp, Math.exp, between(-700, 700))).toBeLessThanOrEqual(1);
  });

  it('log stays within one unit in the last place', () => {
    expect(worst(exactLog, Math.log, between(0.5, 2))).toBeLessThanOrEqual(1);
    expect(worst(exactLog, Math.log, between(1e-9, 1e9))).toBeLessThanOrEqual(1);
    expect(exactLog(5e-324)).toBe(Math.log(5e-324));
  });

  it('sqrt stays within one unit in the last place', () => {
    expect(worst(exactSqrt, Math.sqrt, between(0, 1e6))).toBeLessThanOrEqual(1);
  });

  it('sine and cosine stay within 2^-52 up to a quarter turn', () => {
    const angle = between(-Math.PI / 2, Math.PI / 2);
    for (let i = 0; i < 20000; i++) {
      const x = angle();
      expect(Math.abs(exactSin(x) - Math.sin(x))).toBeLessThanOrEqual(2 ** -52);
      expect(Math.abs(exactCos(x) - Math.cos(x))).toBeLessThanOrEqual(2 ** -52);
    }
    expect(exactSin(0)).toBe(0);
    expect(exactCos(0)).toBe(1);
  });

  it('answers at the edges as the engine does', () => {
    for (const x of [0, -0, 800, -800, Infinity, -Infinity, Number.NaN]) {
      expect(exactExp(x)).toBe(Math.exp(x));
    }
    for (const x of [0, 1, Infinity, -1, Number.NaN]) expect(exactLog(x)).toBe(Math.log(x));
    for (const x of [0, 1, 4, Infinity, -1, Number.NaN]) expect(exactSqrt(x)).toBe(Math.sqrt(x));
  });
});
