/**
 * Distributions: any parameter of a neuron and any weight is a number, or says from which numbers
 * it is drawn. Draws are keyed by seed and name and use exact arithmetic, so that one seed gives
 * one network on every machine.
 */
import { z } from 'zod';
import { exactExp, exactLog, exactSqrt } from '../exact.js';
import type { RandomStream } from '../random.js';

const bounds = {
  min: z.number().optional().describe('No draw lies below. Default: where the format ends.'),
  max: z.number().optional().describe('No draw lies above. Default: where the format ends.'),
};

const range = { min: z.number(), max: z.number() };

export const distributionSchema = z
  .union([
    z.number(),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('constant'), value: z.number() }),
      z.strictObject({ kind: z.literal('uniform'), ...range }),
      z.strictObject({ kind: z.literal('logUniform'), ...range, min: z.number().positive() }),
      z.strictObject({
        kind: z.literal('normal'),
        mean: z.number(),
        std: z.number().nonnegative(),
        ...bounds,
      }),
      z.strictObject({
        kind: z.literal('lognormal'),
        mean: z.number().positive().describe('Mean of the values themselves.'),
        std: z.number().nonnegative().describe('Standard deviation of the values themselves.'),
        ...bounds,
      }),
      z.strictObject({
        kind: z.literal('gamma'),
        shape: z.number().positive(),
        mean: z.number().positive(),
        ...bounds,
      }),
      z.strictObject({
        kind: z.literal('list'),
        values: z.array(z.number()).min(1).describe('One after another, then from the start.'),
      }),
    ]),
  ])
  .meta({
    id: 'distribution',
    description: 'A number, or the distribution from which each is drawn.',
  });

export type Distribution = z.output<typeof distributionSchema>;
type Drawn = Exclude<Distribution, number>;
type Options<K extends Drawn['kind']> = Omit<Extract<Drawn, { kind: K }>, 'kind'>;

/** The same number each time; a plain number says the same. */
export const constant = (value: number): Drawn => ({ kind: 'constant', value });

/** Every number from min up to max is as likely as another. */
export const uniform = (min: number, max: number): Drawn => ({ kind: 'uniform', min, max });

/** Every ratio is as likely as another; min above 0. For time constants over several decades. */
export const logUniform = (min: number, max: number): Drawn => ({ kind: 'logUniform', min, max });

/** A bell. Draws beyond optional `min` and `max` are drawn again. */
export const normal = (options: Options<'normal'>): Drawn => ({ kind: 'normal', ...options });

/** Positive, its logarithm a bell; mean and std are those of the values themselves. */
export const lognormal = (options: Options<'lognormal'>): Drawn => ({
  kind: 'lognormal',
  ...options,
});

/** Positive, with a long tail; shape 3 is usual for membrane time constants. */
export const gamma = (options: Options<'gamma'>): Drawn => ({ kind: 'gamma', ...options });

/** The given numbers one after another, then again from the start. */
export const list = (values: readonly number[]): Drawn => ({ kind: 'list', values: [...values] });

/** The least and the greatest number that can be drawn; infinite where an end is open. */
export function support(distribution: Distribution): readonly [number, number] {
  if (typeof distribution === 'number') return [distribution, distribution];
  switch (distribution.kind) {
    case 'constant':
      return [distribution.value, distribution.value];
    case 'list':
      return [Math.min(...distribution.values), Math.max(...distribution.values)];
    case 'uniform':
    case 'logUniform':
      return [distribution.min, distribution.max];
    default:
      return [
        distribution.min ?? Number.NEGATIVE_INFINITY,
        distribution.max ?? Number.POSITIVE_INFINITY,
      ];
  }
}

/** Tries before a draw outside its bounds is put onto the nearer bound. */
const TRIES_MAX = 1000;

/** Draws number after number. The same distribution and stream give the same numbers. */
export class Sampler {
  readonly #draw: () => number;
  readonly #low: number;
  readonly #high: number;

  /** `within` closes open ends: where the format ends, or the bounds of a learning rule. */
  constructor(
    distribution: Distribution,
    stream: RandomStream,
    within: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  ) {
    const [low, high] = support(distribution);
    this.#draw = drawOf(distribution, stream);
    this.#low = Number.isFinite(low) ? low : within[0];
    this.#high = Number.isFinite(high) ? high : within[1];
  }

  next(): number {
    let value = this.#draw();
    for (let i = 1; i < TRIES_MAX && !(value >= this.#low && value <= this.#high); i++) {
      value = this.#draw();
    }
    return Math.min(this.#high, Math.max(this.#low, value));
  }
}

function drawOf(distribution: Distribution, stream: RandomStream): () => number {
  if (typeof distribution === 'number') return () => distribution;
  switch (distribution.kind) {
    case 'constant':
      return () => distribution.value;
    case 'list': {
      const { values } = distribution;
      let index = 0;
      return () => values[index++ % values.length] as number;
    }
    case 'uniform': {
      const { min, max } = distribution;
      return () => min + (max - min) * stream.uniform();
    }
    case 'logUniform': {
      const low = exactLog(distribution.min);
      const high = exactLog(distribution.max);
      return () => exactExp(low + (high - low) * stream.uniform());
    }
    case 'normal':
      return () => distribution.mean + distribution.std * bell(stream);
    case 'lognormal': {
      const ratio = distribution.std / distribution.mean;
      const variance = exactLog(1 + ratio * ratio);
      const center = exactLog(distribution.mean) - variance / 2;
      return () => exactExp(center + exactSqrt(variance) * bell(stream));
    }
    case 'gamma': {
      const scale = distribution.mean / distribution.shape;
      return () => scale * gammaOf(distribution.shape, stream);
    }
  }
}

/** Mean 0, variance 1: Marsaglia's polar method, for tails that a sum of uniforms lacks. */
function bell(stream: RandomStream): number {
  for (;;) {
    const u = 2 * stream.uniform() - 1;
    const v = 2 * stream.uniform() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * exactSqrt((-2 * exactLog(s)) / s);
  }
}

/** Unit scale: Marsaglia and Tsang, A simple method for generating gamma variables, 2000. */
function gammaOf(shape: number, stream: RandomStream): number {
  if (shape < 1) {
    const boost = exactExp(exactLog(1 - stream.uniform()) / shape);
    return gammaOf(shape + 1, stream) * boost;
  }
  const d = shape - 1 / 3;
  const c = 1 / exactSqrt(9 * d);
  for (;;) {
    const x = bell(stream);
    const v = (1 + c * x) * (1 + c * x) * (1 + c * x);
    if (v <= 0) continue;
    const u = 1 - stream.uniform();
    if (exactLog(u) < 0.5 * x * x + d - d * v + d * exactLog(v)) return d * v;
  }
}
