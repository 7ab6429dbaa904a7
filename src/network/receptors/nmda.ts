/**
 * NMDA receptors: a conductance that rises and decays, times 1 / (1 + [Mg] / 3.57 exp(-0.062 v)),
 * what magnesium leaves open. Source: Jahr and Stevens, Journal of Neuroscience 10:3178, 1990.
 */
import { z } from 'zod';
import { exactLog } from '../../exact.js';
import { fixed, within } from '../quantise.js';
import { parameter } from '../row.js';
import {
  checkRise,
  decayOf,
  on,
  receptorKind,
  receptorWord,
  reversal,
  riseOf,
  risingGain,
  seen,
} from './receptor.js';

export const nmdaSchema = z
  .strictObject({
    kind: z.literal('nmda'),
    tau_ms: parameter(100, 'How long it stays open, in ms.'),
    tau_rise_ms: parameter(2, 'How long it takes to open, in ms; below tau_ms.'),
    reversal_mv: reversal(0),
    magnesium_mm: parameter(1, 'Magnesium outside the cell, in mM; above 0.'),
    on,
  })
  .describe('NMDA receptors: slow, and blocked by magnesium where the membrane is at rest.');

export type NmdaInput = z.input<typeof nmdaSchema>;

/**
 * NMDA receptors: rise 2 ms, decay 100 ms, 0 mV, 1 mM magnesium; weights are in mV at 70 mV from
 * the reversal potential without any block. Source of the times: Compte et al., Cerebral Cortex
 * 10:910, 2000.
 */
export function nmda(parameters: Omit<NmdaInput, 'kind'> = {}): NmdaInput {
  return { kind: 'nmda', ...parameters };
}

/** Per mV, and in mM: how the block depends on the potential. */
const SLOPE = 0.062;
const HALF_MM = 3.57;

export const nmdaReceptor = receptorKind<typeof nmdaSchema>({
  schema: nmdaSchema,
  core: 'nmda',
  parameters: (tick_ms) => ({
    tau_ms: decayOf(tick_ms),
    tau_rise_ms: riseOf(tick_ms),
    reversal_mv: fixed('q8_23', 'mV'),
    magnesium_mm: within('half', 'mM', { above: 0 }),
  }),
  words: (tick_ms) => ({
    keep: 'tau_ms',
    keep_rise: 'tau_rise_ms',
    gain: risingGain(tick_ms, 'nmda'),
    reversal: seen('nmda', 'reversal', ({ reversal_mv }) => reversal_mv),
    half: seen('nmda', 'half', ({ magnesium_mm }) => exactLog(magnesium_mm / HALF_MM) / SLOPE),
    slope: { quantity: receptorWord('nmda', 'slope'), of: () => SLOPE },
  }),
  check: (spec, _, path, problems) => checkRise(spec, path, problems),
});
