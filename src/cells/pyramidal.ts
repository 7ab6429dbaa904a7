/** Layer-5 pyramidal cells with an apical tuft: they burst when soma and tuft agree. */
import { apical } from '../network/dendrites/apical.js';
import { plateau } from '../network/dendrites/plateau.js';
import { type AdaptiveLifParameters, adaptiveLif } from '../network/kinds/adaptive-lif.js';
import { type IzhikevichParameters, izhikevich } from '../network/kinds/izhikevich.js';
import { type CellType, steps } from './cell-type.js';

/** Of a current of 1 pA that stays, how far it lifts the resting potential: 16 ms / 370 pF. */
const LIFT_MV_PER_PA = 16 / 370;

export const layer5Pyramidal: CellType<AdaptiveLifParameters> = {
  name: 'l5-pyramidal',
  summary:
    'Layer-5 pyramidal cell with an apical tuft: a spike and input to the tuft make a burst.',
  source:
    'R. Naud, B. Bathellier and W. Gerstner, Spike-timing prediction in cortical neurons with ' +
    'active dendrites, Frontiers in Computational Neuroscience 8:90 (2014), with the parameters ' +
    'of A. Payeur, J. Guerguiev, F. Zenke, B. A. Richards and R. Naud, Burst-dependent synaptic ' +
    'plasticity can coordinate learning in hierarchical circuits, Nature Neuroscience 24:1010 ' +
    '(2021)',
  spec: (count, changes = {}) =>
    adaptiveLif(count, {
      tau_membrane_ms: 16,
      rest_mv: -70,
      threshold_mv: -50,
      reset_mv: -70,
      threshold_jump_mv: 2,
      tau_threshold_ms: 27,
      adaptation_jump_mv: 200 * LIFT_MV_PER_PA,
      tau_adaptation_ms: 100,
      refractory_ms: 0,
      dendrites: { apical: apical() },
      ...changes,
    }),
  tick_max_ms: 1,
  steps: steps([-300, 600, 1200], [0, 1500]),
  coincidence: { dendrite: 'apical', soma: 2200, branch: 450 },
};

export const layer5PyramidalCheap: CellType<IzhikevichParameters> = {
  name: 'l5-pyramidal-plateau',
  summary: 'Layer-5 pyramidal cell, its tuft a threshold and a plateau: cheaper than l5-pyramidal.',
  source:
    'Modelling choice: the regular spiking cell of Izhikevich 2003 with a threshold, a plateau ' +
    'and a jump by each spike in the tuft, after the BAC firing of M. E. Larkum, J. J. Zhu and ' +
    "B. Sakmann, Nature 398:338 (1999), and Lava's plateau neuron; the numbers were searched " +
    'until spikes and window were those of l5-pyramidal.',
  spec: (count, changes = {}) =>
    izhikevich(count, {
      a: 0.02,
      b: 0.2,
      c_mv: -65,
      d: 8,
      dendrites: { apical: plateau({ reset_mv: -54, jump: 3 }) },
      ...changes,
    }),
  tick_max_ms: 1,
  steps: steps([-5, 5, 12], [0, 20]),
  coincidence: { dendrite: 'apical', soma: 5.5, branch: 1.6 },
};
