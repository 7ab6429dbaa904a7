/**
 * Modulators: concentrations, such as dopamine, that move cells and decide what synapses learn. One
 * that has regions has a level in each of them, and what is released in one flows to others.
 */
import { z } from 'zod';
import { exactExp, exactLog } from '../exact.js';
import { nameSchema } from '../schema.js';
import { fixed, type Quantity, timeConstant, within } from './quantise.js';

const regionSchema = z.strictObject({
  tonic: z.number().optional().describe("Level without any release. Default: the modulator's."),
});

const flowSchema = z
  .strictObject({
    between: z.tuple([z.string(), z.string()]).readonly().describe('Two of its regions.'),
    tau_ms: z.number().positive().describe('How long a difference between the two lasts.'),
  })
  .describe('What flows from the region with more to that with less; none is lost on the way.');

const gradedSchema = z
  .strictObject({
    by: z.string().min(1).describe('A modulator, such as an error.'),
    reference: z
      .number()
      .optional()
      .describe('What its level is more or less than. Default: its tonic level.'),
  })
  .describe(
    'Not spikes release, but how much more input would change them (4 p (1 - p), summed over the ' +
      'population), times the level of another modulator. Default: spikes.',
  );

const releaserSchema = z
  .strictObject({
    population: z.string().min(1).describe('Whose spikes release it.'),
    amount: z.number().describe('Level that one spike adds.'),
    region: z.string().optional().describe('Where. Default: in every region.'),
    graded: gradedSchema.optional(),
  })
  .describe('Neurons that release it, such as those of the substantia nigra.');

export const modulatorSchema = z
  .strictObject({
    tau_ms: z
      .number()
      .nonnegative()
      .describe('How long a release lasts until it is taken up; 0: one tick.'),
    tonic: z.number().default(0).describe('Level without any release. Default 0.'),
    min: z.number().describe('Lowest level.'),
    max: z.number().describe('Highest level.'),
    regions: z
      .record(nameSchema, regionSchema)
      .optional()
      .describe('Where it has levels of their own. Default: one level everywhere.'),
    flows: z.array(flowSchema).optional().describe('Between regions. Default: none.'),
    released_by: z.array(releaserSchema).optional().describe('Neurons. Default: none.'),
  })
  .describe('A concentration: tonic level plus what was released, fading with tau_ms.');

export type ReleaserSpec = z.output<typeof releaserSchema>;
export type ModulatorSpec = z.output<typeof modulatorSchema>;
export type ModulatorOptions = z.input<typeof modulatorSchema>;

/** How the core holds each parameter. */
export function modulatorQuantities(tick_ms: number): {
  readonly [P in 'tau_ms' | 'tonic' | 'min' | 'max']: Quantity;
} {
  const level = levelQuantity();
  return { tau_ms: timeConstant(tick_ms, { zero: true }), tonic: level, min: level, max: level };
}

export function levelQuantity(): Quantity {
  return fixed('q3_28', '');
}

/**
 * The share of a difference that flows in a tick, so that what is left of it after tau_ms is 1/e:
 * both sides move, hence the half.
 */
export function flowQuantity(tick_ms: number): Quantity {
  const half = 2 ** 30;
  return {
    ...within('exchange_share', 'ms', { above: 0 }),
    format: 'q0_31',
    raw: (tau_ms) => Math.round((1 - exactExp(-tick_ms / tau_ms)) * half),
    value: (raw) => (raw === half ? 0 : -tick_ms / exactLog(1 - raw / half)),
  };
}

/** A modulator in one region, or everywhere: one level of the core. */
export interface Concentration {
  readonly modulator: string;
  readonly region: string | undefined;
  readonly spec: ModulatorSpec;
  readonly tonic: number;
}

/** Every level of a network, in the order of `release` and `level`. */
export function concentrationsOf(modulators: {
  readonly [name: string]: ModulatorSpec;
}): Concentration[] {
  return Object.entries(modulators).flatMap(([modulator, spec]): Concentration[] => {
    const { regions } = spec;
    if (!regions) return [{ modulator, region: undefined, spec, tonic: spec.tonic }];
    return Object.entries(regions).map(([region, own]) => {
      return { modulator, region, spec, tonic: own.tonic ?? spec.tonic };
    });
  });
}

/** "dopamine", or "dopamine@striatum" for one with regions. */
export function labelOf({ modulator, region }: Concentration): string {
  return region === undefined ? modulator : `${modulator}@${region}`;
}

/** Where the level is that a population in a region feels; undefined if there is none. */
export function levelIn(
  all: readonly Concentration[],
  modulator: string,
  region: string | undefined,
): number | undefined {
  const found = all.findIndex((one) => {
    return one.modulator === modulator && (one.region ?? region) === region;
  });
  return found < 0 ? undefined : found;
}
