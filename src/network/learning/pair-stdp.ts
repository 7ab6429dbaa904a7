/** Pair STDP: spikes after arrivals make eligible, arrivals after spikes take it back. */
import { z } from 'zod';
import { common, learningKind, pairing, type RuleInput, type RuleOptions } from './learning.js';

export const pairStdpSchema = z
  .strictObject({
    kind: z.literal('pairStdp'),
    ...common,
    a_plus_mv: z.number().describe('Eligibility gained when a spike follows an arrival.'),
    a_minus_mv: z.number().describe('Eligibility lost when an arrival follows a spike.'),
    tau_plus_ms: z.number().nonnegative().describe('Window of arrivals before a spike.'),
    tau_minus_ms: z.number().nonnegative().describe('Window of spikes before an arrival.'),
    pairing,
  })
  .describe('Spike-timing dependence of pairs, gated by a modulator (Izhikevich 2007).');

export type PairStdpSpec = z.output<typeof pairStdpSchema>;

/**
 * Spike-timing dependence of pairs: an arrival and a spike after it add
 * a_plus_mv * exp(-delay / tau_plus_ms) to the eligibility, a spike and an arrival after it take
 * a_minus_mv * exp(-delay / tau_minus_ms). Izhikevich, Cerebral Cortex 17:2443, 2007.
 */
export function pairStdp<const M extends string>(
  options: RuleOptions<typeof pairStdpSchema, M>,
): RuleInput<typeof pairStdpSchema, M> {
  return { kind: 'pairStdp', ...options };
}

export const pairStdpRule = learningKind<typeof pairStdpSchema>({
  schema: pairStdpSchema,
  core: ({ a_plus_mv, a_minus_mv, pairing }) => ({
    outcome: 'pairs',
    before: 'tau_plus_ms',
    a_plus_mv,
    depression: { a_minus_mv },
    nearest: pairing === 'nearest',
  }),
});
