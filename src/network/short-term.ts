/**
 * Short-term plasticity: synapses that tire or strengthen from spike to spike, after Tsodyks and
 * Markram, PNAS 94:719, 1997, with facilitation as in Markram, Wang and Tsodyks, PNAS 95:5323,
 * 1998. A spike uses a share u of what is there, x, and delivers weight u x.
 */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import type { NetworkSpec } from './check.js';
import { checkQuantities } from './check-numbers.js';
import type { Draft } from './draft.js';
import type { ModelArrays } from './fields.gen.js';
import { fixed, type Quantity, timeConstant } from './quantise.js';

/** A lane without short-term plasticity, as the core calls it. */
export const NO_SHORT_TERM = 0xffffffff;

/** Longer ones leave more than half after the 65,536 ticks whose powers are looked up. */
const TICKS_PER_TAU_MAX = 94000;

export const shortTermSchema = z
  .strictObject({
    u: z
      .number()
      .positive()
      .max(1)
      .describe('What a spike uses of what is there, without facilitation: above 0, up to 1.'),
    tau_rec_ms: z
      .number()
      .nonnegative()
      .describe('How long what was used takes to come back, in ms; 0: at once.'),
    tau_facil_ms: z
      .number()
      .nonnegative()
      .default(0)
      .describe('How long a spike raises the use of later ones, in ms. Default 0: not at all.'),
  })
  .meta({
    id: 'shortTerm',
    description:
      'Synapses that tire or strengthen: a spike delivers weight u x, the first one weight u.',
  });

export type ShortTermSpec = z.output<typeof shortTermSchema>;
export type ShortTermInput = z.input<typeof shortTermSchema>;

/** How the core holds each parameter. */
export function shortTermQuantities(tick_ms: number): {
  readonly [P in keyof ShortTermSpec]: Quantity;
} {
  const share = fixed('q0_31', '');
  const tau = timeConstant(tick_ms, { zero: true, max_ticks: TICKS_PER_TAU_MAX });
  const raw = (value: number) => Math.min(2 ** 31 - 1, share.raw(value));
  // the schema lets nothing below 0 or above 1 through; 1 is held as the last step below it
  const u: Quantity = { ...share, raw, refuses: () => undefined };
  return { u, tau_rec_ms: tau, tau_facil_ms: tau };
}

export function checkShortTerm(
  short_term: Partly<ShortTermSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  checkQuantities(shortTermQuantities(tick_ms), short_term, path, problems);
}

export interface ShortTerms {
  /** Each that is used, once, with the path of the first projection that uses it. */
  readonly list: readonly { readonly spec: ShortTermSpec; readonly path: string }[];
  /** For each projection its own; undefined where every spike delivers the weight. */
  readonly of: readonly (number | undefined)[];
}

/** `paths` are those of the projections. */
export function shortTermsOf({ synapses }: NetworkSpec, paths: readonly string[]): ShortTerms {
  const list: { spec: ShortTermSpec; path: string }[] = [];
  const keys: string[] = [];
  const of = synapses.map(({ short_term }, index) => {
    if (!short_term) return undefined;
    const key = JSON.stringify([short_term.u, short_term.tau_rec_ms, short_term.tau_facil_ms]);
    if (!keys.includes(key)) {
      keys.push(key);
      list.push({ spec: short_term, path: `${paths[index]} › short_term` });
    }
    return keys.indexOf(key);
  });
  return { list, of };
}

/** Fills the arrays of short-term plasticities and reports what each number became. */
export function writeShortTerms(draft: Draft, { list }: ShortTerms, arrays: ModelArrays): void {
  const quantities = shortTermQuantities(draft.network.tick_ms);
  list.forEach(({ spec, path }, index) => {
    const write = (parameter: keyof ShortTermSpec, into: Int32Array) => {
      const values = Float64Array.of(spec[parameter]);
      draft.hold(values, quantities[parameter], `${path} › ${parameter}`, into, index);
    };
    write('u', arrays.short_use);
    write('tau_rec_ms', arrays.short_keep_depletion);
    write('tau_facil_ms', arrays.short_keep_facilitation);
  });
}
