/** Cells: populations and their neurons, written into the arrays of the model. */
import { delay } from './dendrites/dendrite.js';
import { type CompiledPopulation, type Draft, dendritesOf } from './draft.js';
import { dendrites, type KindTable, kinds, type ModelArrays, receptors } from './fields.gen.js';
import type { NeuronSpec } from './neuron.js';
import { drawParts, type Held, type Part } from './parts.js';

/** A population and the numbers of its cells. */
export interface Cells {
  readonly population: CompiledPopulation;
  readonly parts: readonly Part[];
}

/** Draws the cells of every population, and reports what their numbers became. */
export function drawCells(draft: Draft): Cells[] {
  return [...draft.populations.values()].map((population) => {
    return { population, parts: drawParts(draft, population) };
  });
}

/** The tables of what has words in the pools, population by population, in their order. */
export function tablesOf({ core, ports, dendrites: own }: CompiledPopulation): KindTable[] {
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

/** Counts of all dendrites. */
export function countDendrites(draft: Draft) {
  const counts = { dendrites: 0, dendrite_cells: 0, dendrite_slots: 1 };
  for (const { name, count, dendrites: own } of draft.populations.values()) {
    counts.dendrites += own.length;
    counts.dendrite_cells += own.length * count;
    for (const { delay_ms } of Object.values(saidOf(draft, name))) {
      const ticks = delay(draft.network.tick_ms).raw(delay_ms);
      while (counts.dendrite_slots <= ticks) counts.dendrite_slots *= 2;
    }
  }
  return counts;
}

function saidOf(draft: Draft, name: string) {
  return dendritesOf(draft.network.neurons[name] as NeuronSpec);
}

/** What all kinds have beside their words in the pool, in the order of moved.h in the core. */
export const SHARED_WORDS = ['rest', 'threshold', 'reset', 'bias', 'inv_beta'] as const;

/** How many words of populations move: those with a plateau, and those that an effect moves. */
export function countMoved(draft: Draft, affected: ReadonlySet<string>): number {
  let words = 0;
  for (const population of draft.populations.values()) {
    const { name, count } = population;
    const plateaus = Object.values(saidOf(draft, name)).some(({ kind }) => kind === 'plateau');
    if (!plateaus && !affected.has(name)) continue;
    const pool = tablesOf(population).flatMap(({ parameters }) => Object.keys(parameters));
    words += (SHARED_WORDS.length + pool.length) * count;
  }
  return words;
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

/** Fills every array that is by population, by port, by dendrite or by neuron. */
export function writeCells(draft: Draft, cells: readonly Cells[], arrays: ModelArrays): void {
  const next = new Place();
  for (const { population, parts } of cells) {
    const { index, first, count, core, ports } = population;
    arrays.population_kind[index] = kinds[core].number;
    arrays.population_first[index] = first;
    arrays.population_count[index] = count;
    arrays.population_parameter_first[index] = next.parameter;
    arrays.population_state_first[index] = next.state;
    parts.forEach((part, k) => {
      if (k >= 1 && k <= ports.length) writePort(population, k - 1, arrays, next);
      if (k > ports.length) writeDendrite(draft, population, k - 1 - ports.length, arrays, next);
      writeHeld(part, { first, count }, arrays, next);
      next.skip(part.table, count);
    });
  }
}

function writePort(
  { index: population, ports }: CompiledPopulation,
  k: number,
  arrays: ModelArrays,
  place: Place,
): void {
  const { index, receptor, compartment, first_slot } = ports[k] as (typeof ports)[number];
  arrays.port_population[index] = population;
  arrays.port_compartment[index] = compartment;
  arrays.port_kind[index] = receptors[receptor].number;
  arrays.port_slot_first[index] = first_slot;
  arrays.port_parameter_first[index] = place.parameter;
  arrays.port_state_first[index] = place.state;
}

function writeDendrite(
  draft: Draft,
  { index: population, name: owner, dendrites: all }: CompiledPopulation,
  k: number,
  arrays: ModelArrays,
  place: Place,
): void {
  const { name, core, index, first_cell } = all[k] as (typeof all)[number];
  arrays.dendrite_population[index] = population;
  arrays.dendrite_kind[index] = dendrites[core].number;
  arrays.dendrite_cell_first[index] = first_cell;
  arrays.dendrite_parameter_first[index] = place.parameter;
  arrays.dendrite_state_first[index] = place.state;
  const { raw } = delay(draft.network.tick_ms);
  arrays.dendrite_delay[index] = raw(saidOf(draft, owner)[name]?.delay_ms ?? 0);
}

/** Words of the part's table go into the pools; others have arrays of their own, by neuron. */
function writeHeld(
  { table: { parameters, states }, held }: { readonly table: KindTable; readonly held: Held },
  { first, count }: { readonly first: number; readonly count: number },
  arrays: ModelArrays,
  place: Place,
): void {
  const parameter = Object.keys(parameters);
  const state = Object.keys(states);
  for (const [word, values] of held) {
    const at = { parameter: parameter.indexOf(word), state: state.indexOf(word) };
    if (at.parameter >= 0)
      arrays.cell_parameter.set(values, place.parameter + at.parameter * count);
    else if (at.state >= 0) arrays.cell_start.set(values, place.state + at.state * count);
    else (arrays[word as keyof ModelArrays] as Int32Array).set(values, first);
  }
}
