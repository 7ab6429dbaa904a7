/** L: more synapses than any cache holds. The weights of the cells among each other balance. */
import type { NetworkSpec } from '../../network/check.js';
import { lif } from '../../network/kinds/lif.js';
import { source } from '../../network/kinds/source.js';
import { neuronSchema } from '../../network/neuron.js';
import { type ProjectionSpec, projectionSchema } from '../../network/synapse.js';
import { poissonSources } from '../stimuli.js';
import type { Workload } from '../workload.js';

/** Of the large and the small size: sources, and cells, four fifths of which excite. */
const SOURCES = { large: 10_000, small: 500 };
const CELLS = { large: 100_000, small: 5000 };
const FROM_SOURCE = 100;
const FROM_CELL = 90;
const RATE_HZ = 10;

function network(small: boolean): NetworkSpec {
  const size = small ? 'small' : 'large';
  const [sources, cells] = [SOURCES[size], CELLS[size]];
  const excitatory = (cells * 4) / 5;
  const part = (population: string, first: number, count: number) => ({ population, first, count });
  const everyCell = part('cells', 0, cells);
  const synapses = [
    { from: part('sources', 0, sources), fan_out: FROM_SOURCE, weight_mv: 4 },
    { from: part('cells', 0, excitatory), fan_out: FROM_CELL, weight_mv: 0.2 },
    { from: part('cells', excitatory, cells - excitatory), fan_out: FROM_CELL, weight_mv: -0.8 },
  ];
  return {
    name: 'large',
    tick_ms: 1,
    modulators: {},
    neurons: {
      sources: neuronSchema.parse(source(sources)),
      cells: neuronSchema.parse(lif(cells)),
    },
    synapses: synapses.map(
      (each) => projectionSchema.parse({ to: everyCell, delay_ms: 1, ...each }) as ProjectionSpec,
    ),
  };
}

export const large: Workload = {
  letter: 'L',
  summary: '100,000 LIF cells, 10 million synapses, 10,000 Poisson sources of 10 Hz',
  network,
  stimuli: {
    'Poisson sources': (network) => {
      const { first, count } = network.compiled.populations.get('sources') as {
        readonly first: number;
        readonly count: number;
      };
      return poissonSources(network, [first, count], RATE_HZ / 1000);
    },
  },
};
