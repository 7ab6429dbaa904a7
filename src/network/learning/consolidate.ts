/** Two components of a weight: what is learned fades, unless a modulator makes it last. */
import { z } from 'zod';
import { fixed, type Quantity, timeConstant } from '../quantise.js';

export const consolidateSchema = z
  .strictObject({
    modulator: z.string().min(1).describe('The modulator that makes what was learned last.'),
    tau_fast_s: z.number().nonnegative().describe('How long what is learned lasts by itself.'),
    rate_per_s: z
      .number()
      .nonnegative()
      .describe('What of it is made to last, per second and level above the reference.'),
    reference: z
      .number()
      .optional()
      .describe("Level above which it is. Default: the modulator's tonic level."),
  })
  .describe('Two components: fast, which is learned and fades, and slow (Leimer 2019).');

export type ConsolidateSpec = z.output<typeof consolidateSchema>;

/** In place of a modulator, for rules of one component. */
export const NO_CONSOLIDATOR = 2 ** 32 - 1;

/** How the core holds its numbers. */
export function consolidateQuantities(tick_ms: number): {
  readonly [P in 'tau_fast_s' | 'rate_per_s' | 'reference']: Quantity;
} {
  return {
    tau_fast_s: inSeconds(timeConstant(tick_ms, { zero: true })),
    rate_per_s: fixed('q0_31', '/s', tick_ms / 1000),
    reference: fixed('q3_28', ''),
  };
}

function inSeconds(time: Quantity): Quantity {
  const [least, most] = time.range;
  return {
    ...time,
    unit: 's',
    range: [least / 1000, most / 1000],
    raw: (value) => time.raw(value * 1000),
    value: (raw) => time.value(raw) / 1000,
    refuses: (value) => time.refuses(value * 1000),
  };
}
