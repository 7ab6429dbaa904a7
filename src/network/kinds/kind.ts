/**
 * A kind of cell: what may be said of it, and how that becomes the integers of its kernel. Each
 * kind is one file beside this one, one row in ../neuron.ts, and one file of the core.
 */
import { z } from 'zod';
import type { Problems } from '../../errors.js';
import { type DendriteInput, dendritesSchema } from '../dendrite.js';
import { type Format, type KindName, type KindTable, kinds, limits } from '../fields.gen.js';
import { homeostasisSchema } from '../homeostasis.js';
import { modulated } from '../modulation.js';
import { type ReceptorInput, receptorsSchema } from '../port.js';
import { duration, fixed, inverse, type Quantity, timeConstant } from '../quantise.js';
import { parameter, type Row } from '../row.js';

export {
  type Alike,
  type Derived,
  type Drawn,
  parameter,
  type Row,
  type Said,
  type Word,
} from '../row.js';

export interface CellKind<S extends z.ZodObject = z.ZodObject>
  extends Row<S, Exclude<KindName, 'source'>> {
  readonly moves: Moves;
}

/** What a plateau of a dendrite may move, by the names of its parameters. */
export interface Moves {
  readonly reset: string;
  /** What the reset must stay below. */
  readonly threshold: string;
  /** What a spike adds to recovery or adaptation, and the word that the core makes of it. */
  readonly jump?: { readonly parameter: string; readonly word: string };
}

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

export const dale = z
  .enum(['excitatory', 'inhibitory'])
  .optional()
  .describe("Dale's law: all their synapses excite, or all inhibit. Default: either.");

/** What may be said of the cells of every kind. */
export const common = {
  dale,
  tau_synapse_ms: parameter(
    0,
    'How long a current lasts, in ms; 0: a spike lifts the potential by its weight at once.',
  ),
  escape_mv: parameter(
    0,
    'Width beta of escape noise, in mV: the chance of a spike in a tick is ' +
      '1 / (1 + exp(-(v - threshold) / beta)); 0: a hard threshold.',
  ),
  receptors: receptorsSchema.optional(),
  dendrites: dendritesSchema.optional(),
  ...modulated,
  homeostasis: homeostasisSchema.optional(),
};

/** Receptors by name, as they may be written. */
export type Receptors = { readonly [name: string]: ReceptorInput };

/** Dendrites by name, as they may be written. */
export type Dendrites = { readonly [name: string]: DendriteInput };

export type None = Record<never, never>;

/** A population as it may be written, or its parameters, with parts whose names are known. */
export type With<Input, R extends Receptors, D extends Dendrites> = Omit<
  Input,
  'receptors' | 'dendrites'
> & {
  readonly receptors?: R | undefined;
  readonly dendrites?: D | undefined;
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
