/** Linear branches: each remembers what reaches it for a time of its own. */
import { z } from 'zod';
import { timeConstant, within } from '../quantise.js';
import { parameter } from '../row.js';
import { branchWord, common, dendriteKind, keptOf } from './dendrite.js';

/** What the branches that sum linearly share. */
export const summing = (tau_ms: number, gain: number) => ({
  tau_ms: parameter(tau_ms, 'How long its potential remembers, in ms; 0: a tick.'),
  gain: parameter(gain, 'How far an input of 1 mV lifts the soma in all, in mV.'),
});

export const linearSchema = z
  .strictObject({ kind: z.literal('linear'), ...summing(50, 1), ...common })
  .describe('A branch that remembers: its potential fades, and lifts the soma in step.');

export type LinearInput = z.input<typeof linearSchema>;
export type LinearParameters = Omit<LinearInput, 'kind'>;

/** A branch with a memory of `tau_ms`; with a gain of 1 an input of w mV gives the soma w mV. */
export function linearBranch(parameters: LinearParameters = {}): LinearInput {
  return { kind: 'linear', ...parameters };
}

export function summingParameters(tick_ms: number) {
  return { tau_ms: timeConstant(tick_ms, { zero: true }), gain: within('gain', '') };
}

interface Summing {
  readonly tau_ms: number;
  readonly gain: number;
}

/** A potential of 1 mV gives in each tick what it loses, times the gain. */
export function summingWords(tick_ms: number, core: 'linear' | 'plateau') {
  const of = ({ tau_ms, gain }: Summing) => gain * (1 - keptOf(tick_ms, tau_ms));
  return { keep: 'tau_ms', gain: { quantity: branchWord(core, 'gain'), of } } as const;
}

export const linearKind = dendriteKind(linearSchema, 'linear', () => ({
  parameters: summingParameters,
  words: (tick_ms) => summingWords(tick_ms, 'linear'),
}));
