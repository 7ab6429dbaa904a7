/** The rules of the receptors of a population. */
import type { Problems } from '../errors.js';
import { isMember } from '../handle.js';
import type { Partly } from '../schema.js';
import { checkName } from './check-names.js';
import { checkLimit, checkQuantities } from './check-numbers.js';
import { type Cell, checkWords } from './check-words.js';
import { limits, receptors } from './fields.gen.js';
import type { CellSpec } from './neuron.js';
import { type Ported, portsOf, type ReceptorSpec, receptorKinds } from './port.js';
import type { Row } from './row.js';

/** Adds the problems of every receptor; `path` is that of the population. */
export function checkReceptors(
  population: Partly<CellSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const dendrites = Object.keys((population as Ported).dendrites ?? {});
  for (const [name, receptor] of Object.entries(population.receptors ?? {})) {
    const here = `${path} › receptors › ${name}`;
    checkPortName(name, dendrites, here, problems);
    if (receptor?.on !== undefined) {
      checkName(receptor.on, dendrites, 'a dendrite', `${here} › on`, problems);
    }
    if (receptor?.kind !== undefined) checkReceptor(receptor, tick_ms, here, problems);
  }
  const { length } = portsOf(population as Ported);
  const place = `${path} › receptors`;
  checkLimit(length, limits.population_ports_max, 'receptors and compartments', place, problems);
}

/** Projections name receptors and dendrites as members of a handle. */
function checkPortName(
  name: string,
  dendrites: readonly string[],
  path: string,
  problems: Problems,
): void {
  const taken = dendrites.includes(name);
  if (!taken && !isMember(name)) return;
  const allowed = taken
    ? 'a name that no dendrite of the population has'
    : 'a name that is no member of a handle, such as first, count or slice';
  problems.add('DESCRIPTION_INVALID', path, `'${name}'`, allowed, 'choose another name');
}

function checkReceptor(
  receptor: Partly<ReceptorSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  const row: Row = receptorKinds[(receptor as ReceptorSpec).kind];
  const parameters = row.parameters(tick_ms, receptor);
  const { length } = problems.list;
  checkQuantities(parameters, receptor, path, problems);
  row.check?.(receptor, tick_ms, path, problems);
  const said = receptor as { readonly [parameter: string]: unknown };
  // What is drawn is judged when it has been drawn, and what was refused not again.
  const numbers = Object.keys(parameters).every((name) => typeof said[name] === 'number');
  if (!numbers || problems.list.length > length) return;
  const { kind } = receptor as ReceptorSpec;
  checkWords(row, receptors[kind], receptor, tick_ms, [said as Cell], path, problems);
}
