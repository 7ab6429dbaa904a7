/** Cells: populations, neurons and modulators written into the arrays of the model. */
import { checkWords } from './check-words.js';
import type { Distribution } from './distribution.js';
import type { CompiledPopulation, Draft } from './draft.js';
import { kinds, type ModelArrays } from './fields.gen.js';
import type { CellKind, Word } from './kinds/kind.js';
import { modulatorQuantities } from './modulator.js';
import { type CellSpec, cellKinds } from './neuron.js';
import type { Quantity } from './quantise.js';

/** How long the pools of the kinds are, in words. */
export function countWords(draft: Draft): { cell_parameters: number; cell_states: number } {
  const sum = (table: 'parameters' | 'states') =>
    [...draft.populations.values()].reduce((words, { count, core }) => {
      return words + count * Object.keys(kinds[core][table]).length;
    }, 0);
  return { cell_parameters: sum('parameters'), cell_states: sum('states') };
}

/** Fills every array that is by population, by neuron or by modulator. */
export function writeCells(draft: Draft, arrays: ModelArrays): void {
  let parameter = 0;
  let state = 0;
  for (const population of draft.populations.values()) {
    const { index, first, count, core, name } = population;
    arrays.population_kind[index] = kinds[core].number;
    arrays.population_first[index] = first;
    arrays.population_count[index] = count;
    arrays.population_parameter_first[index] = parameter;
    arrays.population_state_first[index] = state;
    const spec = draft.network.neurons[name];
    if (spec && spec.kind !== 'source') writeKind(draft, population, spec, arrays);
    parameter += count * Object.keys(kinds[core].parameters).length;
    state += count * Object.keys(kinds[core].states).length;
  }
  writeModulators(draft, arrays);
}

type Words = { readonly [name: string]: Word<object> };
type Place = readonly [into: { [index: number]: number }, offset: number];

/** Draws what is to be drawn, and writes every word of a population. */
function writeKind(
  draft: Draft,
  population: CompiledPopulation,
  spec: CellSpec,
  arrays: ModelArrays,
): void {
  const { name, count } = population;
  const kind: CellKind = cellKinds[spec.kind];
  const { tick_ms } = draft.network;
  const said = spec as { readonly [parameter: string]: unknown };
  const parameters = kind.parameters(tick_ms, said);
  const drawn = new Map<string, Float64Array>();
  for (const [parameter, quantity] of Object.entries(parameters)) {
    if (said[parameter] === undefined) continue;
    const distribution = said[parameter] as Distribution;
    const values = draft.draw(distribution, count, `${name}.${parameter}`, quantity.range);
    draft.hold(values, quantity, `neurons › ${name} › ${parameter}`);
    drawn.set(parameter, values);
  }
  const cells = Array.from({ length: count }, (_, i) =>
    Object.fromEntries([...drawn].map(([parameter, values]) => [parameter, values[i] as number])),
  );
  const path = `${draft.network.name} › neurons › ${name}`;
  checkWords(kind, said, tick_ms, cells, path, draft.problems);
  const write = (words: Words, place: (word: string) => Place) => {
    for (const [word, made] of Object.entries(words)) {
      const [into, offset] = place(word);
      if (typeof made === 'string') {
        const { raw } = parameters[made] as Quantity;
        (drawn.get(made) as Float64Array).forEach((value, i) => {
          into[offset + i] = raw(value);
        });
      } else {
        const values = Float64Array.from(cells, (cell) => made.of(cell));
        draft.hold(values, made.quantity, `neurons › ${name} › ${word}`, into, offset);
      }
    }
  };
  write(kind.words(tick_ms, said) as Words, (word) => placeOf(word, population, arrays));
  write((kind.starts?.(tick_ms, said) ?? {}) as Words, (word) => {
    const place = Object.keys(kinds[kind.core].states).indexOf(word);
    const first = arrays.population_state_first[population.index] as number;
    return [arrays.cell_start, first + place * count];
  });
}

/** A word of the pool of parameters, or else an array over all neurons. */
function placeOf(word: string, population: CompiledPopulation, arrays: ModelArrays): Place {
  const place = Object.keys(kinds[population.core].parameters).indexOf(word);
  if (place < 0) {
    return [arrays[word as keyof ModelArrays] as Int32Array | Uint8Array, population.first];
  }
  const first = arrays.population_parameter_first[population.index] as number;
  return [arrays.cell_parameter, first + place * population.count];
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
