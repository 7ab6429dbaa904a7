/** Cells at the body's ends: what it senses with and what it moves by. */
import { type AdaptiveLifParameters, adaptiveLif } from '../network/kinds/adaptive-lif.js';
import { type CellType, steps } from './cell-type.js';

export const sensory: CellType<AdaptiveLifParameters> = {
  name: 'sensory',
  summary: 'Sensory neuron: strong at the onset of a stimulus, then at about a third of that.',
  source:
    'Modelling choice: a leaky cell whose threshold rises with each spike, set to the course of ' +
    'a slowly adapting mechanoreceptor.',
  spec: (count, changes = {}) =>
    adaptiveLif(count, {
      tau_membrane_ms: 10,
      rest_mv: -70,
      threshold_mv: -60,
      reset_mv: -70,
      refractory_ms: 1,
      threshold_jump_mv: 1.5,
      tau_threshold_ms: 150,
      ...changes,
    }),
  tick_max_ms: 5,
  steps: steps([-10, 12, 40], [0, 80]),
};

export const motor: CellType<AdaptiveLifParameters> = {
  name: 'motor',
  summary: 'Motor neuron: steady rates of about 10 to 40 Hz, held down by a long after-current.',
  source:
    'Modelling choice: a leaky cell with an after-hyperpolarising current of 50 ms, set to the ' +
    'rates at which muscles are driven.',
  spec: (count, changes = {}) =>
    adaptiveLif(count, {
      tau_membrane_ms: 10,
      rest_mv: -70,
      threshold_mv: -55,
      reset_mv: -70,
      refractory_ms: 3,
      adaptation_jump_mv: 20,
      tau_adaptation_ms: 50,
      ...changes,
    }),
  tick_max_ms: 10,
  steps: steps([-10, 20, 60], [0, 80]),
};
