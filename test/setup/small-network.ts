/** Networks for tests, with the defaults of a description filled in. */
import { Handle } from '../../src/handle.js';
import type { NetworkSpec } from '../../src/network/check.js';
import { type ModulatorOptions, modulatorSchema } from '../../src/network/modulator.js';
import { type NeuronInput, neuronSchema } from '../../src/network/neuron.js';
import {
  type ProjectionInput,
  type ProjectionSpec,
  projectionSchema,
} from '../../src/network/synapse.js';

export interface NetworkInput<P extends string = string> {
  readonly tick_ms?: number;
  readonly modulators?: { readonly [name: string]: ModulatorOptions };
  readonly neurons: { readonly [name in P]: NeuronInput };
  /** Every handle may be an end here, so that tests can do what does not compile for users. */
  readonly synapses?: (n: { readonly [name in P]: Handle<'lif'> }) => readonly ProjectionInput[];
}

export function smallNetwork<P extends string>(input: NetworkInput<P>): NetworkSpec {
  const neurons: { readonly [name: string]: NeuronInput } = input.neurons;
  const handles = Object.entries(neurons).map(([name, { count }]) => [
    name,
    new Handle<'lif'>(name, 0, count),
  ]);
  return {
    name: 'net',
    tick_ms: input.tick_ms ?? 1,
    modulators: mapValues(input.modulators ?? {}, (spec) => modulatorSchema.parse(spec)),
    neurons: mapValues(neurons, (spec) => neuronSchema.parse(spec)),
    synapses: (
      input.synapses?.(Object.fromEntries(handles) as { [name in P]: Handle<'lif'> }) ?? []
    ).map((spec) => projectionSchema.parse(spec) as ProjectionSpec),
  };
}

function mapValues<A, B>(record: { readonly [name: string]: A }, change: (value: A) => B) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
}
