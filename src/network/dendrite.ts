/** Dendrites: compartments beside the soma, one row for each kind. */
import { z } from 'zod';
import { nameSchema } from '../schema.js';
import { type ApicalInput, apicalKind, apicalSchema } from './dendrites/apical.js';
import type { DendriteKind } from './dendrites/dendrite.js';
import { type LinearInput, linearKind, linearSchema } from './dendrites/linear.js';
import { type PlateauInput, plateauKind, plateauSchema } from './dendrites/plateau.js';

/** Every kind of dendrite, by the word that a description says. */
export const dendriteKinds = {
  linear: linearKind,
  plateau: plateauKind,
  apical: apicalKind,
} as const satisfies { readonly [name: string]: DendriteKind };

export const dendriteSchema = z
  .discriminatedUnion('kind', [linearSchema, plateauSchema, apicalSchema])
  .meta({ id: 'dendrite', description: 'A compartment beside the soma, where synapses end.' });

export const dendritesSchema = z
  .record(nameSchema, dendriteSchema)
  .describe('Dendrites beside the soma, by names that synapses end on; up to 8.');

export type DendriteSpec = z.output<typeof dendriteSchema>;
export type DendriteInput = LinearInput | PlateauInput | ApicalInput;
