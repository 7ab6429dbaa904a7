/** Resonate-and-fire cells: a damped oscillation about rest that spikes where it is high enough. */
import { z } from 'zod';
import { exactCos, exactExp, exactSin } from '../../exact.js';
import { fixed, timeConstant, within } from '../quantise.js';
import {
  cellKind,
  checkReset,
  common,
  commonParameters,
  commonWords,
  count,
  type Derived,
  parameter,
  refractory,
  wordOf,
} from './kind.js';

export const resonateAndFireSchema = z
  .strictObject({
    kind: z.literal('resonateAndFire'),
    count,
    frequency_hz: parameter(20, 'How often it swings by itself, in Hz, up to a quarter a tick.'),
    tau_ms: parameter(50, 'How long a swing lasts, in ms.'),
    rest_mv: parameter(-65, 'Potential without any input, in mV.'),
    threshold_mv: parameter(-55, 'Potential at which the neuron spikes, in mV.'),
    reset_mv: parameter(-65, 'Potential after a spike, in mV; the swing then starts anew.'),
    ...refractory(0),
    ...common,
  })
  .describe('Resonate-and-fire cells: they answer input that comes in time with their own swing.');

export type ResonateAndFireInput = z.input<typeof resonateAndFireSchema>;
export type ResonateAndFireParameters = Omit<ResonateAndFireInput, 'kind' | 'count'>;

/** Cells that resonate; what is not said has its default. */
export function resonateAndFire(
  count: number,
  parameters: ResonateAndFireParameters = {},
): ResonateAndFireInput {
  return { kind: 'resonateAndFire', count, ...parameters };
}

export const resonateAndFireKind = cellKind<typeof resonateAndFireSchema>({
  schema: resonateAndFireSchema,
  core: 'resonateAndFire',
  parameters: (tick_ms) => {
    const potential = fixed('q8_23', 'mV');
    return {
      frequency_hz: frequency(tick_ms),
      tau_ms: timeConstant(tick_ms, { zero: false }),
      rest_mv: potential,
      threshold_mv: potential,
      reset_mv: potential,
      ...commonParameters(tick_ms),
    };
  },
  words: (tick_ms) => ({
    ...commonWords(),
    rest: 'rest_mv',
    threshold: 'threshold_mv',
    reset: 'reset_mv',
    bias: { quantity: fixed('q8_23', 'mV per tick'), of: () => 0 },
    keep_along: turned('keep_along', tick_ms, exactCos),
    keep_across: turned('keep_across', tick_ms, exactSin),
    reset_above: {
      quantity: wordOf('resonateAndFire', 'reset_above'),
      of: ({ reset_mv, rest_mv }) => reset_mv - rest_mv,
    },
  }),
  check: (spec, _, path, problems) =>
    checkReset(spec, ['reset_mv', 'threshold_mv'], path, problems),
});

interface Swinging {
  readonly frequency_hz: number;
  readonly tau_ms: number;
}

/** What a tick keeps of a swing, along its own axis or across to the other. */
function turned<Cell extends Swinging>(
  word: string,
  tick_ms: number,
  part: (angle: number) => number,
): Derived<Cell> {
  return {
    quantity: wordOf('resonateAndFire', word),
    // below 0 it is refused as a frequency
    of: ({ frequency_hz, tau_ms }) =>
      exactExp(-tick_ms / tau_ms) *
      Math.max(0, part((2 * Math.PI * frequency_hz * tick_ms) / 1000)),
  };
}

/** In more than a quarter of a period a tick would step over the crest. */
function frequency(tick_ms: number) {
  const most_hz = 250 / tick_ms;
  const held = within('keep_across', 'Hz');
  return {
    ...held,
    range: [0, most_hz] as const,
    judges: !Number.isNaN(tick_ms),
    refuses: (value_hz: number) =>
      value_hz >= 0 && value_hz <= most_hz
        ? undefined
        : {
            code: 'NUMBER_NOT_HELD' as const,
            allowed: `0 to ${most_hz} Hz, a quarter of a period in a tick of ${tick_ms} ms`,
            remedy: 'lower it, or shorten tick_ms',
          },
  };
}
