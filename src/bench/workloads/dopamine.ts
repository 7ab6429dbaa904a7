/**
 * B: Izhikevich, Solving the distal reward problem, Cerebral Cortex 17:2443, 2007. Its rule
 * dw/dt = (0.002 + dopamine) * eligibility, in units of 10 ms, holds in every tick here, and not
 * every 10 ms. Reward comes once in a second at random, since no behaviour is asked for.
 */
import type { Network } from '../../network/network.js';
import { plasticitySchema } from '../../network/plasticity.js';
import { copiedNoise, freshNoise, releaseAtTimes } from '../stimuli.js';
import type { Stimulus, Workload } from '../workload.js';
import { thousandCells } from './izhikevich.js';

const NOISE_MV = 13;
const REWARD = 0.5;
const REWARD_TICKS = 1000;

const learn = plasticitySchema.parse({
  kind: 'pairStdp',
  modulator: 'dopamine',
  tau_eligibility_ms: 1000,
  rate_per_s: 100,
  reference: 0,
  bounds_mv: [0, 4],
  a_plus_mv: 0.1,
  a_minus_mv: 0.15,
  tau_plus_ms: 20,
  tau_minus_ms: 20,
  pairing: 'nearest',
});

const rewarded =
  (noise: (network: Network, width_mv: number) => Stimulus) => (network: Network) => {
    const jostle = noise(network, NOISE_MV);
    const reward = releaseAtTimes(network, REWARD, REWARD_TICKS);
    return () => {
      jostle();
      reward();
    };
  };

export const dopamine: Workload = {
  letter: 'B',
  summary: '1000 Izhikevich cells, 100,000 synapses, eligibility, dopamine in every tick',
  network: () =>
    thousandCells(
      'dopamine',
      { weight_mv: 1, delay_ms: 1, learn },
      {
        inhibition_mv: -1,
        modulators: { dopamine: { tau_ms: 200, tonic: 0.002, min: 0, max: 7 } },
      },
    ),
  stimuli: {
    'noise of 13, drawn in advance': rewarded(copiedNoise),
    'noise of 13, drawn in every tick': rewarded(freshNoise),
  },
};
