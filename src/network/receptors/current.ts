/** Currents: what arrives lifts the potential by its weight in all, however the potential is. */
import { z } from 'zod';
import { parameter } from '../kinds/kind.js';
import { fixed, timeConstant } from '../quantise.js';
import { receptorKind } from './receptor.js';

export const currentSchema = z
  .strictObject({
    kind: z.literal('current'),
    tau_ms: parameter(
      0,
      'How long a current lasts, in ms; 0: a spike lifts the potential by its weight at once.',
    ),
  })
  .describe('A current that decays, whatever the potential.');

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
