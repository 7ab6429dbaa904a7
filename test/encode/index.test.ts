/** The family of encoders: one row, one card, one schema for each kind. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  delta,
  type EncoderSpec,
  encoderSchema,
  encoders,
  latency,
  makeEncoder,
  opponent,
  population,
  rate,
} from '../../src/encode/index.js';
import { faultsOfCard } from '../contract/card.js';
import { context, into } from './bench.js';

const specs: EncoderSpec[] = [
  rate(into, { max_hz: 50 }),
  population(into, { max_hz: 50 }),
  opponent(into, { max_hz: 50 }),
  latency(into, { window_ms: 100 }),
  delta(into, { threshold: 0.5 }),
];

describe('encoders', () => {
  it('have a card each, with a row for every parameter and JSON that holds', () => {
    const faults = encoders.flatMap(({ schema }) =>
      faultsOfCard('encoders', schema.shape.kind.value, schema),
    );
    expect(faults).toEqual([]);
  });

  it('have kinds of their own, each with a constructor', () => {
    const kinds = encoders.map((row) => row.schema.shape.kind.value);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(specs.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('are the same from JSON as from their constructors', () => {
    for (const spec of specs) {
      expect(encoderSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
      expect(makeEncoder(spec, context).state).toBeInstanceOf(Float64Array);
    }
  });

  it('copy the slice out of a richer handle', () => {
    const handle = { ...into, slice: () => into };
    expect(rate(handle, { max_hz: 50 }).into).toEqual(into);
  });

  it('are told apart by kind, with a word on what is wrong', () => {
    const unknown = encoderSchema.safeParse({ kind: 'rat', into });
    expect(unknown.error?.issues[0]?.path).toEqual(['kind']);
    const faulty = encoderSchema.safeParse({ ...specs[0], into: { ...into, first: -1, count: 0 } });
    expect(faulty.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'into.first',
      'into.count',
    ]);
  });

  it('have a JSON Schema that describes every field', () => {
    const { oneOf, $defs } = z.toJSONSchema(encoderSchema, { io: 'input' });
    for (const { properties } of oneOf ?? []) {
      const { kind: _, into: slice, ...fields } = properties ?? {};
      for (const field of Object.values(fields)) expect(field).toHaveProperty('description');
      expect(slice).toEqual({ $ref: '#/$defs/slice' });
    }
    expect($defs?.slice).toHaveProperty('description');
    expect(oneOf?.length).toBe(encoders.length);
  });
});
