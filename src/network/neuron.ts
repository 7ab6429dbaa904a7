/** Neurons: populations of spike sources and of leaky integrate-and-fire cells. */
import { z } from 'zod';
import { distributionSchema } from './distribution.js';
import { limits } from './fields.gen.js';
import { duration, fixed, inverse, type Quantity, timeConstant } from './quantise.js';

const count = z.int().min(1).describe('How many neurons.');

export const sourceSchema = z
  .strictObject({ kind: z.literal('source'), count })
  .describe('Neurons whose spikes encoders write.');

export const lifSchema = z
  .strictObject({
    kind: z.literal('lif'),
    count,
    tau_membrane_ms: parameter(20, 'How long the potential remembers, in ms.'),
    tau_synapse_ms: parameter(
      0,
      'How long a current lasts, in ms; 0: a spike lifts the potential by its weight at once.',
    ),
    rest_mv: parameter(-65, 'Potential without any input, in mV.'),
    threshold_mv: parameter(-50, 'Potential at which the neuron spikes, in mV.'),
    reset_mv: parameter(-65, 'Potential after a spike, in mV.'),
    bias_mv: parameter(0, 'Steady lift of the resting potential by a constant current, in mV.'),
    refractory_ms: parameter(2, 'Rest after a spike, in ms, rounded to ticks.'),
    escape_mv: parameter(
      0,
      'Width beta of escape noise, in mV: the chance of a spike in a tick is ' +
        '1 / (1 + exp(-(v - threshold) / beta)); 0: a hard threshold.',
    ),
  })
  .describe('Leaky integrate-and-fire cells; every parameter may differ from cell to cell.');

export const neuronSchema = z.discriminatedUnion('kind', [sourceSchema, lifSchema]);

export type SourceSpec = z.output<typeof sourceSchema>;
export type LifSpec = z.output<typeof lifSchema>;
export type NeuronSpec = z.output<typeof neuronSchema>;
export type LifInput = z.input<typeof lifSchema>;
export type LifParameters = Omit<LifInput, 'kind' | 'count'>;

/** Spike sources: an encoder says when they spike. */
export function source(count: number): SourceSpec {
  return { kind: 'source', count };
}

/** Leaky integrate-and-fire cells; what is not said has its default. */
export function lif(count: number, parameters: LifParameters = {}): LifInput {
  return { kind: 'lif', count, ...parameters };
}

/** How the core holds each parameter. */
export function lifQuantities(tick_ms: number): {
  readonly [P in keyof LifParameters]-?: Quantity;
} {
  const potential = fixed('q8_23', 'mV');
  return {
    tau_membrane_ms: timeConstant(tick_ms, { zero: false }),
    tau_synapse_ms: timeConstant(tick_ms, { zero: true }),
    rest_mv: potential,
    threshold_mv: potential,
    reset_mv: potential,
    bias_mv: potential,
    refractory_ms: duration(tick_ms, 0, limits.refractory_ticks_max, 'NUMBER_NOT_HELD'),
    escape_mv: inverse('mV'),
  };
}

function parameter(value: number, meaning: string) {
  return distributionSchema.default(value).describe(`${meaning} Default ${value}.`);
}
