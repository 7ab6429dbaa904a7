/** Triplet STDP: pairs count the more, the more the target has just fired. */
import { z } from 'zod';
import { common, learningKind, pairing, type RuleInput, type RuleOptions } from './learning.js';

const positive = z.number().nonnegative();

export const tripletStdpSchema = z
  .strictObject({
    kind: z.literal('tripletStdp'),
    ...common,
    a2_plus_mv: positive.default(0).describe('Gained by an arrival and a spike. Default 0.'),
    a3_plus_mv: positive.describe('Gained on top for each earlier spike, as far as remembered.'),
    a2_minus_mv: z.number().describe('Lost by a spike and an arrival after it.'),
    a3_minus_mv: z
      .number()
      .default(0)
      .describe('Lost on top for each earlier arrival, as far as remembered. Default 0.'),
    tau_plus_ms: positive.describe('Window of arrivals before a spike.'),
    tau_minus_ms: positive.describe('Window of spikes before an arrival.'),
    tau_x_ms: positive.default(100).describe('How long earlier arrivals count. Default 100.'),
    tau_y_ms: positive.describe('How long earlier spikes count.'),
    pairing,
  })
  .describe('Spike-timing dependence of triplets (Pfister and Gerstner 2006).');

export type TripletStdpSpec = z.output<typeof tripletStdpSchema>;

/** The core holds the trace of earlier spikes up to this. */
export const TRIPLET_TRACE_MAX = 16;

/**
 * Spike-timing dependence of triplets. At a spike the eligibility gains
 * r1 * (a2_plus_mv + a3_plus_mv * o2), at an arrival it loses
 * o1 * (a2_minus_mv + a3_minus_mv * r2); r1 and r2 are traces of arrivals (tau_plus_ms, tau_x_ms),
 * o1 and o2 of spikes (tau_minus_ms, tau_y_ms), r2 and o2 as they were before, o2 at most 16.
 * Pfister and Gerstner, Journal of Neuroscience 26:9673, 2006, equations 3 and 4.
 */
export function tripletStdp<const M extends string>(
  options: RuleOptions<typeof tripletStdpSchema, M>,
): RuleInput<typeof tripletStdpSchema, M> {
  return { kind: 'tripletStdp', ...options };
}

/**
 * Numbers fitted to experiments, all-to-all, without a3_minus (the same source, table 4). They are
 * changes of a relative weight of 1 each, so a weight of w mV wants them times w.
 */
export const tripletFits = {
  /** Pairs at 0.1 to 50 Hz in visual cortex (Sjöström et al. 2001). */
  visualCortex: {
    a2_plus_mv: 0,
    a3_plus_mv: 6.5e-3,
    a2_minus_mv: 7.1e-3,
    tau_plus_ms: 16.8,
    tau_minus_ms: 33.7,
    tau_y_ms: 114,
  },
  /** Pairs, triplets and quadruplets in cultures of hippocampus (Wang et al. 2005). */
  hippocampus: {
    a2_plus_mv: 5.3e-3,
    a3_plus_mv: 8e-3,
    a2_minus_mv: 3.5e-3,
    tau_plus_ms: 16.8,
    tau_minus_ms: 33.7,
    tau_y_ms: 40,
  },
} as const;

export const tripletStdpRule = learningKind<typeof tripletStdpSchema>({
  schema: tripletStdpSchema,
  core: ({ a2_plus_mv, a3_plus_mv, a2_minus_mv, a3_minus_mv, tau_y_ms, pairing }) => {
    const a_plus_mv = a2_plus_mv + TRIPLET_TRACE_MAX * a3_plus_mv;
    return {
      outcome: {
        kind: 'triplet',
        tau_ms: tau_y_ms,
        share: a_plus_mv === 0 ? 0 : a2_plus_mv / a_plus_mv,
      },
      before: 'tau_plus_ms',
      a_plus_mv,
      depression: { a_minus_mv: a2_minus_mv, a_slow_mv: a3_minus_mv },
      nearest: pairing === 'nearest',
    };
  },
});
