/** Error-driven: what has arrived is credited with a signed error; targets need not spike. */
import { z } from 'zod';
import { common, learningKind, type RuleInput, type RuleOptions, tau_pre_ms } from './learning.js';

export const errorDrivenSchema = z
  .strictObject({ kind: z.literal('errorDriven'), ...common, tau_pre_ms })
  .describe('The prescribed error sensitivity: error * trace of arrivals (MacNeil 2011).');

export type ErrorDrivenSpec = z.output<typeof errorDrivenSchema>;

/**
 * The prescribed error sensitivity (PES): dw/dt = rate_per_s * (level - reference) * x, where x is
 * the trace of arrivals and the level an error with its sign, what is wanted less what is there,
 * set by `setTonic`, `release` or a reward. It is supervised: an error is told, not found by
 * trying. With tau_eligibility_ms above 0 an error that comes later still meets its arrivals.
 * MacNeil and Eliasmith, PLoS ONE 6:e22885, 2011.
 */
export function errorDriven<const M extends string>(
  options: RuleOptions<typeof errorDrivenSchema, M>,
): RuleInput<typeof errorDrivenSchema, M> {
  return { kind: 'errorDriven', ...options };
}

export const errorDrivenRule = learningKind<typeof errorDrivenSchema>({
  schema: errorDrivenSchema,
  core: () => ({ outcome: 'always', before: 'tau_pre_ms', a_plus_mv: 1 }),
});
