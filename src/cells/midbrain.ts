/** Cells of the midbrain. */
import {
  type IzhikevichMembraneParameters,
  izhikevichMembrane,
} from '../network/kinds/izhikevich-membrane.js';
import { type CellType, steps } from './cell-type.js';
import { autoreceptors } from './modulated.js';

export const dopaminergic: CellType<IzhikevichMembraneParameters> = {
  name: 'midbrain-dopamine',
  summary: 'Dopamine neuron: a pacemaker at about 4 Hz; input makes bursts of 20 Hz, or a pause.',
  source:
    'Modelling choice: a quadratic membrane with a steady current, set to the rates that Grace ' +
    'and Bunney 1984 report: 2 to 10 Hz regular, bursts near 20 Hz.',
  spec: (count, changes = {}) =>
    izhikevichMembrane(count, {
      capacitance_pf: 150,
      k: 0.5,
      v_rest_mv: -60,
      v_threshold_mv: -42,
      a: 0.004,
      b: 0,
      c_mv: -65,
      d_pa: 100,
      v_peak_mv: 20,
      current_pa: 130,
      step_ms: 0.1,
      modulation: { dopamine: autoreceptors },
      ...changes,
    }),
  tick_max_ms: 10,
  steps: steps([-150, 0, 400], [-100, 500], {
    start_ms: 1000,
    stop_ms: 1300,
    duration_ms: 2000,
  }),
};
