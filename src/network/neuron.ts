/** Neurons: populations of sources and of cells, one row for each kind. */
import { z } from 'zod';
import { type AdaptiveLifInput, adaptiveLifKind, adaptiveLifSchema } from './kinds/adaptive-lif.js';
import { type AdexInput, adexKind, adexSchema } from './kinds/adex.js';
import { type IzhikevichInput, izhikevichKind, izhikevichSchema } from './kinds/izhikevich.js';
import {
  type IzhikevichMembraneInput,
  izhikevichMembraneKind,
  izhikevichMembraneSchema,
} from './kinds/izhikevich-membrane.js';
import type { CellKind } from './kinds/kind.js';
import { type LifInput, lifKind, lifSchema } from './kinds/lif.js';
import {
  type ResonateAndFireInput,
  resonateAndFireKind,
  resonateAndFireSchema,
} from './kinds/resonate-and-fire.js';
import { type SourceSpec, sourceSchema } from './kinds/source.js';

/** Every kind of cell, by the word that a description says. */
export const cellKinds = {
  lif: lifKind,
  adaptiveLif: adaptiveLifKind,
  izhikevich: izhikevichKind,
  izhikevichMembrane: izhikevichMembraneKind,
  adex: adexKind,
  resonateAndFire: resonateAndFireKind,
} as const satisfies { readonly [name: string]: CellKind };

export type CellKindName = keyof typeof cellKinds;

export const neuronSchema = z.discriminatedUnion('kind', [
  sourceSchema,
  lifSchema,
  adaptiveLifSchema,
  izhikevichSchema,
  izhikevichMembraneSchema,
  adexSchema,
  resonateAndFireSchema,
]);

export type NeuronSpec = z.output<typeof neuronSchema>;
export type CellSpec = Exclude<NeuronSpec, SourceSpec>;
export type CellInput =
  | LifInput
  | AdaptiveLifInput
  | IzhikevichInput
  | IzhikevichMembraneInput
  | AdexInput
  | ResonateAndFireInput;
/** A population as it may be written. */
export type NeuronInput = SourceSpec | CellInput;

export { lif } from './kinds/lif.js';
export { source } from './kinds/source.js';
