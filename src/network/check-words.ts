/**
 * Words against the core's own table: what several parameters make together must be held, lie in
 * its range, and keep the sums below which the kernels cannot overflow.
 */
import type { Problems } from '../errors.js';
import { checkQuantity } from './check-numbers.js';
import type { KindTable } from './fields.gen.js';

import { type Quantity, short } from './quantise.js';
import type { Row, Said, Word } from './row.js';

/** The numbers of one cell, by the names of its parameters. */
export type Cell = { readonly [parameter: string]: number };

/** Adds a problem for each word, and for each sum, that one of the cells does not keep. */
export function checkWords(
  row: Row,
  table: KindTable,
  spec: Said<Row['schema']>,
  tick_ms: number,
  cells: readonly Cell[],
  path: string,
  problems: Problems,
): void {
  if (Number.isNaN(tick_ms)) return;
  const parameters = row.parameters(tick_ms, spec);
  const words = row.words(tick_ms, spec) as { readonly [name: string]: Word<object> };
  const starts = (row.starts?.(tick_ms, spec) ?? {}) as typeof words;
  let sound = true;
  for (const [name, made] of Object.entries({ ...words, ...starts })) {
    if (typeof made === 'string') continue;
    const refused = cells.find((cell) => made.quantity.refuses(made.of(cell)));
    if (refused === undefined) continue;
    checkQuantity(made.quantity, made.of(refused), `${path} › ${name}`, problems);
    sound = false;
  }
  if (!sound) return;
  const rawOf = (name: string, cell: Cell): number => {
    const made = words[name] as Word<object>;
    if (typeof made !== 'string') return made.quantity.raw(made.of(cell));
    return (parameters[made] as Quantity).raw(cell[made] as number);
  };
  checkRanges(table, rawOf, cells, path, problems);
  checkSums(table, rawOf, cells, path, problems);
}

type RawOf = (word: string, cell: Cell) => number;

function checkRanges(
  { parameters }: KindTable,
  rawOf: RawOf,
  cells: readonly Cell[],
  path: string,
  problems: Problems,
): void {
  for (const [name, { least, most, unit }] of Object.entries(parameters)) {
    const raw = cells
      .map((cell) => rawOf(name, cell))
      .find((value) => Number.isFinite(value) && !(value >= least && value <= most));
    if (raw === undefined) continue;
    const got = `${raw} in ${unit}, as the core holds it`;
    const allowed = `${least} to ${most}`;
    problems.add('NUMBER_NOT_HELD', `${path} › ${name}`, got, allowed, REMEDY);
  }
}

const REMEDY = 'choose smaller parameters, or a shorter step: a shorter tick, or more steps in it';

function checkSums(
  { sums }: KindTable,
  rawOf: RawOf,
  cells: readonly Cell[],
  path: string,
  problems: Problems,
): void {
  for (const { of, says } of sums) {
    const sumOf = (cell: Cell) =>
      Object.entries(of).reduce((sum, [name, factor]) => {
        return sum + factor * Math.abs(rawOf(name, cell));
      }, 0);
    const worst = Math.max(...cells.map(sumOf));
    if (!(worst >= 2 ** 31 - 1)) continue;
    const [first = ''] = Object.keys(of);
    const got = `${short(worst / 2 ** 31)} times as much`;
    problems.add('NUMBER_NOT_HELD', `${path} › ${first}`, got, says, REMEDY);
  }
}
