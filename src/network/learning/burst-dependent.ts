/** Burst-dependent plasticity: bursts strengthen, single spikes weaken, as often as is usual. */
import { z } from 'zod';
import { common, learningKind, type RuleInput, type RuleOptions, tau_pre_ms } from './learning.js';

export const burstDependentSchema = z
  .strictObject({
    kind: z.literal('burstDependent'),
    ...common,
    tau_pre_ms,
    a_mv: z.number().default(1).describe('Eligibility that a burst gains. Default 1.'),
    burst_ms: z
      .number()
      .positive()
      .default(16)
      .describe('A spike so soon after another makes a burst. Default 16.'),
    tau_average_ms: z
      .number()
      .positive()
      .default(5000)
      .describe('Over how long the share of bursts is averaged. Default 5000.'),
    share: z
      .number()
      .min(0)
      .max(1)
      .default(0.5)
      .describe('Share of bursts among events before there were any. Default 0.5.'),
  })
  .describe('Plasticity by bursts, which dendrites make (Payeur et al. 2021).');

export type BurstDependentSpec = z.output<typeof burstDependentSchema>;

/**
 * Plasticity by bursts. An event is a spike with none in burst_ms before it, a burst an event whose
 * spike has another within burst_ms. An event loses a_mv * P * x, and gains a_mv * x when it
 * becomes a burst, with x the trace of arrivals and P the burst share of past events: what follows
 * an arrival by more bursts than usual is strengthened. Payeur, Guerguiev, Zenke, Richards, Naud,
 * Nature Neuroscience 24:1010, 2021.
 */
export function burstDependent<const M extends string>(
  options: RuleOptions<typeof burstDependentSchema, M>,
): RuleInput<typeof burstDependentSchema, M> {
  return { kind: 'burstDependent', ...options };
}

export const burstDependentRule = learningKind<typeof burstDependentSchema>({
  schema: burstDependentSchema,
  core: ({ a_mv, burst_ms, tau_average_ms, share }) => ({
    outcome: { kind: 'burst', tau_ms: tau_average_ms, share, burst_ms },
    before: 'tau_pre_ms',
    a_plus_mv: a_mv,
  }),
});
