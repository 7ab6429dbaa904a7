/** Synapses: projections from neurons to neurons, with weights, delays and perhaps learning. */
import { z } from 'zod';
import { RobotError } from '../errors.js';
import {
  type Handle,
  type PortHandle,
  plainSlice,
  plainTarget,
  type Slice,
  sliceSchema,
  type Target,
  targetSchema,
} from '../handle.js';
import { distributionSchema } from './distribution.js';
import { limits } from './fields.gen.js';
import type { CellKindName } from './neuron.js';
import { type PlasticityInput, plasticitySchema } from './plasticity.js';
import { duration, fixed, type Quantity } from './quantise.js';
import { rewiringSchema } from './rewiring.js';
import { shortTermSchema } from './short-term.js';

export const projectionSchema = z
  .strictObject({
    from: z
      .union([z.string().min(1), sliceSchema])
      .describe('Where spikes come from: a population by name, or a part of one.'),
    to: z
      .union([z.string().min(1), targetSchema])
      .describe('Where they go: a population of cells by name, or a part or receptor of one.'),
    weight_mv: distributionSchema.describe('How far a spike lifts the potential, in mV, each.'),
    delay_ms: distributionSchema.describe('From spike to arrival, in ms, rounded to 1-255 ticks.'),
    probability: z
      .number()
      .min(0)
      .max(1)
      .default(1)
      .describe('Chance that a pair of neurons is connected; no neuron with itself. Default 1.'),
    fan_out: z
      .int()
      .min(1)
      .optional()
      .describe('How many neurons each of `from` reaches, no one twice; instead of a probability.'),
    learn: plasticitySchema.optional().describe('Without it, weights never change.'),
    rewire: rewiringSchema.optional().describe('How weak synapses find other targets.'),
    short_term: shortTermSchema
      .optional()
      .describe('How synapses tire or strengthen from spike to spike; not beside learn.'),
  })
  .describe('Synapses from every neuron of one slice to every neuron of another.');

/** A projection as it may be written: ends may be names; `M` names the modulator it learns by. */
export type ProjectionInput<M extends string = string> = Omit<
  z.input<typeof projectionSchema>,
  'learn'
> & { readonly learn?: PlasticityInput<M> };

/** A projection as it is kept: both ends are slices. */
export type ProjectionSpec = Omit<z.output<typeof projectionSchema>, 'from' | 'to'> & {
  readonly from: Slice;
  readonly to: Target;
};

/**
 * Synapses from all of `from` to all of `to`: `n.cells` is their own current, `n.cells.ampa` their
 * receptor of that name. Spikes cannot be sent to sources.
 * @throws RobotError NAME_UNKNOWN where there is no `to`, which does not compile.
 */
export function connect<const M extends string = never>(
  from: Slice,
  to: Handle<CellKindName> | PortHandle,
  options: Omit<ProjectionInput<M>, 'from' | 'to'>,
): ProjectionInput<M> {
  if (to === undefined) throw noEnd();
  return { from: plainSlice(from), to: plainTarget(to), ...options };
}

/** Without a compiler a misspelt receptor is no member of a handle. */
function noEnd(): RobotError {
  return new RobotError({
    code: 'NAME_UNKNOWN',
    path: 'connect › to',
    got: 'undefined',
    allowed: 'a population of cells, or a receptor or dendrite of one',
    remedy: 'name a receptor that the population has, as in n.cells.ampa',
  });
}

/** An end by name means the whole population; of an unknown one, nothing. */
export function wholeSlice<S extends Target>(
  end: string | S,
  counts: ReadonlyMap<string, number>,
): S | Slice {
  if (typeof end !== 'string') return end;
  return { population: end, first: 0, count: counts.get(end) ?? 0 };
}

/** How the core holds each parameter that may be drawn. */
export function synapseQuantities(tick_ms: number): {
  readonly [P in 'weight_mv' | 'delay_ms']: Quantity;
} {
  return {
    weight_mv: fixed('q7_24', 'mV'),
    delay_ms: duration(tick_ms, 1, limits.delay_ticks_max, 'DELAY_OUT_OF_RANGE'),
  };
}
