/** Cells of the cerebellum, as adaptive leaky cells. */
import { type AdaptiveLifParameters, adaptiveLif } from '../network/kinds/adaptive-lif.js';
import { type CellType, steps } from './cell-type.js';

const SOURCE =
  'Modelling choice: time constant, rest and threshold as in the leaky cells of Yamazaki and ' +
  'Tanaka, Neural Networks 20:290 (2007); their after-hyperpolarising conductance is a current ' +
  'here';

export const granule: CellType<AdaptiveLifParameters> = {
  name: 'cerebellar-granule',
  summary: 'Granule cell: silent and hard to excite, quick, spikes without tiring.',
  source: `${SOURCE}.`,
  spec: (count, changes = {}) =>
    adaptiveLif(count, {
      tau_membrane_ms: 7.2,
      rest_mv: -58,
      threshold_mv: -35,
      reset_mv: -58,
      refractory_ms: 2,
      adaptation_jump_mv: 10,
      tau_adaptation_ms: 5,
      ...changes,
    }),
  tick_max_ms: 1,
  steps: steps([-10, 24, 50], [0, 80]),
};

export const purkinje: CellType<AdaptiveLifParameters> = {
  name: 'cerebellar-purkinje',
  summary: 'Purkinje-like cell: fires by itself at about 40 Hz; inhibition makes it pause.',
  source: `${SOURCE}; the steady current is set to simple spikes at about 40 Hz.`,
  spec: (count, changes = {}) =>
    adaptiveLif(count, {
      tau_membrane_ms: 45.7,
      rest_mv: -68,
      threshold_mv: -55,
      reset_mv: -68,
      refractory_ms: 2,
      bias_mv: 40,
      adaptation_jump_mv: 30,
      tau_adaptation_ms: 5,
      ...changes,
    }),
  tick_max_ms: 10,
  steps: steps([-40, 0, 60], [-40, 160]),
};
