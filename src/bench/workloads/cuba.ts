/**
 * C: the network with currents of Vogels and Abbott, Journal of Neuroscience 25:10786, 2005, in the
 * parameters of the review by Brette et al., Journal of Computational Neuroscience 23:349, 2007:
 * cells that rest above their threshold, 80 synapses each, currents of 5 and 10 ms. There a spike
 * moves a current by 1.62 or -9 mV that a membrane of 20 ms integrates: 0.405 and -4.5 mV in all.
 */
import type { NetworkSpec } from '../../network/check.js';
import { lif } from '../../network/kinds/lif.js';
import type { Network } from '../../network/network.js';
import { neuronSchema } from '../../network/neuron.js';
import { current } from '../../network/receptors/current.js';
import { type ProjectionSpec, projectionSchema } from '../../network/synapse.js';
import { spreadStart } from '../stimuli.js';
import type { Workload } from '../workload.js';

const EXCITATORY = 3200;
const INHIBITORY = 800;

const cells = lif(EXCITATORY + INHIBITORY, {
  tau_membrane_ms: 20,
  tau_synapse_ms: 5,
  rest_mv: -49,
  threshold_mv: -50,
  reset_mv: -60,
  refractory_ms: 5,
  receptors: { inhibition: current({ tau_ms: 10 }) },
});

function network(tick_ms: number): NetworkSpec {
  const all = { population: 'cells', first: 0, count: EXCITATORY + INHIBITORY };
  const shared = { probability: 0.02, delay_ms: tick_ms };
  const synapses = [
    { from: { ...all, count: EXCITATORY }, to: all, weight_mv: 0.405, ...shared },
    {
      from: { ...all, first: EXCITATORY, count: INHIBITORY },
      to: { ...all, port: 'inhibition' },
      weight_mv: -4.5,
      ...shared,
    },
  ];
  return {
    name: 'cuba',
    tick_ms,
    modulators: {},
    neurons: { cells: neuronSchema.parse(cells) },
    synapses: synapses.map((each) => projectionSchema.parse(each) as ProjectionSpec),
  };
}

function cuba(letter: string, tick_ms: number): Workload {
  return {
    letter,
    summary: `4000 LIF cells of Vogels and Abbott, currents of 5 and 10 ms, ticks of ${tick_ms} ms`,
    network: () => network(tick_ms),
    stimuli: {
      // from the reset to the threshold, of cells that would start at rest
      'a start, and then nothing': (run: Network) => spreadStart(run, [-11, -1]),
    },
  };
}

export const cubaCoarse = cuba('C', 1);
export const cubaFine = cuba('C.1', 0.1);
