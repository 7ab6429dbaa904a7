/**
 * A rule of learning: what may be said of it, and what the core is told. Each is one file beside
 * this one and one row in ../plasticity.ts. What all have in common is there as well: a modulator's
 * level above its reference turns eligibility into weight,
 * dw/dt = rate_per_s * (level - reference) * eligibility.
 */
import { z } from 'zod';
import { writing } from './writing.js';

export const common = {
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
  ...writing,
};

export const tau_pre_ms = z.number().nonnegative().describe('How long an arrival is remembered.');

export const pairing = z
  .enum(['all', 'nearest'])
  .default('all')
  .describe('Whether every earlier spike counts, or only the last. Default all.');

/** What a rule makes of what its targets do: a kind of native/core/outcome.h and its numbers. */
export interface Outcome {
  readonly kind: 'spike' | 'triplet' | 'burst' | 'slope';
  /** How long its slow traces last. Default 0. */
  readonly tau_ms?: number;
  /** From 0 to 1. Default 0. */
  readonly share?: number;
  /** The longest interval within a burst. Default 0. */
  readonly burst_ms?: number;
}

/** A rule as the core has it. */
export interface CoreRule {
  /** `pairs` is settled in batches; `residual` is S - p, `always` 1. */
  readonly outcome: 'pairs' | 'residual' | 'always' | Outcome;
  /** The parameter that says how long an arrival is remembered. */
  readonly before: 'tau_pre_ms' | 'tau_plus_ms';
  /** Eligibility that an outcome of 1 adds right at an arrival, in mV. */
  readonly a_plus_mv: number;
  /** What an arrival takes for each spike of the target that is remembered; none without. */
  readonly depression?: {
    readonly a_minus_mv: number;
    /** What it takes more for each earlier arrival that is remembered for tau_x_ms. */
    readonly a_slow_mv?: number;
  };
  readonly nearest?: boolean;
}

export interface LearningKind<S extends z.ZodObject = z.ZodObject> {
  readonly schema: S;
  readonly core: (spec: z.output<S>) => CoreRule;
}

/** The same rule, where weights are written one by one and not in batches. */
export function oneByOne(rule: CoreRule): CoreRule {
  return rule.outcome === 'pairs' ? { ...rule, outcome: { kind: 'spike' } } : rule;
}

/** A rule for the table of rules, where each is handled alike. */
export function learningKind<S extends z.ZodObject>(kind: LearningKind<S>): LearningKind {
  return kind as unknown as LearningKind;
}

/** What a function that describes a rule takes; `M` is the name of its modulator. */
export type RuleOptions<S extends z.ZodObject, M extends string> = Omit<
  z.input<S>,
  'kind' | 'modulator'
> & { readonly modulator: M };

/** A rule as such a function gives it. */
export type RuleInput<S extends z.ZodObject, M extends string> = z.input<S> & {
  readonly modulator: M;
};
