/** Leaky integrate-and-fire cells by their equations, in doubles, slowly and plainly. */
import type { Compiled } from '../../src/network/compile.js';
import type { CompiledPopulation } from '../../src/network/draft.js';
import type { ModelArrayName } from '../../src/network/fields.gen.js';
import { readArray } from '../../src/network/model-file.js';

interface Synapse {
  readonly pre: number;
  readonly post: number;
  readonly delay: number;
  readonly weight: number;
}

/** Static synapses and hard thresholds only. */
export class LifReference {
  readonly potential: number[];
  readonly #compiled: Compiled;
  readonly #synapses: Synapse[];
  readonly #parameters: Parameters;
  readonly #current: number[];
  readonly #resting: number[];
  readonly #spikes: Set<number>[] = [];

  constructor(compiled: Compiled) {
    this.#compiled = compiled;
    this.#synapses = synapsesOf(compiled);
    this.#parameters = parametersOf(compiled);
    this.potential = [...this.#parameters.rest];
    this.#current = this.potential.map(() => 0);
    this.#resting = this.potential.map(() => 0);
  }

  /** One tick; returns the neurons that spiked, sources included. */
  tick(sources: ReadonlySet<number>): Set<number> {
    const arriving = new Array<number>(this.potential.length).fill(0);
    for (const { pre, post, delay, weight } of this.#synapses) {
      if (this.#spikes.at(-delay)?.has(pre)) arriving[post] = (arriving[post] ?? 0) + weight;
    }
    const spikes = new Set(sources);
    for (const { kind, first, count } of this.#compiled.populations.values()) {
      for (let i = first; kind === 'lif' && i < first + count; i++) {
        if (this.#fires(i, arriving[i] as number)) spikes.add(i);
      }
    }
    this.#spikes.push(spikes);
    return spikes;
  }

  #fires(i: number, arriving: number): boolean {
    const of = (values: readonly number[]) => values[i] as number;
    const p = this.#parameters;
    this.#current[i] = of(p.keepSynapse) * of(this.#current) + (1 - of(p.keepSynapse)) * arriving;
    if (of(this.#resting) > 0) {
      this.#resting[i] = of(this.#resting) - 1;
      return false;
    }
    const decayed = of(p.keepMembrane) * (of(this.potential) - of(p.rest));
    const v = of(p.rest) + decayed + of(this.#current) + of(p.bias);
    const fires = v >= of(p.threshold);
    this.potential[i] = fires ? of(p.reset) : v;
    if (fires) this.#resting[i] = of(p.refractory);
    return fires;
  }
}

type Parameters = ReturnType<typeof parametersOf>;

function parametersOf({ bytes, populations }: Compiled) {
  const real = (name: ModelArrayName, fraction: number): number[] =>
    Array.from(readArray(bytes, name) as ArrayLike<number>, (raw) => raw / 2 ** fraction);
  const words = real('cell_parameter', 31);
  // A word of each cell, from where its population's begin; sources have none.
  const perCell = (firstOf: (population: CompiledPopulation) => number | undefined) =>
    [...populations.values()].flatMap((population) => {
      const first = firstOf(population) ?? Number.NaN;
      return Array.from({ length: population.count }, (_, i) => words[first + i] ?? 0);
    });
  const kinds = readArray(bytes, 'population_parameter_first');
  const ports = readArray(bytes, 'port_parameter_first');
  return {
    keepMembrane: perCell(({ kind, index }) => (kind === 'lif' ? kinds[index] : undefined)),
    keepSynapse: perCell((population) => ports[population.ports[0]?.index ?? -1]),
    rest: real('rest', 23),
    threshold: real('threshold', 23),
    reset: real('reset', 23),
    bias: real('bias', 23),
    refractory: real('refractory_ticks', 0),
  };
}

function synapsesOf({ bytes, counts, populations }: Compiled): Synapse[] {
  const read = (name: ModelArrayName) => readArray(bytes, name) as ArrayLike<number>;
  const delays = read('static_lane_delay');
  const firsts = read('static_lane_pre_first');
  const rows = read('static_lane_row_first');
  const starts = read('static_row_start');
  const targets = read('static_target');
  const weights = read('static_weight');
  const sizes = read('static_lane_pre_count');
  // The neuron of every slot; there is one port a population.
  const neurons = [...populations.values()].flatMap(({ ports, first, count }) =>
    Array.from({ length: ports.length * count }, (_, i) => first + (i % count)),
  );
  const synapses: Synapse[] = [];
  for (let lane = 0; lane < counts.static_lanes; lane++) {
    for (let row = 0; row < (sizes[lane] as number); row++) {
      const at = (rows[lane] as number) + row;
      for (let i = starts[at] as number; i < (starts[at + 1] as number); i++) {
        synapses.push({
          pre: (firsts[lane] as number) + row,
          post: neurons[targets[i] as number] as number,
          delay: delays[lane] as number,
          weight: (weights[i] as number) / 2 ** 24,
        });
      }
    }
  }
  return synapses;
}
