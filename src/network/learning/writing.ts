/** How weights are written: rounded, held in bounds, and within a budget. Any rule may have it. */
import { z } from 'zod';
import { fixed, type Quantity } from '../quantise.js';
import { consolidateSchema } from './consolidate.js';

const budgetSchema = z
  .strictObject({
    per_minute_mv: z
      .number()
      .nonnegative()
      .optional()
      .describe('What no weight differs by between two moments of a minute. Default: no end.'),
    in_all_mv: z
      .number()
      .nonnegative()
      .optional()
      .describe('How far a weight comes from where it started. Default: no end.'),
  })
  .describe('How far weights may move.');

export const writing = {
  rounding: z
    .enum(['nearest', 'stochastic'])
    .default('nearest')
    .describe('How a change that is no whole step of 2^-24 mV is rounded. Default nearest.'),
  bounding: z
    .enum(['hard', 'soft'])
    .default('hard')
    .describe('Whether changes shrink towards the ends of bounds_mv. Default hard: they do not.'),
  budget: budgetSchema.optional().describe('How far weights may move. Default: anywhere.'),
  consolidate: consolidateSchema
    .optional()
    .describe('Two components, of which one fades. Default: one, which stays.'),
};

export type Writing = z.output<z.ZodObject<typeof writing>>;

/** Whether the core writes the weights of a rule one by one; then it settles no batches of it. */
export function isCareful({ rounding, bounding, budget, consolidate }: Writing): boolean {
  const limited = budget?.per_minute_mv !== undefined || budget?.in_all_mv !== undefined;
  return rounding === 'stochastic' || bounding === 'soft' || limited || consolidate !== undefined;
}

/** Two moments of a minute lie in 7 of the core's periods of 10 s, and are 8 of this apart. */
const PERIODS = 8;

/** In place of a budget, for none. */
const NO_BUDGET = 2 ** 31 - 1;

export function budgetQuantities(): { readonly [P in 'per_minute_mv' | 'in_all_mv']: Quantity } {
  return { per_minute_mv: cut(1 / PERIODS), in_all_mv: cut(1) };
}

/** Cut, not rounded, so that a budget is never passed. */
function cut(factor: number): Quantity {
  const quantity = fixed('q7_24', 'mV', factor);
  return { ...quantity, raw: (value) => Math.floor(value * factor * 2 ** 24) };
}

/** What the core is told of a budget. */
export function budgetOf({ budget }: Writing): {
  readonly in_all: number;
  readonly period: number;
} {
  const { per_minute_mv, in_all_mv } = budgetQuantities();
  return {
    in_all: budget?.in_all_mv === undefined ? NO_BUDGET : in_all_mv.raw(budget.in_all_mv),
    period:
      budget?.per_minute_mv === undefined ? NO_BUDGET : per_minute_mv.raw(budget.per_minute_mv),
  };
}
