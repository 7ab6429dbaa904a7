/** Plasticity: the rules by which synapses learn, and how the core holds their numbers. */
import { z } from 'zod';
import { limits } from './fields.gen.js';
import { burstDependentRule, burstDependentSchema } from './learning/burst-dependent.js';
import { cellTypeBroadcastRule, cellTypeBroadcastSchema } from './learning/cell-type-broadcast.js';
import { errorDrivenRule, errorDrivenSchema } from './learning/error-driven.js';
import { type CoreRule, type LearningKind, oneByOne } from './learning/learning.js';
import { pairStdpRule, pairStdpSchema } from './learning/pair-stdp.js';
import { policyGradientRule, policyGradientSchema } from './learning/policy-gradient.js';
import { tripletStdpRule, tripletStdpSchema } from './learning/triplet-stdp.js';
import { isCareful } from './learning/writing.js';
import { duration, fixed, type Quantity, timeConstant } from './quantise.js';

export const plasticitySchema = z.discriminatedUnion('kind', [
  pairStdpSchema,
  policyGradientSchema,
  tripletStdpSchema,
  burstDependentSchema,
  errorDrivenSchema,
  cellTypeBroadcastSchema,
]);

export type PlasticitySpec = z.output<typeof plasticitySchema>;

/** Every rule, by the word that a description says. */
const learningKinds = {
  pairStdp: pairStdpRule,
  policyGradient: policyGradientRule,
  tripletStdp: tripletStdpRule,
  burstDependent: burstDependentRule,
  errorDriven: errorDrivenRule,
  cellTypeBroadcast: cellTypeBroadcastRule,
} as const satisfies { readonly [K in PlasticitySpec['kind']]: LearningKind };

/** A rule as it may be written; `M` is the name of its modulator, known to the compiler. */
export type PlasticityInput<M extends string = string> = z.input<typeof plasticitySchema> & {
  readonly modulator: M;
};

export function coreRuleOf(learn: PlasticitySpec): CoreRule {
  const rule = learningKinds[learn.kind].core(learn);
  return isCareful(learn) ? oneByOne(rule) : rule;
}

/** The core's epochs of prefix sums reach as far as an eligibility of this many ticks. */
const TAU_ELIGIBILITY_MAX_TICKS = 94000;

/** The core forgets an arrival after 1023 ticks; of a trace this long, 1 % is left by then. */
const TAU_PRE_MAX_TICKS = 222;

/** How the core holds each parameter that is one number; the rate is a mantissa and a shift. */
export function plasticityQuantities(tick_ms: number): { readonly [name: string]: Quantity } {
  const weight = fixed('q7_24', 'mV');
  const before = timeConstant(tick_ms, { zero: true, max_ticks: TAU_PRE_MAX_TICKS });
  const any = timeConstant(tick_ms, { zero: true });
  return {
    tau_eligibility_ms: timeConstant(tick_ms, { zero: true, max_ticks: TAU_ELIGIBILITY_MAX_TICKS }),
    tau_pre_ms: before,
    tau_plus_ms: before,
    tau_minus_ms: any,
    tau_x_ms: any,
    tau_y_ms: any,
    tau_average_ms: any,
    burst_ms: {
      ...duration(tick_ms, 1, limits.window_ticks_max, 'NUMBER_NOT_HELD'),
      format: 'u32',
    },
    a_plus_mv: weight,
    a_minus_mv: weight,
    a_mv: weight,
    a2_plus_mv: weight,
    // the core adds up to sixteen of them
    a3_plus_mv: fixed('q7_24', 'mV', 16),
    a2_minus_mv: weight,
    a3_minus_mv: weight,
    reference: fixed('q3_28', ''),
  };
}
