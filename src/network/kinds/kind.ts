/**
 * A kind of cell: what may be said of it, and how that becomes the integers of its kernel. Each
 * kind is one file beside this one, one row in ../neuron.ts, and one file of the core.
 */
import { z } from 'zod';
import type { Problems } from '../../errors.js';
import type { Partly } from '../../schema.js';
import { type Distribution, distributionSchema } from '../distribution.js';
import { type Format, type KindName, type KindTable, kinds, limits } from '../fields.gen.js';
import { duration, fixed, inverse, type Quantity, timeConstant } from '../quantise.js';

/** What has words in the pools of the core: a kind of cell, or a receptor. */
export interface Row<S extends z.ZodObject = z.ZodObject, Core extends string = string> {
  readonly schema: S;
  /** The row of the core's table that runs it. */
  readonly core: Core;
  /** Every parameter that may be drawn: what a person writes, in a person's units. */
  parameters(tick_ms: number, spec: Said<S>): { readonly [name: string]: Quantity };
  /** Every word of the core, by the name of its array in fields.h or of its row in kinds.h. */
  words(tick_ms: number, spec: Said<S>): { readonly [name: string]: Word<Drawn<S>> };
  /** State words that do not start at 0. */
  starts?(tick_ms: number, spec: Said<S>): { readonly [name: string]: Word<Drawn<S>> };
  /** Rules between parameters. What was refused before is absent. */
  check?(spec: Said<S>, tick_ms: number, path: string, problems: Problems): void;
}

export type CellKind<S extends z.ZodObject = z.ZodObject> = Row<S, Exclude<KindName, 'source'>>;

/** A word is a parameter as it is said, by its name; or it is worked out of several. */
export type Word<Cell> = (keyof Cell & string) | Derived<Cell>;

export interface Derived<Cell> {
  readonly quantity: Quantity;
  of(cell: Cell): number;
}

/** What was said of a population; parts of it may have been refused. */
export type Said<S extends z.ZodObject> = Partly<z.output<S>>;

/** The numbers of one cell, drawn. */
export type Drawn<S extends z.ZodObject> = {
  readonly [P in keyof z.output<S>]: Extract<z.output<S>[P], Distribution> extends never
    ? never
    : number | Extract<z.output<S>[P], undefined>;
};

/** What may be said of cells that do not differ. */
export type Alike<S extends z.ZodObject> = {
  readonly [P in keyof z.output<S>]: Exclude<z.output<S>[P], object>;
};

/** A kind for the table of kinds, where each is handled alike. */
export function cellKind<S extends z.ZodObject>(kind: CellKind<S>): CellKind {
  return kind as unknown as CellKind;
}

/** The quantity of a word of a kind, in the format and unit that the core's table gives it. */
export function wordOf(
  core: Exclude<KindName, 'source'>,
  word: string,
  { unit, factor = 1 }: { readonly unit?: string; readonly factor?: number } = {},
): Quantity {
  const { parameters, states }: KindTable = kinds[core];
  const row = (parameters[word] ?? states[word]) as {
    readonly format: Format;
    readonly unit: string;
  };
  return fixed(row.format, unit ?? (row.unit.split(':')[0] as string), factor);
}

export const count = z.int().min(1).describe('How many neurons.');

/** A parameter that may differ from cell to cell. */
export function parameter(value: number, meaning: string) {
  return distributionSchema.default(value).describe(`${meaning} Default ${value}.`);
}

/** What may be said of the cells of every kind. */
export const common = {
  tau_synapse_ms: parameter(
    0,
    'How long a current lasts, in ms; 0: a spike lifts the potential by its weight at once.',
  ),
  escape_mv: parameter(
    0,
    'Width beta of escape noise, in mV: the chance of a spike in a tick is ' +
      '1 / (1 + exp(-(v - threshold) / beta)); 0: a hard threshold.',
  ),
};

/** Rest after a spike; `value` is the default of a kind. */
export const refractory = (value: number) => ({
  refractory_ms: parameter(value, 'Rest after a spike, in ms, rounded to ticks.'),
});

/** How the parameters of every kind are held. */
export function commonParameters(tick_ms: number) {
  return {
    tau_synapse_ms: timeConstant(tick_ms, { zero: true }),
    refractory_ms: duration(tick_ms, 0, limits.refractory_ticks_max, 'NUMBER_NOT_HELD'),
    escape_mv: inverse('mV'),
  };
}

/** The words that every kind has; the time constant of its synapses is its port's. */
export function commonWords() {
  return { refractory_ticks: 'refractory_ms', inv_beta: 'escape_mv' } as const;
}

/** Refuses a reset at or above the potential at which the cell spikes. */
export function checkReset(
  spec: { readonly [name: string]: unknown },
  [reset, threshold]: readonly [string, string],
  path: string,
  problems: Problems,
): void {
  const low = spec[reset];
  const high = spec[threshold];
  if (typeof low !== 'number' || typeof high !== 'number' || low < high) return;
  const allowed = `below ${threshold}, ${high} mV`;
  const remedy = `lower ${reset}, or raise ${threshold}`;
  problems.add('RANGE_REVERSED', `${path} › ${reset}`, `${low} mV`, allowed, remedy);
}

/** A tick has no more steps than this. */
const STEPS_MAX = 16;
/** Steps longer than this do not follow an upstroke, whatever the parameters. */
const STEP_MAX_MS = 1;

/** The longest step that a membrane may take. */
export const stepOf = (value_ms: number) => ({
  step_ms: z
    .number()
    .positive()
    .max(STEP_MAX_MS)
    .default(value_ms)
    .describe(
      `Longest step, in ms: a tick is parted into so many steps, up to ${STEPS_MAX}. ` +
        `Default ${value_ms}.`,
    ),
});

/** Into how many steps a tick is parted. */
export function stepsIn(tick_ms: number, step_ms = STEP_MAX_MS): number {
  return Math.max(1, Math.min(STEPS_MAX, Math.ceil(tick_ms / step_ms - 1e-9)));
}

/** Refuses a tick whose steps would be too long in spite of their number. */
export function checkStep(tick_ms: number, path: string, problems: Problems): void {
  if (!(tick_ms > STEPS_MAX * STEP_MAX_MS)) return;
  const allowed = `at most ${STEPS_MAX * STEP_MAX_MS} ms: ${STEPS_MAX} steps of ${STEP_MAX_MS} ms`;
  const remedy = 'shorten tick_ms, or use lif or adaptiveLif cells, which any tick suits';
  problems.add('TICK_TOO_LONG', path, `a tick of ${tick_ms} ms`, allowed, remedy);
}
