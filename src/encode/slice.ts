/** The schema of a slice: which neurons of which population an encoder drives. */
import { z } from 'zod';
import type { Slice } from '../handle.js';

export const sliceSchema = z
  .strictObject({
    population: z.string().min(1).describe('Name of a source population.'),
    first: z.int().min(0).describe('Index of the first neuron within the population.'),
    count: z.int().min(1).describe('How many neurons, from the first on.'),
  })
  .describe('Neighbouring neurons of one population.');

/** Any handle of neurons as the three plain fields of a slice. */
export function plainSlice({ population, first, count }: Slice): Slice {
  return { population, first, count };
}
