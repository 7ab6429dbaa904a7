/** Draft: a network on its way to a model: what is drawn, what it became, what went wrong. */
import type { Problems } from '../errors.js';
import type { Target } from '../handle.js';
import { RandomStream } from '../random.js';
import type { NetworkSpec } from './check.js';
import { type DendriteSpec, dendriteKinds } from './dendrite.js';
import { type Distribution, Sampler } from './distribution.js';
import {
  type DendriteName,
  dendrites as dendriteTables,
  type KindName,
  type KindTable,
  kinds,
  receptors,
} from './fields.gen.js';
import { cellKinds, type NeuronSpec } from './neuron.js';
import { type CompiledPort, portsOf } from './port.js';
import type { Quantity } from './quantise.js';
import { type ReportRow, Tally } from './report.js';

export interface CompiledPopulation {
  readonly name: string;
  readonly kind: NeuronSpec['kind'];
  /** The kind of the core that runs it. */
  readonly core: KindName;
  /** Place among the populations, for `population_spikes`. */
  readonly index: number;
  /** First of its neurons among all neurons, for `source_spike` and `spike`. */
  readonly first: number;
  readonly count: number;
  /** Where synapses end; its own current is the first. */
  readonly ports: readonly CompiledPort[];
  readonly dendrites: readonly CompiledDendrite[];
}

export interface CompiledDendrite {
  readonly name: string;
  readonly kind: DendriteSpec['kind'];
  /** The kind of the core that runs it. */
  readonly core: DendriteName;
  /** Place among all dendrites. */
  readonly index: number;
  /** First of its cells, one for each neuron, for `dendrite_drive`. */
  readonly first_cell: number;
  /** First of its state words, its potential above rest, for `cell_state`. */
  readonly first_state: number;
}

export class Draft {
  readonly network: NetworkSpec;
  readonly seed: number;
  readonly problems: Problems;
  readonly populations: ReadonlyMap<string, CompiledPopulation>;
  /** The report so far, in the order of the robot. */
  readonly report: ReportRow[] = [];

  constructor(network: NetworkSpec, seed: number, problems: Problems) {
    this.network = network;
    this.seed = seed;
    this.problems = problems;
    this.populations = populationsOf(network);
  }

  get neurons(): number {
    return [...this.populations.values()].reduce((sum, { count }) => sum + count, 0);
  }

  get slots(): number {
    return [...this.populations.values()].reduce((sum, { count, ports }) => {
      return sum + count * ports.length;
    }, 0);
  }

  /** The port where the synapses of a projection end. */
  portOf({ population, port }: Target): CompiledPort {
    const { ports } = this.populations.get(population) as CompiledPopulation;
    return ports.find(({ name }) => name === port) as CompiledPort;
  }

  /** The first of a slice's neurons among all neurons. */
  firstOf({ population, first }: Target): number {
    return (this.populations.get(population) as CompiledPopulation).first + first;
  }

  /**
   * Values of one parameter in order, keyed by `stream`. Open ends of a distribution are closed by
   * `within`, so that no seed draws what cannot be held.
   */
  draw(
    distribution: Distribution,
    count: number,
    stream: string,
    within: readonly [number, number],
  ): Float64Array {
    const sampler = new Sampler(distribution, new RandomStream(this.seed, stream), within);
    return Float64Array.from({ length: count }, () => sampler.next());
  }

  /** Values as integers into an array of the model, if one is given, and a row in the report. */
  hold(
    values: Float64Array,
    quantity: Quantity,
    path: string,
    into: { [index: number]: number } = [],
    offset = 0,
  ): void {
    if (values.length === 0) return;
    const tally = new Tally(path, quantity);
    values.forEach((value, index) => {
      const raw = quantity.raw(value);
      into[offset + index] = raw;
      tally.add(value, quantity.value(raw));
    });
    this.report.push(tally.row());
  }
}

/** The dendrites of a population by name; sources have none. */
export function dendritesOf(spec: NeuronSpec): { readonly [name: string]: DendriteSpec } {
  return spec.kind === 'source' ? {} : (spec.dendrites ?? {});
}

/** Populations in the order of the robot, their neurons one after another. */
function populationsOf(network: NetworkSpec): Map<string, CompiledPopulation> {
  const populations = new Map<string, CompiledPopulation>();
  let first = 0;
  let index = 0;
  let first_slot = 0;
  let dendrite = 0;
  let first_cell = 0;
  let first_state = 0;
  const skip = ({ states }: KindTable, count: number) => {
    first_state += Object.keys(states).length * count;
  };
  Object.entries(network.neurons).forEach(([name, spec], place) => {
    const { kind, count } = spec;
    const core = kind === 'source' ? kind : cellKinds[kind].core;
    skip(kinds[core], count);
    const ports = portsOf(spec).map((port) => {
      skip(receptors[port.receptor], count);
      const compiled = { ...port, index, first_slot };
      index += 1;
      first_slot += count;
      return compiled;
    });
    const dendrites = Object.entries(dendritesOf(spec)).map(([own, said]) => {
      const { core } = dendriteKinds[said.kind];
      const place = { index: dendrite, first_cell, first_state };
      skip(dendriteTables[core], count);
      dendrite += 1;
      first_cell += count;
      return { name: own, kind: said.kind, core, ...place };
    });
    populations.set(name, { name, kind, core, index: place, first, count, ports, dendrites });
    first += count;
  });
  return populations;
}
