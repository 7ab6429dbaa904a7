/**
 * A kind of dendrite: what may be said of it, and how that becomes the integers of its kernel. Each
 * kind is one file beside this one, one row in ../dendrite.ts, and one file of the core.
 */
import { z } from 'zod';
import { type DendriteName, dendrites, type Format, limits } from '../fields.gen.js';
import type { CellKind } from '../kinds/kind.js';
import { duration, fixed, type Quantity, timeConstant } from '../quantise.js';
import type { Row } from '../row.js';

export interface DendriteKind<S extends z.ZodObject = z.ZodObject> {
  readonly schema: S;
  readonly core: DendriteName;
  /** Its row on a soma. Words see the numbers of the soma too, by the names of `ofSoma`. */
  on(soma: Soma): Row<S, DendriteName>;
}

/** The population whose dendrite it is, as far as it is known. */
export interface Soma {
  readonly kind: CellKind;
  readonly said: { readonly [parameter: string]: unknown };
}

/** A kind for the table of kinds, where each is handled alike. */
export function dendriteKind<S extends z.ZodObject>(
  schema: S,
  core: DendriteName,
  on: (soma: Soma) => Omit<Row<S, DendriteName>, 'schema' | 'core'>,
): DendriteKind {
  const rowOn = (soma: Soma) => ({ schema, core, ...on(soma) }) as unknown;
  return { schema, core, on: rowOn as DendriteKind['on'] };
}

/** The name by which a dendrite's words see a parameter of its soma. */
export function ofSoma(parameter: string): string {
  return `soma ${parameter}`;
}

/** The quantity of a word of a kind, in the format and unit that the core's table gives it. */
export function branchWord(core: DendriteName, word: string): Quantity {
  const { format, unit } = (dendrites[core].parameters as { readonly [name: string]: Word })[
    word
  ] as Word;
  return fixed(format, unit.split(':')[0] as string);
}

interface Word {
  readonly format: Format;
  readonly unit: string;
}

/** What may be said of every dendrite. */
export const common = {
  delay_ms: z
    .number()
    .min(0)
    .default(0)
    .describe('How long what it gives takes to the soma, in ms, 0 to 255 ticks. Default 0.'),
};

/** How long what it gives takes to the soma. */
export function delay(tick_ms: number): Quantity {
  return duration(tick_ms, 0, limits.delay_ticks_max, 'DELAY_OUT_OF_RANGE');
}

/** A duration that a dendrite counts. */
export function counted(tick_ms: number, least_ticks: number): Quantity {
  const most = limits.counted_ticks_max;
  return { ...duration(tick_ms, least_ticks, most, 'NUMBER_NOT_HELD'), format: 'u32' };
}

/** The share of a potential that a tick keeps, as the core holds it. */
export function keptOf(tick_ms: number, tau_ms: number): number {
  return timeConstant(tick_ms, { zero: true }).raw(tau_ms) / 2 ** 31;
}

/** A quantity that must lie above 0, or at 0 where that is `allowed`. */
export function positive(quantity: Quantity, { zero }: { readonly zero: boolean }): Quantity {
  const [, most] = quantity.range;
  return {
    ...quantity,
    range: [zero ? 0 : quantity.value(1), most],
    refuses: (value) =>
      value > 0 || (zero && value === 0)
        ? quantity.refuses(value)
        : {
            code: 'NUMBER_NOT_HELD',
            allowed: zero ? 'at least 0' : 'above 0',
            remedy: 'choose a larger number',
          },
  };
}
