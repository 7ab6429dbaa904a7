/**
 * Exponential, logarithm, root, sine and cosine from + - * / alone. The engine's own may differ
 * between machines in the last bit; these do not, so what is compiled from them has one checksum
 * everywhere. Not for a tick: they are slower than the engine's.
 */

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_64 = 4294967296 * 4294967296;

/** e^x, within 1 unit in the last place of the true value. 0 below -745.2, Infinity above 709.8. */
export function exactExp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.79) return Number.POSITIVE_INFINITY;
  if (x < -745.2) return 0;
  const power = Math.floor(x / (LN2_HIGH + LN2_LOW) + 0.5);
  const high = x - power * LN2_HIGH;
  const low = power * LN2_LOW;
  const rest = high - low;
  let tail = 0;
  for (let n = 16; n >= 2; n--) tail = (tail + 1) * (rest / n);
  return timesPowerOfTwo(1 + (high - (low - tail * rest)), power);
}

/** The natural logarithm, within 1 unit in the last place. -Infinity at 0, NaN below. */
export function exactLog(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let power = 0;
  let m = x;
  for (; m >= TWO_64; power += 64) m /= TWO_64;
  for (; m < 1 / TWO_64; power -= 64) m *= TWO_64;
  for (; m >= 1.4; power++) m /= 2;
  for (; m < 0.7; power--) m *= 2;
  // log(1 + f) = f - f²/2 + s (f²/2 + series), s = f / (2 + f): the order keeps the last bit.
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  let series = 0;
  for (let n = 25; n >= 3; n -= 2) series = (series + 2 / n) * z;
  const half = 0.5 * f * f;
  return power * LN2_HIGH - (half - (s * (half + series) + power * LN2_LOW) - f);
}

/** The square root, within 1 unit in the last place; NaN below 0. */
export function exactSqrt(x: number): number {
  if (x === 0 || x === Number.POSITIVE_INFINITY) return x;
  let root = exactExp(exactLog(x) / 2);
  for (let i = 0; i < 2; i++) root = 0.5 * (root + x / root);
  return root;
}

/** The sine of an angle from -pi/2 to pi/2, within 2^-53; beyond it loses exactness. */
export function exactSin(x: number): number {
  return x * seriesOf(x * x, 1);
}

/** The cosine of an angle from -pi/2 to pi/2, within 2^-53; beyond it loses exactness. */
export function exactCos(x: number): number {
  return seriesOf(x * x, 0);
}

/** 1 - z / ((n + 1)(n + 2)) (1 - z / ((n + 3)(n + 4)) (…)). */
function seriesOf(z: number, n: number): number {
  let sum = 1;
  for (let k = n + 24; k > n; k -= 2) sum = 1 - (z / (k * (k - 1))) * sum;
  return sum;
}

function timesPowerOfTwo(x: number, power: number): number {
  let y = x;
  let k = power;
  for (; k >= 64; k -= 64) y *= TWO_64;
  for (; k <= -64; k += 64) y /= TWO_64;
  for (; k > 0; k--) y *= 2;
  for (; k < 0; k++) y /= 2;
  return y;
}
