/**
 * What every decoder must hold, whatever it does: run this suite on your own decoder, from a test
 * file of vitest.
 */
import { describe, expect, it } from 'vitest';
import type { Decoder, DecoderContext } from '../../src/decode/decoder.js';
import { RandomStream } from '../../src/random.js';
import { MANY_TICKS, RETAINED_MAX_BYTES, retained_bytes } from './heap.js';

export interface DecoderCase {
  readonly make: (context: DecoderContext) => Decoder;
  readonly context: DecoderContext;
  /** Where the value goes when no neuron spikes; leave out for a decoder that holds its value. */
  readonly rest?: number;
}

export function decoderContract(name: string, decoder: DecoderCase): void {
  describe(`${name} keeps the decoder contract`, () => {
    testsOfRepetition(decoder);
    testsOfValues(decoder);
  });
}

function testsOfRepetition({ make, context }: DecoderCase): void {
  it('gives the same values for the same spikes', () => {
    const values = run(make(context), context, 0, 400);
    expect(new Set(values).size).toBeGreaterThan(1);
    expect(run(make(context), context, 0, 400)).toEqual(values);
  });

  it('is new again after reset', () => {
    const decoder = make(context);
    const first = run(decoder, context, 0, 400);
    decoder.reset();
    expect(decoder.state).toEqual(make(context).state);
    expect(run(decoder, context, 0, 400)).toEqual(first);
  });

  it('goes on alike from a copy of its state', () => {
    const decoder = make(context);
    run(decoder, context, 0, 137);
    const copy = make(context);
    copy.state.set(decoder.state);
    expect(run(copy, context, 137, 400)).toEqual(run(decoder, context, 137, 400));
    expect(copy.state).toEqual(decoder.state);
  });

  it('reads the populations that it is told, and no others', () => {
    const { counts } = context;
    const [here, there] = [make(context), make(context)];
    const places = counts.map((_, i) => i);
    const elsewhere = counts.map((_, i) => counts.length * 2 - i);
    for (let tick = 0; tick < 300; tick++) {
      const fired = spikesAt(tick, context);
      const scattered = new Uint32Array(counts.length * 2 + 1).fill(3 + (tick % 5));
      elsewhere.forEach((place, i) => {
        scattered[place] = fired[i] as number;
      });
      const value = here.decode(fired, Uint32Array.from(places));
      expect(there.decode(scattered, Uint32Array.from(elsewhere))).toBe(value);
    }
  });

  it('keeps no memory from tick to tick', () => {
    const decoder = make(context);
    const places = Uint32Array.from(context.counts, (_, i) => i);
    const fired = Array.from({ length: 100 }, (_, tick) => spikesAt(tick, context));
    const many = (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) {
        decoder.decode(fired[tick % fired.length] as Uint32Array, places);
      }
    };
    many(1000);
    expect(retained_bytes(() => many(MANY_TICKS))).toBeLessThan(RETAINED_MAX_BYTES);
  });
}

function testsOfValues({ make, context, rest }: DecoderCase): void {
  it("stays within the actuator's range for any spikes", () => {
    const { counts, min, max } = context;
    const random = new RandomStream(11, 'spikes');
    const places = Uint32Array.from(counts, (_, i) => i);
    const decoder = make(context);
    for (let tick = 0; tick < 2000; tick++) {
      const wild = random.below(3) === 0 ? 4294967295 : 1000;
      const value = decoder.decode(
        Uint32Array.from(counts, () => random.below(2) * random.below(wild)),
        places,
      );
      expect(value).toBeGreaterThanOrEqual(min);
      expect(value).toBeLessThanOrEqual(max);
    }
    expect(decoder.state.every((number) => Number.isFinite(number))).toBe(true);
  });

  if (rest === undefined) return;
  it('comes to rest when no neuron spikes', () => {
    const decoder = make(context);
    run(decoder, context, 0, 200);
    const none = new Uint32Array(context.counts.length);
    const places = Uint32Array.from(context.counts, (_, i) => i);
    let value = Number.NaN;
    for (let tick = 0; tick < 5000; tick++) value = decoder.decode(none, places);
    expect(value).toBe(rest);
  });
}

/** Seeded spikes of a tick: now one population leads, now another. */
function spikesAt(tick: number, { counts }: DecoderContext): Uint32Array {
  const random = new RandomStream(tick, 'decoder');
  const leader = Math.floor(tick / 40) % counts.length;
  return Uint32Array.from(counts, (count, i) =>
    i === leader ? random.below(count + 1) : random.below(2),
  );
}

function run(decoder: Decoder, context: DecoderContext, from: number, until: number): number[] {
  const places = Uint32Array.from(context.counts, (_, i) => i);
  const values: number[] = [];
  for (let tick = from; tick < until; tick++) {
    values.push(decoder.decode(spikesAt(tick, context), places));
  }
  return values;
}
