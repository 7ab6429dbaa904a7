/** Currents: what arrives lifts the potential by its weight in all, however the potential is. */
import { z } from 'zod';
import { fixed, timeConstant } from '../quantise.js';
import { parameter } from '../row.js';
import { on, receptorKind } from './receptor.js';

export const currentSchema = z
  .strictObject({
    kind: z.literal('current'),
    tau_ms: parameter(
      0,
      'How long a current lasts, in ms; 0: a spike lifts the potential by its weight at once.',
    ),
    on,
  })
  .describe('A current that decays, whatever the potential.');

export type CurrentInput = z.input<typeof currentSchema>;

/** One more current, with a time constant of its own. */
export function current(parameters: Omit<CurrentInput, 'kind'> = {}): CurrentInput {
  return { kind: 'current', ...parameters };
}

export const currentReceptor = receptorKind<typeof currentSchema>({
  schema: currentSchema,
  core: 'current',
  parameters: (tick_ms) => ({ tau_ms: timeConstant(tick_ms, { zero: true }) }),
  words: (tick_ms) => {
    const keep = timeConstant(tick_ms, { zero: true });
    return {
      keep: 'tau_ms',
      // What arrives is scaled by what does not stay, so that a spike's current sums to its weight.
      gain: {
        quantity: { ...fixed('q0_31', ''), refuses: () => undefined },
        of: ({ tau_ms }) => Math.min(2 ** 31 - 1, 2 ** 31 - keep.raw(tau_ms)) / 2 ** 31,
      },
    };
  },
});
