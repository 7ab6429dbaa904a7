/**
 * Parts: what of a population has words in the pools of the core, in their order: its soma, each of
 * its ports, each of its dendrites. Their numbers are drawn here, and become words.
 */
import { type Cell, checkWords } from './check-words.js';
import { type DendriteSpec, dendriteKinds } from './dendrite.js';
import { delay, ofSoma } from './dendrites/dendrite.js';
import type { Distribution } from './distribution.js';
import {
  type CompiledDendrite,
  type CompiledPopulation,
  type Draft,
  dendritesOf,
} from './draft.js';
import { dendrites, type KindTable, kinds, receptors } from './fields.gen.js';
import { type CellSpec, cellKinds, somaOf } from './neuron.js';
import { type CompiledPort, receptorKinds } from './port.js';
import type { Quantity } from './quantise.js';
import type { Row, Word } from './row.js';

/** The numbers of a population's cells, parameter by parameter. */
export type Drawn = ReadonlyMap<string, Float64Array>;
/** What the core holds of them, word by word. */
export type Held = ReadonlyMap<string, Int32Array>;
export type Said = { readonly [parameter: string]: unknown };

export interface Part {
  /** The dendrite that it is; undefined for the soma and for ports. */
  readonly dendrite: string | undefined;
  readonly row: Row;
  readonly table: KindTable;
  readonly said: Said;
  /** Below the neurons. */
  readonly path: string;
  /** Its own parameters, drawn. */
  readonly own: Drawn;
  readonly held: Held;
  /** All numbers that its words see, with its own and those of the soma. */
  numbers(own: Drawn, soma: Drawn): Drawn;
}

/** The parts of a population; a source has words of none. */
export function drawParts(draft: Draft, population: CompiledPopulation): Part[] {
  const spec = draft.network.neurons[population.name];
  if (!spec || spec.kind === 'source') return [];
  const soma = drawSoma(draft, population, spec);
  return [
    soma,
    ...population.ports.map((port) => drawPort(draft, population, port, soma.own)),
    ...population.dendrites.map((branch) => drawDendrite(draft, population, branch, soma.own)),
  ];
}

function drawSoma(draft: Draft, { name, core, count }: CompiledPopulation, spec: CellSpec): Part {
  const row: Row = cellKinds[spec.kind];
  const said = spec as unknown as Said;
  const own = drawParameters(draft, row, said, count, name, name);
  const part = { dendrite: undefined, row, table: kinds[core], said, path: name, own };
  return hold(draft, { ...part, numbers: (numbers) => numbers }, own);
}

/** Every compartment has a current of its own, whose time constant is said of the cell. */
function drawPort(
  draft: Draft,
  population: CompiledPopulation,
  port: CompiledPort,
  soma: Drawn,
): Part {
  const { name, count } = population;
  const row: Row = receptorKinds[port.receptor];
  const said = (port.said ? saidOf(draft, population, port) : {}) as Said;
  const path = `${name} › ${port.said ? `receptors › ${port.name}` : (port.name ?? 'synapse')}`;
  const own = port.said
    ? drawParameters(draft, row, said, count, `${name}.receptors.${port.name}`, path)
    : new Map();
  const numbers = (drawn: Drawn, cell: Drawn): Drawn => {
    const seen = new Map(drawn);
    if (!port.said) seen.set('tau_ms', cell.get('tau_synapse_ms') as Float64Array);
    // a dendrite counts its potential from where its soma rests
    if (port.compartment > 0) seen.set('base_mv', restsOf(draft, population, cell));
    return seen;
  };
  const table = receptors[port.receptor];
  return hold(draft, { dendrite: undefined, row, table, said, path, own, numbers }, soma);
}

/** A dendrite's words see the numbers of its soma beside its own. */
function drawDendrite(
  draft: Draft,
  { name: population, count }: CompiledPopulation,
  { name, kind, core }: CompiledDendrite,
  soma: Drawn,
): Part {
  const spec = draft.network.neurons[population] as CellSpec;
  const row = dendriteKinds[kind].on(somaOf(spec)) as Row;
  const said = dendritesOf(spec)[name] as DendriteSpec as unknown as Said;
  const path = `${population} › dendrites › ${name}`;
  const delay_ms = Float64Array.of(dendritesOf(spec)[name]?.delay_ms ?? 0);
  draft.hold(delay_ms, delay(draft.network.tick_ms), `neurons › ${path} › delay_ms`);
  const own = drawParameters(draft, row, said, count, `${population}.dendrites.${name}`, path);
  const numbers = (drawn: Drawn, cell: Drawn): Drawn => {
    const seen = new Map(drawn);
    for (const [parameter, values] of cell) seen.set(ofSoma(parameter), values);
    return seen;
  };
  return hold(
    draft,
    { dendrite: name, row, table: dendrites[core], said, path, own, numbers },
    soma,
  );
}

function saidOf(draft: Draft, { name }: CompiledPopulation, port: CompiledPort): unknown {
  return (draft.network.neurons[name] as CellSpec).receptors?.[port.name as string];
}

/** Where the cells of a population rest. */
function restsOf(draft: Draft, { name, count }: CompiledPopulation, cell: Drawn): Float64Array {
  const spec = draft.network.neurons[name] as CellSpec;
  const kind: Row = cellKinds[spec.kind];
  const rest = kind.words(draft.network.tick_ms, spec).rest as Word<object>;
  if (typeof rest === 'string') return cell.get(rest) as Float64Array;
  return Float64Array.from(cellsOf(cell, count), (one) => rest.of(one));
}

/** Draws every parameter that was said, and reports what it became. */
function drawParameters(
  draft: Draft,
  row: Row,
  said: Said,
  count: number,
  stream: string,
  path: string,
): Drawn {
  const drawn = new Map<string, Float64Array>();
  const parameters = row.parameters(draft.network.tick_ms, said);
  for (const [parameter, quantity] of Object.entries(parameters)) {
    if (said[parameter] === undefined) continue;
    const distribution = said[parameter] as Distribution;
    const values = draft.draw(distribution, count, `${stream}.${parameter}`, quantity.range);
    draft.hold(values, quantity, `neurons › ${path} › ${parameter}`);
    drawn.set(parameter, values);
  }
  return drawn;
}

/** The words of a part as they are, checked and reported. */
function hold(draft: Draft, part: Omit<Part, 'held'>, soma: Drawn): Part {
  const { row, table, said, path, own } = part;
  const { tick_ms, name } = draft.network;
  const numbers = part.numbers(own, soma);
  const cells = cellsOf(numbers, soma.values().next().value?.length ?? 0);
  checkWords(row, table, said, tick_ms, cells, `${name} › neurons › ${path}`, draft.problems);
  const held = heldWords(part, numbers, cells, tick_ms, (values, quantity, word) => {
    draft.hold(values, quantity, `neurons › ${path} › ${word}`);
  });
  return { ...part, held };
}

type Report = (values: Float64Array, quantity: Quantity, word: string) => void;

/** What the core holds where a part has these numbers, cell by cell. */
export function heldWords(
  { row, said }: Pick<Part, 'row' | 'said'>,
  numbers: Drawn,
  cells: readonly Cell[],
  tick_ms: number,
  report: Report = () => {},
): Held {
  const parameters = row.parameters(tick_ms, said);
  const words = { ...row.words(tick_ms, said), ...row.starts?.(tick_ms, said) } as {
    readonly [name: string]: Word<object>;
  };
  const held = new Map<string, Int32Array>();
  for (const [word, made] of Object.entries(words)) {
    if (typeof made === 'string') {
      const { raw } = parameters[made] as Quantity;
      held.set(word, Int32Array.from(numbers.get(made) as Float64Array, raw));
    } else {
      const values = Float64Array.from(cells, (cell) => made.of(cell));
      held.set(word, Int32Array.from(values, made.quantity.raw));
      report(values, made.quantity, word);
    }
  }
  return held;
}

/** The numbers of each cell. */
export function cellsOf(drawn: Drawn, count: number): Cell[] {
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries([...drawn].map(([parameter, values]) => [parameter, values[i] as number])),
  );
}
