/**
 * A receptor: what may be said of it, and how that becomes the integers of its kernel. Each is one
 * file beside this one, one row in ../port.ts, and one file of the core.
 */
import { z } from 'zod';
import type { Problems } from '../../errors.js';
import { type Format, type KindTable, type ReceptorName, receptors } from '../fields.gen.js';
import { fixed, type Quantity, timeConstant } from '../quantise.js';
import { type Derived, parameter, type Row } from '../row.js';

export type ReceptorKind<S extends z.ZodObject = z.ZodObject> = Row<S, ReceptorName>;

/** A receptor for the table of receptors, where each is handled alike. */
export function receptorKind<S extends z.ZodObject>(kind: ReceptorKind<S>): ReceptorKind {
  return kind as unknown as ReceptorKind;
}

/** Where a receptor is. */
export const on = z
  .string()
  .min(1)
  .optional()
  .describe('The dendrite that it is on, by name. Default: the soma.');

/** The distance from the reversal potential at which a weight is what a spike moves, in mV. */
export const DRIVING_MV = 70;

/** Longer ones would lose more than is left to come to the cut of their decay. */
const TICKS_PER_TAU_MAX = 20000;

export const reversal = (value_mv: number) =>
  parameter(value_mv, 'Potential that it moves the membrane to, in mV.');

export function decayOf(tick_ms: number): Quantity {
  return timeConstant(tick_ms, { zero: false, max_ticks: TICKS_PER_TAU_MAX });
}

export function riseOf(tick_ms: number): Quantity {
  return timeConstant(tick_ms, { zero: true, max_ticks: TICKS_PER_TAU_MAX });
}

/** The quantity of a word of a receptor, in the format that the core's table gives it. */
export function receptorWord(core: ReceptorName, word: string): Quantity {
  const { parameters }: KindTable = receptors[core];
  const { format, unit } = parameters[word] as { readonly format: Format; readonly unit: string };
  return fixed(format, unit.split(':')[0] as string);
}

/** The potential that the core counts from: 0 on a soma, its rest on a dendrite. */
interface Based {
  readonly base_mv?: number;
}

/** A potential as the compartment counts it. */
export function seen<Cell>(
  core: ReceptorName,
  word: string,
  of_mv: (cell: Cell) => number,
): Derived<Cell> {
  return {
    quantity: receptorWord(core, word),
    of: (cell) => of_mv(cell) - ((cell as Based).base_mv ?? 0),
  };
}

interface Rising {
  readonly tau_ms: number;
  readonly tau_rise_ms: number;
}

/** The gain with which the difference of both decays moves a membrane by its weight in all. */
export function risingGain<Cell extends Rising>(
  tick_ms: number,
  core: ReceptorName,
): Derived<Cell> {
  const lossOf = (tau_ms: number) => 1 - riseOf(tick_ms).raw(tau_ms) / 2 ** 31;
  return {
    quantity: receptorWord(core, 'gain'),
    of: ({ tau_ms, tau_rise_ms }) =>
      1 / DRIVING_MV / (1 / lossOf(tau_ms) - 1 / lossOf(tau_rise_ms)),
  };
}

/** The rise is the shorter one. */
export function checkRise(
  { tau_ms, tau_rise_ms }: { readonly [P in keyof Rising]?: unknown },
  path: string,
  problems: Problems,
): void {
  if (typeof tau_ms !== 'number' || typeof tau_rise_ms !== 'number') return;
  if (tau_rise_ms < tau_ms) return;
  const allowed = `below tau_ms, ${tau_ms} ms`;
  const remedy = 'shorten tau_rise_ms, or lengthen tau_ms';
  problems.add('RANGE_REVERSED', `${path} › tau_rise_ms`, `${tau_rise_ms} ms`, allowed, remedy);
}
