/**
 * Modulation: what a cell type makes of a modulator, as data: which share of its receptors a level
 * occupies, and what they do when all are occupied. A part of them does a part of it.
 */
import { z } from 'zod';
import { exactExp, exactLog } from '../exact.js';
import { nameSchema } from '../schema.js';
import { type Distribution, distributionSchema } from './distribution.js';

export const changeSchema = z
  .strictObject({
    times: distributionSchema.optional().describe('Multiplies it.'),
    plus: distributionSchema.optional().describe('Adds to it, in its unit.'),
    to: distributionSchema.optional().describe('What it becomes, in its unit.'),
  })
  .describe('What a number becomes where all receptors are occupied; in between, on a line.');

export type Change = z.output<typeof changeSchema>;

const factorSchema = z.strictObject({ times: z.number().min(-8).max(8) });

const occupancySchema = z
  .strictObject({
    half: z.number().positive().describe('Level above `from` that occupies half of them.'),
    hill: z.number().min(0.5).max(8).default(1).describe('Steepness, the Hill coefficient.'),
    from: z.number().default(0).describe('Level at which none is occupied. Default 0.'),
  })
  .describe('x^hill / (x^hill + half^hill), x the level less `from`. Default: the level, 0 to 1.');

export type OccupancySpec = z.output<typeof occupancySchema>;

const synapsesSchema = z
  .strictObject({
    above: z
      .number()
      .min(-7)
      .max(7)
      .optional()
      .describe('What a level above the reference of a rule is worth; below 0 it unlearns.'),
    below: z.number().min(-7).max(7).optional().describe('The same of a level below it.'),
    rate: factorSchema
      .optional()
      .describe('Multiplies what every rule of its synapses learns: 0 freezes them.'),
    learn: z
      .record(z.string(), factorSchema)
      .optional()
      .describe("Multiplies a rule's windows, sizes or times as far as the tonic level occupies."),
  })
  .describe('What it does to the plastic synapses that end on the cells.');

export type SynapsesModulation = z.output<typeof synapsesSchema>;

export const modulationSchema = z
  .strictObject({
    occupancy: occupancySchema.optional(),
    cell: z.record(z.string(), changeSchema).optional().describe('Parameters of the cells.'),
    dendrites: z
      .record(nameSchema, z.record(z.string(), changeSchema))
      .optional()
      .describe('Parameters of their dendrites, by name.'),
    receptors: z
      .record(nameSchema, factorSchema)
      .optional()
      .describe("What arrives at receptors, by name; 'current' is the current of the cells."),
    synapses: synapsesSchema.optional(),
    source: z.string().optional().describe('The paper, or "Modelling choice" and why.'),
  })
  .describe('What cells make of a modulator.');

export type ModulationSpec = z.output<typeof modulationSchema>;
export type ModulationInput = z.input<typeof modulationSchema>;

const USUAL = ['dopamine', 'acetylcholine', 'noradrenaline', 'serotonin'];

/** Whether cell types may have receptors for it although a robot has no such modulator. */
export function isUsual(modulator: string): boolean {
  return USUAL.includes(modulator);
}

/** What the cells of every kind may say of modulators. */
export const modulated = {
  region: nameSchema.optional().describe('Where they are, for modulators that have regions.'),
  modulation: z
    .record(nameSchema, modulationSchema)
    .optional()
    .describe('What they make of modulators, by name.'),
};

/** The share of receptors that a level occupies. */
export function occupancyAt(spec: OccupancySpec | undefined, level: number): number {
  if (!spec) return Math.min(1, Math.max(0, level));
  const x = level - spec.from;
  if (x <= 0) return 0;
  return 1 / (1 + exactExp(spec.hill * (exactLog(spec.half) - exactLog(x))));
}

/** How a number changes: the one way that was said, and by how much. */
export function wayOf(change: Change): readonly [keyof Change, Distribution] {
  return Object.entries(change)[0] as [keyof Change, Distribution];
}

/** A number where a share of the receptors is occupied. */
export function changed(
  value: number,
  way: keyof Change,
  amount: number,
  occupancy: number,
): number {
  if (way === 'times') return value * (1 + (amount - 1) * occupancy);
  if (way === 'plus') return value + amount * occupancy;
  return value + (amount - value) * occupancy;
}
