/**
 * Plasticity: the rules by which synapses learn. Spikes mark a synapse as eligible; a modulator's
 * level above its reference then turns eligibility into weight:
 * dw/dt = rate_per_s * (level - reference) * eligibility.
 */
import { z } from 'zod';
import { fixed, type Quantity, timeConstant } from './quantise.js';

const common = {
  modulator: z.string().min(1).describe('The modulator that decides.'),
  tau_eligibility_ms: z.number().nonnegative().describe('How long eligibility lasts.'),
  rate_per_s: z.number().nonnegative().describe('Weight per second, level and eligibility.'),
  reference: z
    .number()
    .optional()
    .describe("Level at which nothing is learned. Default: the modulator's tonic level."),
  bounds_mv: z
    .tuple([z.number(), z.number()])
    .readonly()
    .describe('Smallest and largest weight, in mV.'),
};

export const pairStdpSchema = z
  .strictObject({
    kind: z.literal('pairStdp'),
    ...common,
    a_plus_mv: z.number().describe('Eligibility gained when a spike follows an arrival.'),
    a_minus_mv: z.number().describe('Eligibility lost when an arrival follows a spike.'),
    tau_plus_ms: z.number().nonnegative().describe('Window of arrivals before a spike.'),
    tau_minus_ms: z.number().nonnegative().describe('Window of spikes before an arrival.'),
    pairing: z
      .enum(['all', 'nearest'])
      .default('all')
      .describe('Whether every earlier arrival counts, or only the last. Default all.'),
  })
  .describe('Spike-timing dependence of pairs, gated by a modulator (Izhikevich 2007).');

export const policyGradientSchema = z
  .strictObject({
    kind: z.literal('policyGradient'),
    ...common,
    tau_pre_ms: z.number().nonnegative().describe('How long an arrival is remembered.'),
  })
  .describe('Eligibility gains (spike - chance of a spike) * trace of arrivals, every tick.');

export const plasticitySchema = z.discriminatedUnion('kind', [
  pairStdpSchema,
  policyGradientSchema,
]);

export type PairStdpSpec = z.output<typeof pairStdpSchema>;
export type PolicyGradientSpec = z.output<typeof policyGradientSchema>;
export type PlasticitySpec = z.output<typeof plasticitySchema>;

/** A rule as it may be written; `M` is the name of its modulator, known to the compiler. */
export type PlasticityInput<M extends string = string> = z.input<typeof plasticitySchema> & {
  readonly modulator: M;
};

type Options<K extends PlasticitySpec['kind'], M extends string> = Omit<
  Extract<z.input<typeof plasticitySchema>, { kind: K }>,
  'kind' | 'modulator'
> & { readonly modulator: M };

/**
 * Spike-timing dependence of pairs: an arrival and a spike after it add
 * a_plus_mv * exp(-delay / tau_plus_ms) to the eligibility, a spike and an arrival after it take
 * a_minus_mv * exp(-delay / tau_minus_ms). Izhikevich, Cerebral Cortex 17:2443, 2007.
 */
export function pairStdp<const M extends string>(
  options: Options<'pairStdp', M>,
): PlasticityInput<M> {
  return { kind: 'pairStdp', ...options };
}

/**
 * The gradient of the log-likelihood of what the neuron did: each tick adds
 * (S - p) * x, where S is 1 if the neuron spiked, p the chance of it, and x the trace of arrivals.
 * For neurons with escape noise. Williams, Machine Learning 8:229, 1992.
 */
export function policyGradient<const M extends string>(
  options: Options<'policyGradient', M>,
): PlasticityInput<M> {
  return { kind: 'policyGradient', ...options };
}

/** The core's epochs of prefix sums reach as far as an eligibility of this many ticks. */
const TAU_ELIGIBILITY_MAX_TICKS = 94000;

/** The core forgets an arrival after 1023 ticks; of a trace this long, 1 % is left by then. */
const TAU_PRE_MAX_TICKS = 222;

/** How the core holds each parameter that is one number; the rate is a mantissa and a shift. */
export function plasticityQuantities(tick_ms: number): { readonly [name: string]: Quantity } {
  const weight = fixed('q7_24', 'mV');
  const before = timeConstant(tick_ms, { zero: true, max_ticks: TAU_PRE_MAX_TICKS });
  return {
    tau_eligibility_ms: timeConstant(tick_ms, { zero: true, max_ticks: TAU_ELIGIBILITY_MAX_TICKS }),
    tau_pre_ms: before,
    tau_plus_ms: before,
    tau_minus_ms: timeConstant(tick_ms, { zero: true }),
    a_plus_mv: weight,
    a_minus_mv: weight,
    reference: fixed('q3_28', ''),
  };
}
