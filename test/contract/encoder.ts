/**
 * What every encoder must hold, whatever it does: run this suite on your own encoder, from a test
 * file of vitest.
 */
import { describe, expect, it } from 'vitest';
import type { Encoder, EncoderContext } from '../../src/encode/encoder.js';
import { RandomStream } from '../../src/random.js';
import { MANY_TICKS, RETAINED_MAX_BYTES, retained_bytes } from './heap.js';

/** Neurons of the slice whose rate follows the value. */
export interface Monotone {
  readonly first: number;
  readonly count: number;
  /** 1 where a larger value means a higher rate, -1 where it means a lower one. */
  readonly direction: 1 | -1;
}

export interface EncoderCase {
  readonly make: (context: EncoderContext) => Encoder;
  readonly context: EncoderContext;
  /** The claims that the encoder makes about rates, if any. */
  readonly monotone?: readonly Monotone[];
}

export function encoderContract(name: string, encoder: EncoderCase): void {
  describe(`${name} keeps the encoder contract`, () => {
    testsOfRepetition(encoder);
    testsOfValues(encoder);
    testsOfSpikes(encoder);
  });
}

function testsOfRepetition({ make, context }: EncoderCase): void {
  const values = wander(context, 400);

  it('gives the same spikes for the same calls', () => {
    const spikes = run(make(context), values, context);
    expect(spikes.some((bit) => bit === 1)).toBe(true);
    expect(run(make(context), values, context)).toEqual(spikes);
  });

  it('is new again after reset', () => {
    const encoder = make(context);
    const first = run(encoder, values, context);
    encoder.reset();
    expect(encoder.state).toEqual(make(context).state);
    expect(run(encoder, values, context)).toEqual(first);
  });

  it('goes on alike from a copy of its state', () => {
    const [past, future] = [values.slice(0, 137), values.slice(137)];
    const encoder = make(context);
    run(encoder, past, context);
    const copy = make(context);
    copy.state.set(encoder.state);
    expect(run(copy, future, context, 137)).toEqual(run(encoder, future, context, 137));
    expect(copy.state).toEqual(encoder.state);
  });

  it('keeps no memory from tick to tick', () => {
    const encoder = make(context);
    const spikes = new Uint8Array(context.count);
    const many = (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) {
        encoder.encode(values[tick % values.length] as number, tick, spikes, 0);
      }
    };
    many(1000);
    expect(retained_bytes(() => many(MANY_TICKS))).toBeLessThan(RETAINED_MAX_BYTES);
  });
}

function testsOfValues({ make, context }: EncoderCase): void {
  it('clips what lies outside the range', () => {
    const { min, max } = context;
    const inside = wander(context, 200).map((_, i) => (i % 40 < 20 ? max : min));
    const far = inside.map((value) => (value === max ? max + 7 * (max - min) : min - 1e300));
    const endless = inside.map((value) => value * 0 + (value === max ? Infinity : -Infinity));
    const expected = run(make(context), inside, context);
    expect(run(make(context), far, context)).toEqual(expected);
    expect(run(make(context), endless, context)).toEqual(expected);
  });

  it('is silent for NaN and remembers nothing of it', () => {
    const encoder = make(context);
    run(encoder, wander(context, 50), context);
    const state = encoder.state.slice();
    const spikes = run(encoder, new Array(50).fill(Number.NaN), context, 50);
    expect(spikes.every((bit) => bit === 0)).toBe(true);
    expect(encoder.state).toEqual(state);
    expect(state.some((number) => Number.isNaN(number))).toBe(false);
  });
}

function testsOfSpikes({ make, context, monotone = [] }: EncoderCase): void {
  it('writes ones into its slice and nothing else', () => {
    const { count } = context;
    const encoder = make(context);
    const spikes = new Uint8Array(count + 10);
    wander(context, 400).forEach((value, tick) => {
      spikes.fill(7);
      spikes.fill(0, 4, 4 + count);
      encoder.encode(value, tick, spikes, 4);
      expect(Array.from(spikes.subarray(4, 4 + count)).every((bit) => bit <= 1)).toBe(true);
      expect(Array.from(spikes).filter((byte) => byte === 7).length).toBe(10);
    });
  });

  it('leaves spikes that others have set', () => {
    const spikes = new Uint8Array(context.count).fill(1);
    const encoder = make(context);
    wander(context, 100).forEach((value, tick) => {
      encoder.encode(value, tick, spikes, 0);
    });
    expect(spikes).toEqual(new Uint8Array(context.count).fill(1));
  });

  for (const { first, count, direction } of monotone) {
    const way = direction === 1 ? 'rises' : 'falls';
    it(`${way} with the value in neurons ${first} to ${first + count - 1}`, () => {
      const rates = levels(context).map((value) => {
        const encoder = make(context);
        const spikes = run(encoder, new Array(2000).fill(value), context);
        return spikes.filter((bit, i) => bit === 1 && within(i % context.count, first, count))
          .length;
      });
      const rising = direction === 1 ? rates : rates.reverse();
      expect(rising).toEqual([...rising].sort((a, b) => a - b));
      expect(rising.at(-1)).toBeGreaterThan(rising[0] as number);
    });
  }
}

function within(neuron: number, first: number, count: number): boolean {
  return neuron >= first && neuron < first + count;
}

/** Eleven values from the bottom of the range to its top. */
function levels({ min, max }: EncoderContext): number[] {
  return Array.from({ length: 11 }, (_, i) => min + ((max - min) * i) / 10);
}

/** A seeded walk through the range and a little beyond, with jumps. */
function wander({ min, max }: EncoderContext, ticks: number): number[] {
  const random = new RandomStream(7, 'wander');
  let level = 0.5;
  return Array.from({ length: ticks }, (_, tick) => {
    level = tick % 50 === 0 ? random.uniform() : level + 0.1 * (random.uniform() - 0.5);
    return min + (max - min) * (1.2 * level - 0.1);
  });
}

/** All spikes of a run, tick after tick. */
function run(
  encoder: Encoder,
  values: readonly number[],
  { count }: EncoderContext,
  firstTick = 0,
): Uint8Array {
  const spikes = new Uint8Array(values.length * count);
  values.forEach((value, i) => {
    encoder.encode(value, firstTick + i, spikes, i * count);
  });
  return spikes;
}
