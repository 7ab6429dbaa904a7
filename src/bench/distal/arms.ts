/** Arms of the distal reward problem: what its dopamine may do. The first is the claim. */
import type { ModulatorSpec } from '../../network/modulator.js';
import { type Others, published } from '../workloads/dopamine.js';
import { excitatory } from '../workloads/izhikevich.js';

export interface Arm {
  readonly name: string;
  readonly meaning: string;
  readonly dopamine: ModulatorSpec;
  /** Noradrenaline from the start, until the synapse is at its bound; then acetylcholine. */
  readonly latch?: Latch;
  /** The share of seeds, 0 to 1, on which the synapse is said to reach its bound. */
  readonly claim?: { readonly at_least?: number; readonly at_most?: number };
}

export interface Latch extends Others {
  /** Which level falls to 0, and which rises to 1, when the synapse has come so far. */
  readonly from: string;
  readonly to: string;
  readonly at_mv: number;
}

/** Until the bound excitatory cells burst; from then on nothing is learned. */
const burstsThenLatch: Latch = {
  modulators: {
    noradrenaline: { tau_ms: 0, tonic: 1, min: 0, max: 1 },
    acetylcholine: { tau_ms: 0, tonic: 0, min: 0, max: 1 },
  },
  modulation: {
    noradrenaline: { cell: { c_mv: { to: excitatory(-50, -65) }, d: { to: 2 } } },
    acetylcholine: { synapses: { rate: { times: 0 } } },
  },
  from: 'noradrenaline',
  to: 'acetylcholine',
  at_mv: 3.999,
};

export const arms: readonly Arm[] = [
  {
    name: 'learned',
    meaning: 'dopamine as published',
    dopamine: published,
    claim: { at_least: 0.9 },
  },
  {
    name: 'bursts, then latched',
    meaning: 'noradrenaline makes excitatory cells burst; at the bound acetylcholine freezes all',
    dopamine: published,
    latch: burstsThenLatch,
    claim: { at_least: 0.9 },
  },
  {
    name: 'clamped',
    meaning: 'rewards cannot lift dopamine above its tonic level, which teaches too',
    dopamine: { ...published, max: published.tonic },
    claim: { at_most: 0 },
  },
  {
    name: 'off',
    meaning: 'dopamine is held at 0: nothing can be learned',
    dopamine: { ...published, tonic: 0, min: -1, max: 0 },
    claim: { at_most: 0 },
  },
  {
    name: 'bursts, clamped',
    meaning: 'cells burst, and rewards cannot lift dopamine',
    dopamine: { ...published, max: published.tonic },
    latch: burstsThenLatch,
    claim: { at_most: 0 },
  },
];
