/** Cells of the striatum: spiny cells with D1 or D2 receptors, and two kinds of interneurons. */
import { type IzhikevichParameters, izhikevich } from '../network/kinds/izhikevich.js';
import {
  type IzhikevichMembraneParameters,
  izhikevichMembrane,
} from '../network/kinds/izhikevich-membrane.js';
import { type CellType, steps } from './cell-type.js';
import { d1Dopamine, d2Dopamine, pause } from './modulated.js';

const HUMPHRIES =
  'M. D. Humphries, N. Lepora, R. Wood and K. Gurney, Capturing dopaminergic modulation and ' +
  'bimodal membrane behaviour of striatal medium spiny neurons in accurate, reduced models, ' +
  'Frontiers in Computational Neuroscience 3:26 (2009)';

/** Parameters of a spiny cell, and how much dopamine its receptors see. */
export interface SpinyChanges extends IzhikevichMembraneParameters {
  /** Dopamine that is always there, 0 to 1, beside what the robot's own does. Default 0. */
  readonly phi?: number;
}

const SPINY = {
  capacitance_pf: 15.2,
  k: 1,
  v_rest_mv: -80,
  v_threshold_mv: -29.7,
  a: 0.01,
  b: -20,
  c_mv: -55,
  d_pa: 91,
  v_peak_mv: 40,
  v_start_mv: -80,
  step_ms: 0.1,
};

const SPINY_STEPS = steps([-100, 260, 400], [200, 450], {
  tick_ms: 0.1,
  stop_ms: 900,
  duration_ms: 1000,
});

export const spinyD1: CellType<SpinyChanges> = {
  name: 'striatal-d1',
  summary: 'Spiny projection cell with D1 receptors: dopamine lowers rest and makes it steeper.',
  source: HUMPHRIES,
  spec: (count, { phi = 0, ...changes } = {}) =>
    izhikevichMembrane(count, {
      ...SPINY,
      v_rest_mv: SPINY.v_rest_mv * (1 + 0.0289 * phi),
      d_pa: SPINY.d_pa * (1 - 0.331 * phi),
      modulation: { dopamine: d1Dopamine(changes.receptors) },
      ...changes,
    }),
  tick_max_ms: 2,
  steps: SPINY_STEPS,
};

export const spinyD2: CellType<SpinyChanges> = {
  name: 'striatal-d2',
  summary: 'Spiny projection cell with D2 receptors: dopamine makes it easier to excite.',
  source: HUMPHRIES,
  spec: (count, { phi = 0, ...changes } = {}) =>
    izhikevichMembrane(count, {
      ...SPINY,
      k: SPINY.k * (1 - 0.032 * phi),
      modulation: { dopamine: d2Dopamine(changes.receptors) },
      ...changes,
    }),
  tick_max_ms: 2,
  steps: SPINY_STEPS,
};

export const striatalFastSpiking: CellType<IzhikevichParameters> = {
  name: 'striatal-fs',
  summary: 'Fast-spiking interneuron: silent at rest, then at once at a high rate.',
  source:
    'Modelling choice: the fast-spiking cell of Izhikevich 2003, with rest at -70 mV. The cubic ' +
    'recovery that Izhikevich 2007 and Humphries 2009 give it is not in the quadratic kernel.',
  spec: (count, changes = {}) =>
    izhikevich(count, {
      a: 0.1,
      b: 0.2,
      c_mv: -65,
      d: 2,
      v_start_mv: -70,
      step_ms: 0.1,
      ...changes,
    }),
  tick_max_ms: 2,
  steps: steps([-5, 5, 15], [0, 20]),
};

export const cholinergic: CellType<IzhikevichMembraneParameters> = {
  name: 'striatal-cholinergic',
  summary: 'Cholinergic interneuron: fires by itself at about 5 Hz and pauses when inhibited.',
  source:
    'Modelling choice: an intrinsically bursting membrane as in Izhikevich, Dynamical Systems in ' +
    'Neuroscience (2007), with a steady current, after the idea of Ashby and Crossley 2011; ' +
    'recovery slowed until it fires at about 5 Hz.',
  spec: (count, changes = {}) =>
    izhikevichMembrane(count, {
      capacitance_pf: 100,
      k: 1.2,
      v_rest_mv: -75,
      v_threshold_mv: -45,
      a: 0.005,
      b: 5,
      c_mv: -56,
      d_pa: 300,
      v_peak_mv: 40,
      current_pa: 500,
      step_ms: 0.1,
      modulation: { dopamine: pause },
      ...changes,
    }),
  tick_max_ms: 10,
  steps: steps([-300, 0, 300], [-300, 500], {
    start_ms: 500,
    stop_ms: 1000,
    duration_ms: 1500,
  }),
};
