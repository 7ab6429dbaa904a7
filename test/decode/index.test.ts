/** The family of decoders: one row, one card, one schema for each kind. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type DecoderSpec,
  decoderSchema,
  decoders,
  pushPull,
  rateOf,
  winner,
} from '../../src/decode/index.js';
import { faultsOfCard } from '../contract/card.js';

const [left, right] = [{ population: 'left' }, { population: 'right' }];

const specs: DecoderSpec[] = [
  rateOf(left, { max_hz: 50 }),
  pushPull(left, right, { gain: 1 }),
  winner([
    { population: left, value: -1 },
    { population: right, value: 1 },
  ]),
];

describe('decoders', () => {
  it('have a card each, with a row for every parameter and JSON that holds', () => {
    const faults = decoders.flatMap(({ schema }) =>
      faultsOfCard('decoders', schema.shape.kind.value, schema),
    );
    expect(faults).toEqual([]);
  });

  it('have kinds of their own, each with a constructor', () => {
    const kinds = decoders.map((row) => row.schema.shape.kind.value);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(specs.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('are the same from JSON as from their constructors', () => {
    for (const spec of specs) {
      expect(decoderSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    }
  });

  it('have a JSON Schema that describes every field', () => {
    const { oneOf } = z.toJSONSchema(decoderSchema, { io: 'input' });
    for (const { properties } of oneOf ?? []) {
      for (const [field, property] of Object.entries(properties ?? {})) {
        if (field !== 'kind') expect(property).toHaveProperty('description');
      }
    }
    expect(oneOf?.length).toBe(decoders.length);
  });
});
