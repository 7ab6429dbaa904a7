/** The rules of the dendrites of a population. */
import type { Problems } from '../errors.js';
import { isMember } from '../handle.js';
import type { Partly } from '../schema.js';
import { checkLimit, checkQuantities, checkQuantity } from './check-numbers.js';
import { type Cell, checkWords } from './check-words.js';
import { type DendriteSpec, dendriteKinds } from './dendrite.js';
import { delay, ofSoma, type Soma } from './dendrites/dendrite.js';
import { dendrites, limits } from './fields.gen.js';
import { type CellSpec, somaOf } from './neuron.js';
import type { Quantity } from './quantise.js';
import type { Row } from './row.js';

/** Adds the problems of every dendrite; `path` is that of the population. */
export function checkDendrites(
  population: Partly<CellSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const entries = Object.entries(population.dendrites ?? {});
  const place = `${path} › dendrites`;
  checkLimit(entries.length, limits.population_dendrites_max, 'dendrites', place, problems);
  for (const [name, dendrite] of entries) {
    const here = `${place} › ${name}`;
    if (isMember(name)) {
      const allowed = 'a name that is no member of a handle, such as first, count or slice';
      problems.add('DESCRIPTION_INVALID', here, `'${name}'`, allowed, 'choose another name');
    }
    if (dendrite?.kind === undefined) continue;
    const { delay_ms } = dendrite;
    if (delay_ms !== undefined) {
      checkQuantity(delay(tick_ms), delay_ms, `${here} › delay_ms`, problems);
    }
    checkDendrite(dendrite, somaOf(population), tick_ms, here, problems);
  }
}

function checkDendrite(
  dendrite: Partly<DendriteSpec>,
  soma: Soma,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const row = dendriteKinds[(dendrite as DendriteSpec).kind].on(soma) as Row;
  const parameters = row.parameters(tick_ms, dendrite);
  checkQuantities(parameters, dendrite, path, problems);
  row.check?.(dendrite, tick_ms, path, problems);
  const said = dendrite as Said;
  const ofCells = soma.kind.parameters(tick_ms, soma.said);
  // What is drawn is judged when it has been drawn, and what was refused not at all.
  if (!allHeld(parameters, said) || !allHeld(ofCells, soma.said)) return;
  const cell = { ...said };
  for (const name of Object.keys(ofCells)) cell[ofSoma(name)] = soma.said[name];
  const table = dendrites[(dendrite as DendriteSpec).kind];
  checkWords(row, table, dendrite, tick_ms, [cell as Cell], path, problems);
}

interface Said {
  [parameter: string]: unknown;
}

/** Whether all that was said is numbers, and held. */
function allHeld(quantities: { readonly [name: string]: Quantity }, said: Said): boolean {
  return Object.entries(quantities).every(([name, { refuses }]) => {
    const value = said[name];
    return value === undefined || (typeof value === 'number' && !refuses(value));
  });
}
