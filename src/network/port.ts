/**
 * Ports: a receptor on one compartment of a population. Synapses end on its slots, one for each
 * neuron of the population.
 */
import { z } from 'zod';
import { nameSchema } from '../schema.js';
import { type ReceptorName, receptors } from './fields.gen.js';
import { conductanceReceptor, conductanceSchema } from './receptors/conductance.js';
import { currentReceptor, currentSchema } from './receptors/current.js';
import { nmdaReceptor, nmdaSchema } from './receptors/nmda.js';
import type { ReceptorKind } from './receptors/receptor.js';
import { risingReceptor, risingSchema } from './receptors/rising.js';

/** Every kind of receptor, by the word that a description says. */
export const receptorKinds = {
  current: currentReceptor,
  conductance: conductanceReceptor,
  rising: risingReceptor,
  nmda: nmdaReceptor,
} as const satisfies { readonly [name in ReceptorName]: ReceptorKind };

export const receptorSchema = z
  .discriminatedUnion('kind', [currentSchema, conductanceSchema, risingSchema, nmdaSchema])
  .meta({ id: 'receptor', description: 'What synapses end on, beside the current of the cell.' });

export type ReceptorSpec = z.output<typeof receptorSchema>;
export type ReceptorInput = z.input<typeof receptorSchema>;

export const receptorsSchema = z
  .record(nameSchema, receptorSchema)
  .describe('More receptors, by names that synapses end on.');

/** What ports and handles need to know of a population. */
export interface Ported {
  readonly kind?: string | undefined;
  readonly receptors?:
    | {
        readonly [name: string]:
          | { readonly kind?: ReceptorName | undefined; readonly on?: string | undefined }
          | undefined;
      }
    | undefined;
  readonly dendrites?: { readonly [name: string]: unknown } | undefined;
}

/** A port before it has its place in a model. */
export interface Port {
  /** How projections name it; undefined for the cell's own current onto its soma. */
  readonly name: string | undefined;
  /** The row of the core that runs it. */
  readonly receptor: ReceptorName;
  /** 0 for the soma, k for the k-th dendrite. */
  readonly compartment: number;
  /** Whether it was said as a receptor, or is the current that every compartment has. */
  readonly said: boolean;
}

export interface CompiledPort extends Port {
  /** Place among all ports. */
  readonly index: number;
  /** First of its slots, where synapses end, among all slots. */
  readonly first_slot: number;
}

/**
 * The ports of a population, compartment by compartment: a current, which a dendrite's name names,
 * then the receptors that are there. A source has none.
 */
export function portsOf(population: Ported): Port[] {
  if (population.kind === 'source') return [];
  const compartments = [undefined, ...Object.keys(population.dendrites ?? {})];
  const said = Object.entries(population.receptors ?? {});
  return compartments.flatMap((name, compartment) => [
    { name, receptor: 'current' as const, compartment, said: false },
    ...said
      .filter(([, receptor]) => receptor?.on === name)
      .map(([own, receptor]) => {
        return { name: own, receptor: receptor?.kind ?? 'current', compartment, said: true };
      }),
  ]);
}

/** Whether a weight onto the port opens a conductance, of which there is none below 0. */
export function opensConductance({ receptor }: Port): boolean {
  return 'reversal' in receptors[receptor].parameters;
}
