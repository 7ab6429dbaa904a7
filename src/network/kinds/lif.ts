/** Leaky integrate-and-fire cells. */
import { z } from 'zod';
import { fixed, timeConstant } from '../quantise.js';
import {
  cellKind,
  checkReset,
  common,
  commonParameters,
  commonWords,
  count,
  type Dendrites,
  type Derived,
  type None,
  parameter,
  type Receptors,
  refractory,
  type With,
} from './kind.js';

/** What the leaky kinds share. */
export const leaky = {
  tau_membrane_ms: parameter(20, 'How long the potential remembers, in ms.'),
  tau_synapse_ms: common.tau_synapse_ms,
  rest_mv: parameter(-65, 'Potential without any input, in mV.'),
  threshold_mv: parameter(-50, 'Potential at which the neuron spikes, in mV.'),
  reset_mv: parameter(-65, 'Potential after a spike, in mV.'),
  bias_mv: parameter(0, 'Steady lift of the resting potential by a constant current, in mV.'),
};

export const lifSchema = z
  .strictObject({ kind: z.literal('lif'), count, ...leaky, ...refractory(2), ...common })
  .describe('Leaky integrate-and-fire cells; every parameter may differ from cell to cell.');

export type LifSpec = z.output<typeof lifSchema>;
export type LifInput = z.input<typeof lifSchema>;
export type LifParameters = Omit<LifInput, 'kind' | 'count'>;

/** Leaky integrate-and-fire cells; what is not said has its default. */
export function lif<const R extends Receptors = None, const D extends Dendrites = None>(
  count: number,
  parameters: With<LifParameters, R, D> = {},
): With<LifInput, R, D> {
  return { kind: 'lif', count, ...parameters };
}

export function leakyParameters(tick_ms: number) {
  const potential = fixed('q8_23', 'mV');
  return {
    tau_membrane_ms: timeConstant(tick_ms, { zero: false }),
    rest_mv: potential,
    threshold_mv: potential,
    reset_mv: potential,
    bias_mv: potential,
    ...commonParameters(tick_ms),
  };
}

interface LeakyCell {
  readonly tau_membrane_ms: number;
  readonly tau_synapse_ms: number;
}

export function leakyWords<Cell extends LeakyCell & { readonly bias_mv: number }>(tick_ms: number) {
  return {
    ...commonWords(),
    keep_membrane: 'tau_membrane_ms',
    rest: 'rest_mv',
    threshold: 'threshold_mv',
    reset: 'reset_mv',
    bias: pushOf<Cell>(tick_ms, ({ bias_mv }) => bias_mv),
  } as const;
}

/** A steady lift of b mV is a push of b (1 - keep) mV in every tick. */
export function pushOf<Cell extends LeakyCell>(
  tick_ms: number,
  lift_mv: (cell: Cell) => number,
): Derived<Cell> {
  const membrane = timeConstant(tick_ms, { zero: false });
  return {
    quantity: fixed('q8_23', 'mV per tick'),
    of: (cell) => lift_mv(cell) * (1 - membrane.raw(cell.tau_membrane_ms) / 2 ** 31),
  };
}

export const lifKind = cellKind<typeof lifSchema>({
  schema: lifSchema,
  core: 'lif',
  moves: {
    reset: 'reset_mv',
    threshold: 'threshold_mv',
  },
  parameters: leakyParameters,
  words: (tick_ms) => leakyWords(tick_ms),
  check: (spec, _, path, problems) =>
    checkReset(spec, ['reset_mv', 'threshold_mv'], path, problems),
});
