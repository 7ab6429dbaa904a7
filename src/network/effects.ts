/**
 * Effects: what modulators do to cells, as the core does it. A word of a cell is moved by slope o +
 * curve o² at occupancy o: through what the description's own numbers make of it where none, half
 * and all receptors are occupied.
 */
import { type Cells, SHARED_WORDS } from './cells.js';
import { checkWords } from './check-words.js';
import type { Draft } from './draft.js';
import type { ModelArrays } from './fields.gen.js';
import {
  type Change,
  changed,
  type ModulationSpec,
  type OccupancySpec,
  occupancyAt,
  wayOf,
} from './modulation.js';
import { type Concentration, levelIn, levelQuantity } from './modulator.js';
import type { CellSpec } from './neuron.js';
import { cellsOf, type Drawn, type Held, heldWords, type Part } from './parts.js';
import { fixed } from './quantise.js';

/** A curve of occupancy over the levels of one concentration. */
interface Binding {
  readonly concentration: number;
  readonly occupancy: OccupancySpec | undefined;
}

/** A factor at full occupancy, of a port or of a rule. */
interface Factor {
  readonly binding: number;
  readonly of: number;
  readonly times: number;
}

interface Effect {
  readonly binding: number;
  readonly population: number;
  readonly word: number;
  readonly slope: Int32Array;
  readonly curve: Int32Array;
}

/** Everything that modulators do in a network, as it is drawn. */
export class Effects {
  readonly concentrations: readonly Concentration[];
  /** Populations with a word that moves, by name. */
  readonly affected = new Set<string>();
  readonly #bindings = new Map<string, Binding>();
  readonly #effects: Effect[] = [];
  readonly #gains: Factor[] = [];
  readonly #gates: Factor[] = [];

  constructor(draft: Draft, cells: readonly Cells[], concentrations: readonly Concentration[]) {
    this.concentrations = concentrations;
    for (const { population, parts } of cells) {
      const effects: Effect[] = [];
      for (const [modulator, spec] of modulationOf(draft, population.name)) {
        const binding = this.bindingOf(modulator, spec, regionOf(draft, population.name));
        effects.push(...effectsOf(draft, { population, parts }, modulator, spec, binding));
        for (const [name, { times }] of Object.entries(spec.receptors ?? {})) {
          const port = population.ports.find((one) => (one.name ?? 'current') === name);
          if (port) this.#gains.push({ binding, of: port.index, times });
        }
      }
      if (effects.length > 0) this.affected.add(population.name);
      this.#effects.push(...effects.sort((a, b) => a.word - b.word));
    }
    this.#gains.sort((a, b) => a.of - b.of);
  }

  /** The binding of a modulator where a population is; made when it is first asked for. */
  bindingOf(modulator: string, { occupancy }: ModulationSpec, region: string | undefined): number {
    const concentration = levelIn(this.concentrations, modulator, region) as number;
    const key = JSON.stringify([concentration, occupancy]);
    if (!this.#bindings.has(key)) this.#bindings.set(key, { concentration, occupancy });
    return [...this.#bindings.keys()].indexOf(key);
  }

  /** What a rule is taught is multiplied by `times` where all receptors are occupied. */
  gate(rule: number, binding: number, times: number): void {
    this.#gates.push({ binding, of: rule, times });
  }

  get counts() {
    const words = this.#effects.reduce((sum, { slope }) => sum + slope.length, 0);
    return {
      bindings: this.#bindings.size,
      effects: this.#effects.length,
      effect_words: words,
      gains: this.#gains.length,
      gates: this.#gates.length,
    };
  }

  write(arrays: ModelArrays): void {
    [...this.#bindings.values()].forEach((binding, index) => {
      arrays.binding_modulator[index] = binding.concentration;
      const curve = curveOf(binding, this.concentrations[binding.concentration] as Concentration);
      arrays.binding_curve.set(curve, index * curve.length);
    });
    let first = 0;
    this.#effects.forEach(({ binding, population, word, slope, curve }, index) => {
      arrays.effect_binding[index] = binding;
      arrays.effect_population[index] = population;
      arrays.effect_word[index] = word;
      arrays.effect_slope.set(slope, first);
      arrays.effect_curve.set(curve, first);
      first += slope.length;
    });
    writeFactors(this.#gains, [arrays.gain_binding, arrays.gain_port, arrays.gain_slope]);
    const gates = [...this.#gates].sort((a, b) => a.of - b.of);
    writeFactors(gates, [arrays.gate_binding, arrays.gate_rule, arrays.gate_slope]);
  }
}

/** What the cells of a population make of the modulators that there are. */
export function modulationOf(
  { network: { neurons, modulators } }: Draft,
  population: string,
): [string, ModulationSpec][] {
  const spec = neurons[population];
  const said = spec && spec.kind !== 'source' ? Object.entries(spec.modulation ?? {}) : [];
  return said.filter(([name]) => Object.hasOwn(modulators, name));
}

export function regionOf(draft: Draft, population: string): string | undefined {
  return (draft.network.neurons[population] as CellSpec | undefined)?.region;
}

function writeFactors(
  factors: readonly Factor[],
  [binding, of, slope]: readonly [Uint32Array, Uint32Array, Int32Array],
): void {
  factors.forEach((factor, index) => {
    binding[index] = factor.binding;
    of[index] = factor.of;
    slope[index] = fixed('q3_28', '').raw(factor.times - 1);
  });
}

/** Occupancies at equal steps from the least level to the most. */
function curveOf({ occupancy }: Binding, { spec }: Concentration): Int32Array {
  const level = levelQuantity();
  const [min, max] = [level.value(level.raw(spec.min)), level.value(level.raw(spec.max))];
  const { raw } = fixed('q16_15', '');
  return Int32Array.from({ length: POINTS }, (_, k) => {
    return raw(occupancyAt(occupancy, min + ((max - min) * k) / (POINTS - 1)));
  });
}

/** How many points a curve has in the core. */
const POINTS = 65;

/** The effects of one modulator on a population, one for each word that it moves. */
function effectsOf(
  draft: Draft,
  { population, parts }: Cells,
  modulator: string,
  spec: ModulationSpec,
  binding: number,
): Effect[] {
  if (!spec.cell && !spec.dendrites) return [];
  const path = `${draft.network.name} › neurons › ${population.name} › modulation › ${modulator}`;
  const at = (occupancy: number) => wordsAt(draft, parts, spec, occupancy, path);
  const [none, half, all] = [0, 0.5, 1].map(at) as [Held[], Held[], Held[]];
  const effects: Effect[] = [];
  let first: number = SHARED_WORDS.length;
  parts.forEach((part, k) => {
    const pool = Object.keys(part.table.parameters);
    for (const [word, start] of none[k] as Held) {
      const shared = k === 0 ? SHARED_WORDS.indexOf(word as (typeof SHARED_WORDS)[number]) : -1;
      const place = pool.includes(word) ? first + pool.indexOf(word) : shared;
      const [middle, end] = [half[k]?.get(word), all[k]?.get(word)] as [Int32Array, Int32Array];
      if (start.every((value, i) => value === middle[i] && value === end[i])) continue;
      if (word in part.table.states) continue;
      if (place < 0 || part.table.parameters[word]?.format === 'i32') {
        refuse(draft, path, word);
        continue;
      }
      const response = respond(draft, { start, middle, end }, `${path} › ${word}`);
      effects.push({ binding, population: population.index, word: place, ...response });
    }
    first += pool.length;
  });
  return effects;
}

/** Slope and curve through three points. */
function respond(
  draft: Draft,
  { start, middle, end }: { start: Int32Array; middle: Int32Array; end: Int32Array },
  path: string,
): { slope: Int32Array; curve: Int32Array } {
  const at = (values: Int32Array, i: number) => values[i] as number;
  const bend = (_: number, i: number) => 2 * (at(end, i) - 2 * at(middle, i) + at(start, i));
  const curve = Float64Array.from(start, bend);
  const slope = Float64Array.from(start, (value, i) => at(end, i) - value - (curve[i] as number));
  const worst = [...curve, ...slope].find((value) => Math.abs(value) >= 2 ** 31);
  if (worst !== undefined) {
    const remedy = 'let the modulator change less';
    const got = `a change of ${worst} as the core holds it`;
    draft.problems.add('NUMBER_NOT_HELD', path, got, 'below 2^31 in magnitude', remedy);
  }
  return { slope: Int32Array.from(slope), curve: Int32Array.from(curve) };
}

function refuse(draft: Draft, path: string, word: string): void {
  const allowed = 'numbers that may change from tick to tick';
  const remedy = 'move another parameter: counts of ticks and steps stay as they are';
  draft.problems.add('DESCRIPTION_INVALID', path, `a change of ${word}`, allowed, remedy);
}

/** The words of every part where a share of the receptors is occupied. */
function wordsAt(
  draft: Draft,
  parts: readonly Part[],
  spec: ModulationSpec,
  occupancy: number,
  path: string,
): Held[] {
  const [soma] = parts as [Part];
  const cell = changedNumbers(draft, soma.own, spec.cell, occupancy, path);
  const count = cell.values().next().value?.length ?? 0;
  return parts.map((part) => {
    const changes = part.dendrite === undefined ? {} : spec.dendrites?.[part.dendrite];
    const stream = `${path}.${part.dendrite}`;
    const own = part === soma ? cell : changedNumbers(draft, part.own, changes, occupancy, stream);
    const numbers = part.numbers(own, cell);
    const cells = cellsOf(numbers, count);
    const { row, table, said } = part;
    const { tick_ms } = draft.network;
    checkWords(row, table, said, tick_ms, cells, path, draft.problems);
    return heldWords(part, numbers, cells, tick_ms);
  });
}

/** Amounts may be drawn, each time the same. */
function changedNumbers(
  draft: Draft,
  drawn: Drawn,
  changes: { readonly [parameter: string]: Change } | undefined,
  occupancy: number,
  stream: string,
): Drawn {
  const numbers = new Map(drawn);
  for (const [parameter, change] of Object.entries(changes ?? {})) {
    const values = drawn.get(parameter);
    if (!values) continue;
    const [way, said] = wayOf(change);
    const open = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
    const amounts = draft.draw(said, values.length, `${stream}.${parameter}`, open);
    numbers.set(
      parameter,
      values.map((value, i) => changed(value, way, amounts[i] as number, occupancy)),
    );
  }
  return numbers;
}
