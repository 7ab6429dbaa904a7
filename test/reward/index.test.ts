/** The family of critics: one row, one card, one schema for each kind. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  baseline,
  boxes,
  type CriticSpec,
  chosen,
  criticSchema,
  critics,
  cue,
  linear,
  valuePopulation,
} from '../../src/reward/index.js';
import { faultsOfCard } from '../contract/card.js';

const specs: CriticSpec[] = [
  baseline({ tau_s: 1 }),
  cue({ cuts: [[0]], learning_rate: 0.1 }),
  boxes({ cuts: [[0]], learning_rate: 0.1, horizon_s: 1 }),
  linear({ learning_rate: 0.1, horizon_s: 1 }),
  chosen({ pools: ['a', 'b'], value_per_hz: 0.02 }),
  valuePopulation({ population: 'a', value_per_hz: 0.1, horizon_s: 1 }),
];

describe('critics', () => {
  it('have a card each, with a row for every parameter and JSON that holds', () => {
    const faults = critics.flatMap(({ schema }) =>
      faultsOfCard('critics', schema.shape.kind.value, schema),
    );
    expect(faults).toEqual([]);
  });

  it('have kinds of their own, each with a constructor', () => {
    const kinds = critics.map((row) => row.schema.shape.kind.value);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(specs.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('are the same from JSON as from their constructors', () => {
    for (const spec of specs) {
      expect(criticSchema.parse(JSON.parse(JSON.stringify(spec)))).toEqual(spec);
    }
  });

  it('have a JSON Schema that describes every field', () => {
    const { oneOf } = z.toJSONSchema(criticSchema, { io: 'input' });
    for (const { properties } of oneOf ?? []) {
      for (const [field, property] of Object.entries(properties ?? {})) {
        if (field !== 'kind') expect(property).toHaveProperty('description');
      }
    }
    expect(oneOf?.length).toBe(critics.length);
  });
});
