/**
 * Conductances that rise and decay: the difference of two exponentials. A weight of w mV is how far
 * a spike moves a potential in all that is held 70 mV from reversal; of a peak conductance g it is
 * 70 mV g (tau - tau_rise) / C over what the difference of both exponentials is at its peak.
 */
import { z } from 'zod';
import { fixed } from '../quantise.js';
import { parameter } from '../row.js';
import {
  checkRise,
  decayOf,
  on,
  receptorKind,
  reversal,
  riseOf,
  risingGain,
  seen,
} from './receptor.js';

export const risingSchema = z
  .strictObject({
    kind: z.literal('rising'),
    tau_ms: parameter(100, 'How long it stays open, in ms.'),
    tau_rise_ms: parameter(2, 'How long it takes to open, in ms; below tau_ms.'),
    reversal_mv: reversal(0),
    on,
  })
  .describe('A conductance that rises and decays.');

export type RisingInput = z.input<typeof risingSchema>;
export type RisingParameters = Omit<RisingInput, 'kind'>;

/** A conductance that rises and decays; weights are in mV at 70 mV from its reversal potential. */
export function rising(parameters: RisingParameters = {}): RisingInput {
  return { kind: 'rising', ...parameters };
}

/**
 * GABA-B receptors: rise 3.5 ms, decay 260.9 ms, -97 mV. Source: Markram et al., Cell 163:456, 2015
 * (ProbGABAAB of its published cells).
 */
export function gabaB(parameters: RisingParameters = {}): RisingInput {
  return rising({ tau_ms: 260.9, tau_rise_ms: 3.5, reversal_mv: -97, ...parameters });
}

export const risingReceptor = receptorKind<typeof risingSchema>({
  schema: risingSchema,
  core: 'rising',
  parameters: (tick_ms) => ({
    tau_ms: decayOf(tick_ms),
    tau_rise_ms: riseOf(tick_ms),
    reversal_mv: fixed('q8_23', 'mV'),
  }),
  words: (tick_ms) => ({
    keep: 'tau_ms',
    keep_rise: 'tau_rise_ms',
    gain: risingGain(tick_ms, 'rising'),
    reversal: seen('rising', 'reversal', ({ reversal_mv }) => reversal_mv),
  }),
  check: (spec, _, path, problems) => checkRise(spec, path, problems),
});
