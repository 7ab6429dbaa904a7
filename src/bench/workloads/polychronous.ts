/**
 * A and S: Izhikevich, Polychronization, Neural Computation 18:245, 2006. There a weight takes what
 * its synapse earned once a second, of which a tenth is then forgotten; here it takes it as it is
 * earned: eligibility lasts 9491 ms (exp(-1000 / 9491) = 0.9), and a modulator that stays at 1
 * lets it act. The constant rise of 0.01 a second is left out.
 */
import { list } from '../../network/distribution.js';
import { plasticitySchema } from '../../network/plasticity.js';
import { kickOne } from '../stimuli.js';
import type { Workload } from '../workload.js';
import { thousandCells } from './izhikevich.js';

const excitation = {
  weight_mv: 6,
  delay_ms: list(Array.from({ length: 20 }, (_, i) => i + 1)),
};
const learn = plasticitySchema.parse({
  kind: 'pairStdp',
  modulator: 'always',
  tau_eligibility_ms: 9491,
  rate_per_s: 1,
  reference: 0,
  bounds_mv: [0, 10],
  a_plus_mv: 0.1,
  a_minus_mv: 0.12,
  tau_plus_ms: 20,
  tau_minus_ms: 20,
  pairing: 'nearest',
});
const stimuli = {
  'one cell gets 20': (network: Parameters<typeof kickOne>[0]) => kickOne(network, 20),
};

export const polychronous: Workload = {
  letter: 'A',
  summary: '1000 Izhikevich cells, 100,000 synapses, delays of 1 to 20 ms, STDP',
  network: () =>
    thousandCells(
      'polychronous',
      { ...excitation, learn },
      { inhibition_mv: -5, modulators: { always: { tau_ms: 0, tonic: 1, min: 0, max: 1 } } },
    ),
  stimuli,
};

export const polychronousStatic: Workload = {
  letter: 'S',
  summary: 'the same, and no weight changes',
  network: () => thousandCells('polychronous-static', excitation, { inhibition_mv: -5 }),
  stimuli,
};
