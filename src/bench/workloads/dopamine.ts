/**
 * B: Izhikevich, Solving the distal reward problem, Cerebral Cortex 17:2443, 2007. Its rule
 * dw/dt = (0.002 + dopamine) * eligibility, in units of 10 ms, holds in every tick here, and not
 * every 10 ms. Reward comes once in a second at random, since no behaviour is asked for.
 */
import type { NetworkSpec } from '../../network/check.js';
import type { Distribution } from '../../network/distribution.js';
import type { PairStdpSpec } from '../../network/learning/pair-stdp.js';
import type { ModulationInput } from '../../network/modulation.js';
import type { ModulatorSpec } from '../../network/modulator.js';
import type { Network } from '../../network/network.js';
import { plasticitySchema } from '../../network/plasticity.js';
import { copiedNoise, freshNoise, releaseAtTimes } from '../stimuli.js';
import type { Stimulus, Workload } from '../workload.js';
import { thousandCells } from './izhikevich.js';

export const NOISE_MV = 13;
export const REWARD = 0.5;
const REWARD_TICKS = 1000;

/** The rule of its synapses. */
export const learn = plasticitySchema.parse({
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
}) as PairStdpSpec;

export const published: ModulatorSpec = { tau_ms: 200, tonic: 0.002, min: 0, max: 7 };

/** Modulators beside dopamine, and what the cells make of them. */
export interface Others {
  readonly modulators: { readonly [name: string]: ModulatorSpec };
  readonly modulation: { readonly [name: string]: ModulationInput };
}

/** Its network; what may differ: weights, dopamine, whether it learns, and how many cells. */
export function dopamineNetwork(
  options: {
    readonly weight_mv?: Distribution;
    readonly dopamine?: ModulatorSpec;
    readonly others?: Others;
    readonly learns?: boolean;
    readonly times?: number;
  } = {},
): NetworkSpec {
  const { weight_mv = 1, dopamine = published, others, learns = true, times = 1 } = options;
  const excitation = { weight_mv, delay_ms: 1, ...(learns && { learn }) };
  return thousandCells('dopamine', excitation, {
    inhibition_mv: -1,
    modulators: { dopamine, ...others?.modulators },
    ...(others && { modulation: others.modulation }),
    times,
  });
}

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
  network: () => dopamineNetwork(),
  stimuli: {
    'noise of 13, drawn in advance': rewarded(copiedNoise),
    'noise of 13, drawn in every tick': rewarded(freshNoise),
  },
};
