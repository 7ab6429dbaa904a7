/** Cortical cells and the thalamic cells that talk to them, after Izhikevich's simple model. */
import {
  type IzhikevichInput,
  type IzhikevichParameters,
  izhikevich,
} from '../network/kinds/izhikevich.js';
import { type CellType, type Steps, steps } from './cell-type.js';
import { burstAndLatch } from './modulated.js';

const SOURCE =
  'E. M. Izhikevich, Simple model of spiking neurons, IEEE Transactions on Neural Networks ' +
  '14:1569 (2003)';

interface QuadraticType extends CellType<IzhikevichParameters> {
  readonly spec: (count: number, changes?: IzhikevichParameters) => IzhikevichInput;
}

export const regularSpiking = type(
  'cortical-rs',
  'Regular spiking pyramidal cell: a few quick spikes, then slower ones.',
  [0.02, 0.2, -65, 8],
  10,
  steps([-5, 5, 12], [0, 20]),
  { modulation: burstAndLatch },
);

export const intrinsicallyBursting = type(
  'cortical-ib',
  'Intrinsically bursting pyramidal cell: a burst first, then single spikes.',
  [0.02, 0.2, -55, 4],
  2,
  steps([-5, 5, 12], [0, 20]),
);

export const chattering = type(
  'cortical-ch',
  'Chattering pyramidal cell: burst after burst.',
  [0.02, 0.2, -50, 2],
  2,
  steps([-5, 5, 12], [0, 20]),
);

export const fastSpiking = type(
  'cortical-fs',
  'Fast spiking basket cell: high rates that do not slow down.',
  [0.1, 0.2, -65, 2],
  2,
  steps([-5, 5, 12], [0, 20]),
);

export const lowThresholdSpiking = type(
  'cortical-lts',
  'Low-threshold spiking inhibitory cell: high rates that slow down, spikes after a rebound.',
  [0.02, 0.25, -65, 2],
  5,
  steps([-5, 2, 10], [0, 20]),
);

export const resonator = type(
  'cortical-rz',
  'Resonator: subthreshold oscillations, and spikes to inputs in time with them.',
  [0.1, 0.26, -65, 2],
  2,
  steps([-5, 0.5, 5], [0, 20]),
  { v_start_mv: -62.5 },
);

export const thalamocortical = type(
  'thalamic-tc',
  'Thalamocortical relay cell: tonic from rest, a burst on the rebound from inhibition.',
  [0.02, 0.25, -65, 0.05],
  2,
  steps([-10, 1, 5], [0, 10]),
);

/** Steps of 0.1 ms: the paper's networks take 0.5 and 1 ms, which slow the fast types down. */
function type(
  name: string,
  summary: string,
  [a, b, c_mv, d]: readonly [number, number, number, number],
  tick_max_ms: number,
  shown: Steps,
  more: IzhikevichParameters = {},
): QuadraticType {
  const spec = (count: number, changes: IzhikevichParameters = {}) =>
    izhikevich(count, { a, b, c_mv, d, step_ms: 0.1, ...more, ...changes });
  return { name, summary, source: SOURCE, spec, tick_max_ms, steps: shown };
}
