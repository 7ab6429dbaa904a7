/** Arms of the distal reward problem: what its dopamine may do. The first is the claim. */
import type { ModulatorSpec } from '../../network/modulator.js';
import { published } from '../workloads/dopamine.js';

export interface Arm {
  readonly name: string;
  readonly meaning: string;
  readonly dopamine: ModulatorSpec;
  /** The share of seeds, 0 to 1, on which the synapse is said to reach its bound. */
  readonly claim?: { readonly at_least?: number; readonly at_most?: number };
}

export const arms: readonly Arm[] = [
  {
    name: 'learned',
    meaning: 'dopamine as published',
    dopamine: published,
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
];
