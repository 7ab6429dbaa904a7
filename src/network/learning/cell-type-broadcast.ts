/** Cell-type broadcast: each type of cell is told what its own and other types contribute. */
import { z } from 'zod';
import { common, learningKind, type RuleInput, type RuleOptions, tau_pre_ms } from './learning.js';

export const cellTypeBroadcastSchema = z
  .strictObject({ kind: z.literal('cellTypeBroadcast'), ...common, tau_pre_ms })
  .describe('Eligibility gains slope * trace of arrivals, for signals told to a type (Liu 2021).');

export type CellTypeBroadcastSpec = z.output<typeof cellTypeBroadcastSchema>;

/**
 * Multidigraph learning (MDGL): eligibility gains h * x in each tick, where x is the trace of
 * arrivals and h = 4 p (1 - p) how much more input would change the chance p of a spike. The level
 * is what the cells' type is told: the error it makes itself, and what `released_by` with `graded`
 * sums over other types, each times the weight between the types. For neurons with escape noise.
 * Liu, Smith, Mihalas, Shea-Brown and Sümbül, PNAS 118:e2111821118, 2021.
 */
export function cellTypeBroadcast<const M extends string>(
  options: RuleOptions<typeof cellTypeBroadcastSchema, M>,
): RuleInput<typeof cellTypeBroadcastSchema, M> {
  return { kind: 'cellTypeBroadcast', ...options };
}

export const cellTypeBroadcastRule = learningKind<typeof cellTypeBroadcastSchema>({
  schema: cellTypeBroadcastSchema,
  core: () => ({ outcome: { kind: 'slope' }, before: 'tau_pre_ms', a_plus_mv: 1 }),
});
