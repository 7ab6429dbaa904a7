/** Cells: populations, neurons and modulators written into the arrays of the model. */
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
import { dendrites, type KindTable, kinds, type ModelArrays, receptors } from './fields.gen.js';
import { modulatorQuantities } from './modulator.js';
import { type CellSpec, cellKinds, type NeuronSpec, somaOf } from './neuron.js';
import { type CompiledPort, receptorKinds } from './port.js';
import type { Quantity } from './quantise.js';
import type { Row, Word } from './row.js';

/** The tables of what has words in the pools, population by population, in their order. */
function tablesOf({ core, ports, dendrites: own }: CompiledPopulation): KindTable[] {
  return [
    kinds[core],
    ...ports.map(({ receptor }) => receptors[receptor]),
    ...own.map((dendrite) => dendrites[dendrite.core]),
  ];
}

/** How long the pools are, in words. */
export function countWords(draft: Draft): { cell_parameters: number; cell_states: number } {
  const next = new Place();
  for (const population of draft.populations.values()) {
    for (const table of tablesOf(population)) next.skip(table, population.count);
  }
  return { cell_parameters: next.parameter, cell_states: next.state };
}

/** Where the next words lie in the pools. */
class Place {
  parameter = 0;
  state = 0;

  skip({ parameters, states }: KindTable, count: number): void {
    this.parameter += count * Object.keys(parameters).length;
    this.state += count * Object.keys(states).length;
  }
}

/** Fills every array that is by population, by port, by neuron or by modulator. */
export function writeCells(draft: Draft, arrays: ModelArrays): void {
  const next = new Place();
  for (const population of draft.populations.values()) {
    const { index, first, count, core, name } = population;
    arrays.population_kind[index] = kinds[core].number;
    arrays.population_first[index] = first;
    arrays.population_count[index] = count;
    arrays.population_parameter_first[index] = next.parameter;
    arrays.population_state_first[index] = next.state;
    const spec = draft.network.neurons[name];
    const drawn =
      spec && spec.kind !== 'source' ? writeSoma(draft, population, spec, arrays) : new Map();
    next.skip(kinds[core], count);
    for (const port of population.ports) {
      writePort(draft, population, port, drawn, arrays, next);
      next.skip(receptors[port.receptor], count);
    }
    for (const dendrite of population.dendrites) {
      writeDendrite(draft, population, dendrite, drawn, arrays, next);
      next.skip(dendrites[dendrite.core], count);
    }
  }
  writeModulators(draft, arrays);
}

type Words = { readonly [name: string]: Word<object> };
type Into = readonly [into: { [index: number]: number }, offset: number];
/** The numbers of a population's cells, parameter by parameter. */
type Drawn = ReadonlyMap<string, Float64Array>;
type Said = { readonly [parameter: string]: unknown };

/** Draws and writes the words of the kind; the answer is what was drawn. */
function writeSoma(
  draft: Draft,
  population: CompiledPopulation,
  spec: CellSpec,
  arrays: ModelArrays,
): Drawn {
  const { name, count, index, first } = population;
  const kind: Row = cellKinds[spec.kind];
  const table = kinds[population.core];
  const said = spec as unknown as Said;
  const drawn = drawParameters(draft, kind, said, count, name, name);
  const pools = poolsOf(table, count, arrays, {
    parameter: arrays.population_parameter_first[index] as number,
    state: arrays.population_state_first[index] as number,
  });
  writeWords(draft, { row: kind, table, said, drawn, count, path: name }, (word) => {
    return pools(word) ?? [arrays[word as keyof ModelArrays] as Int32Array | Uint8Array, first];
  });
  return drawn;
}

/** Every compartment has a current of its own, whose time constant is said of the cell. */
function writePort(
  draft: Draft,
  population: CompiledPopulation,
  port: CompiledPort,
  cell: Drawn,
  arrays: ModelArrays,
  place: Place,
): void {
  const { index, receptor, compartment, first_slot } = port;
  const { count, name } = population;
  arrays.port_population[index] = population.index;
  arrays.port_compartment[index] = compartment;
  arrays.port_kind[index] = receptors[receptor].number;
  arrays.port_slot_first[index] = first_slot;
  arrays.port_parameter_first[index] = place.parameter;
  arrays.port_state_first[index] = place.state;
  const row: Row = receptorKinds[receptor];
  const table = receptors[receptor];
  const said = (port.said ? saidOf(draft, population, port) : {}) as Said;
  const path = `${name} › ${port.said ? `receptors › ${port.name}` : (port.name ?? 'synapse')}`;
  const drawn = port.said
    ? new Map(drawParameters(draft, row, said, count, `${name}.receptors.${port.name}`, path))
    : new Map([['tau_ms', cell.get('tau_synapse_ms') as Float64Array]]);
  // a dendrite counts its potential from where its soma rests
  if (compartment > 0) drawn.set('base_mv', restsOf(draft, population, cell));
  const pools = poolsOf(table, count, arrays, place);
  writeWords(draft, { row, table, said, drawn, count, path }, (word) => pools(word) as Into);
}

/** A dendrite's words see the numbers of its soma beside its own. */
function writeDendrite(
  draft: Draft,
  population: CompiledPopulation,
  { name, kind, core, index, first_cell }: CompiledDendrite,
  cell: Drawn,
  arrays: ModelArrays,
  place: Place,
): void {
  const { count } = population;
  const { tick_ms } = draft.network;
  const spec = draft.network.neurons[population.name] as CellSpec;
  const branch = dendritesOf(spec)[name] as DendriteSpec;
  arrays.dendrite_population[index] = population.index;
  arrays.dendrite_kind[index] = dendrites[core].number;
  arrays.dendrite_cell_first[index] = first_cell;
  arrays.dendrite_parameter_first[index] = place.parameter;
  arrays.dendrite_state_first[index] = place.state;
  const path = `${population.name} › dendrites › ${name}`;
  const delay_ms = Float64Array.of(branch.delay_ms);
  const delay_path = `neurons › ${path} › delay_ms`;
  draft.hold(delay_ms, delay(tick_ms), delay_path, arrays.dendrite_delay, index);
  const row = dendriteKinds[kind].on(somaOf(spec)) as Row;
  const said = branch as unknown as Said;
  const stream = `${population.name}.dendrites.${name}`;
  const drawn = new Map(drawParameters(draft, row, said, count, stream, path));
  for (const [parameter, values] of cell) drawn.set(ofSoma(parameter), values);
  const table = dendrites[core];
  const pools = poolsOf(table, count, arrays, place);
  writeWords(draft, { row, table, said, drawn, count, path }, (word) => pools(word) as Into);
}

/** What all kinds have beside their words in the pool: rest, threshold, reset, bias, inv_beta. */
const SHARED_WORDS = 5;

/** Counts of all dendrites, and of the words that those with plateaus move. */
export function countDendrites(draft: Draft) {
  const counts = { dendrites: 0, dendrite_cells: 0, dendrite_slots: 1, moved_words: 0 };
  for (const population of draft.populations.values()) {
    const { name, count, dendrites: own } = population;
    const said = Object.values(dendritesOf(draft.network.neurons[name] as NeuronSpec));
    counts.dendrites += own.length;
    counts.dendrite_cells += own.length * count;
    for (const { delay_ms } of said) {
      const ticks = delay(draft.network.tick_ms).raw(delay_ms);
      while (counts.dendrite_slots <= ticks) counts.dendrite_slots *= 2;
    }
    if (said.some(({ kind }) => kind === 'plateau')) {
      const words = tablesOf(population).flatMap(({ parameters }) => Object.keys(parameters));
      counts.moved_words += (SHARED_WORDS + words.length) * count;
    }
  }
  return counts;
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

/** Where each word of a row lies; undefined where it is no word of the pools. */
function poolsOf(
  { parameters, states }: KindTable,
  count: number,
  arrays: ModelArrays,
  { parameter, state }: Pick<Place, 'parameter' | 'state'>,
): (word: string) => Into | undefined {
  const places = new Map<string, Into>();
  Object.keys(parameters).forEach((word, k) => {
    places.set(word, [arrays.cell_parameter, parameter + k * count]);
  });
  Object.keys(states).forEach((word, k) => {
    places.set(word, [arrays.cell_start, state + k * count]);
  });
  return (word) => places.get(word);
}

interface Part {
  readonly row: Row;
  readonly table: KindTable;
  readonly said: Said;
  readonly drawn: Drawn;
  readonly count: number;
  /** Below the neurons. */
  readonly path: string;
}

/** Writes every word of a row that parameters were drawn of. */
function writeWords(
  draft: Draft,
  { row, table, said, drawn, count, path }: Part,
  placeOf: (word: string) => Into,
): void {
  const { tick_ms, name } = draft.network;
  const parameters = row.parameters(tick_ms, said);
  const cells = cellsOf(drawn, count);
  checkWords(row, table, said, tick_ms, cells, `${name} › neurons › ${path}`, draft.problems);
  const words = { ...row.words(tick_ms, said), ...row.starts?.(tick_ms, said) } as Words;
  for (const [word, made] of Object.entries(words)) {
    const [into, offset] = placeOf(word);
    if (typeof made === 'string') {
      const { raw } = parameters[made] as Quantity;
      (drawn.get(made) as Float64Array).forEach((value, i) => {
        into[offset + i] = raw(value);
      });
    } else {
      const values = Float64Array.from(cells, (cell) => made.of(cell));
      draft.hold(values, made.quantity, `neurons › ${path} › ${word}`, into, offset);
    }
  }
}

function cellsOf(drawn: Drawn, count: number): Cell[] {
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries([...drawn].map(([parameter, values]) => [parameter, values[i] as number])),
  );
}

function writeModulators(draft: Draft, arrays: ModelArrays): void {
  const quantities = modulatorQuantities(draft.network.tick_ms);
  Object.entries(draft.network.modulators).forEach(([name, spec], index) => {
    const write = (parameter: keyof typeof quantities, into: Int32Array) => {
      const path = `modulators › ${name} › ${parameter}`;
      draft.hold(Float64Array.of(spec[parameter]), quantities[parameter], path, into, index);
    };
    write('tau_ms', arrays.modulator_keep);
    write('tonic', arrays.modulator_tonic);
    write('min', arrays.modulator_min);
    write('max', arrays.modulator_max);
  });
}
