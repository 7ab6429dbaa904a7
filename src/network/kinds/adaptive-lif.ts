/** Leaky integrate-and-fire cells whose threshold rises and which tire when they spike. */
import { z } from 'zod';
import { fixed, timeConstant } from '../quantise.js';
import {
  cellKind,
  checkReset,
  common,
  count,
  type Dendrites,
  type None,
  parameter,
  type Receptors,
  refractory,
  type With,
} from './kind.js';
import { leaky, leakyParameters, leakyWords, pushOf } from './lif.js';

export const adaptiveLifSchema = z
  .strictObject({
    kind: z.literal('adaptiveLif'),
    count,
    ...leaky,
    threshold_jump_mv: parameter(0, 'How far a spike lifts the threshold, in mV.'),
    tau_threshold_ms: parameter(100, 'How long the threshold stays lifted, in ms.'),
    adaptation_jump_mv: parameter(
      0,
      'How far the current after a spike, if it stayed, would lower the resting potential, in mV.',
    ),
    tau_adaptation_ms: parameter(100, 'How long that current lasts, in ms.'),
    ...refractory(2),
    ...common,
  })
  .describe('Leaky cells with an adaptive threshold and a current after each spike.');

export type AdaptiveLifInput = z.input<typeof adaptiveLifSchema>;
export type AdaptiveLifParameters = Omit<AdaptiveLifInput, 'kind' | 'count'>;

/** Leaky cells that adapt; both jumps are 0 unless said. */
export function adaptiveLif<const R extends Receptors = None, const D extends Dendrites = None>(
  count: number,
  parameters: With<AdaptiveLifParameters, R, D> = {},
): With<AdaptiveLifInput, R, D> {
  return { kind: 'adaptiveLif', count, ...parameters };
}

export const adaptiveLifKind = cellKind<typeof adaptiveLifSchema>({
  schema: adaptiveLifSchema,
  core: 'adaptiveLif',
  moves: {
    reset: 'reset_mv',
    threshold: 'threshold_mv',
    jump: { parameter: 'adaptation_jump_mv', word: 'adaptation_jump' },
  },
  parameters: (tick_ms) => ({
    ...leakyParameters(tick_ms),
    threshold_jump_mv: fixed('q8_23', 'mV'),
    tau_threshold_ms: timeConstant(tick_ms, { zero: false }),
    adaptation_jump_mv: fixed('q8_23', 'mV'),
    tau_adaptation_ms: timeConstant(tick_ms, { zero: false }),
  }),
  words: (tick_ms) => ({
    ...leakyWords(tick_ms),
    keep_threshold: 'tau_threshold_ms',
    threshold_jump: 'threshold_jump_mv',
    keep_adaptation: 'tau_adaptation_ms',
    adaptation_jump: pushOf(tick_ms, ({ adaptation_jump_mv }) => adaptation_jump_mv),
  }),
  check: (spec, _, path, problems) =>
    checkReset(spec, ['reset_mv', 'threshold_mv'], path, problems),
});
