/** Policy gradient: what a neuron did beyond what was to be expected makes eligible. */
import { z } from 'zod';
import { common, learningKind, type RuleInput, type RuleOptions, tau_pre_ms } from './learning.js';

export const policyGradientSchema = z
  .strictObject({ kind: z.literal('policyGradient'), ...common, tau_pre_ms })
  .describe('Eligibility gains (spike - chance of a spike) * trace of arrivals, every tick.');

export type PolicyGradientSpec = z.output<typeof policyGradientSchema>;

/**
 * The gradient of the log-likelihood of what the neuron did: each tick adds
 * (S - p) * x, where S is 1 if the neuron spiked, p the chance of it, and x the trace of arrivals.
 * For neurons with escape noise. Williams, Machine Learning 8:229, 1992.
 */
export function policyGradient<const M extends string>(
  options: RuleOptions<typeof policyGradientSchema, M>,
): RuleInput<typeof policyGradientSchema, M> {
  return { kind: 'policyGradient', ...options };
}

export const policyGradientRule = learningKind<typeof policyGradientSchema>({
  schema: policyGradientSchema,
  core: () => ({ outcome: 'residual', before: 'tau_pre_ms', a_plus_mv: 1 }),
});
