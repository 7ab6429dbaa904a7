/**
 * Ports: a receptor on one compartment of a population. Synapses end on its slots, one for each
 * neuron of the population.
 */
import type { ReceptorName } from './fields.gen.js';
import type { NeuronSpec } from './neuron.js';
import { currentReceptor } from './receptors/current.js';
import type { ReceptorKind } from './receptors/receptor.js';

/** Every kind of receptor, by the word that a description says. */
export const receptorKinds = {
  current: currentReceptor,
} as const satisfies { readonly [name: string]: ReceptorKind };

/** A port before it has its place in a model. */
export interface Port {
  /** How projections name it; undefined for the population's own: a current onto the soma. */
  readonly name: string | undefined;
  /** The row of the core that runs it. */
  readonly receptor: ReceptorName;
  /** 0 for the soma. */
  readonly compartment: number;
}

export interface CompiledPort extends Port {
  /** Place among all ports. */
  readonly index: number;
  /** First of its slots, where synapses end, among all slots. */
  readonly first_slot: number;
}

/** The ports of a population, by compartments; a source has none. */
export function portsOf({ kind }: Pick<NeuronSpec, 'kind'>): Port[] {
  if (kind === 'source') return [];
  return [{ name: undefined, receptor: 'current', compartment: 0 }];
}
