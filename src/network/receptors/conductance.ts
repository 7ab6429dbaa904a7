/**
 * Conductances that decay: share' = -share / tau; v' = share (reversal - v). A weight of w mV is
 * how far a spike moves a potential in all that is held 70 mV from reversal; of a peak conductance
 * g in a cell of capacitance C it is 70 mV g tau / C: 1 nS, 5 ms and 200 pF make 1.75 mV.
 */
import { z } from 'zod';
import { fixed } from '../quantise.js';
import { parameter } from '../row.js';
import { DRIVING_MV, on, receptorKind, receptorWord, reversal, riseOf, seen } from './receptor.js';

export const conductanceSchema = z
  .strictObject({
    kind: z.literal('conductance'),
    tau_ms: parameter(5, 'How long it stays open, in ms; 0: a tick.'),
    reversal_mv: reversal(0),
    on,
  })
  .describe('A conductance that a spike opens at once and that decays.');

export type ConductanceInput = z.input<typeof conductanceSchema>;
export type ConductanceParameters = Omit<ConductanceInput, 'kind'>;

/** A conductance that decays; weights are in mV at 70 mV from its reversal potential. */
export function conductance(parameters: ConductanceParameters = {}): ConductanceInput {
  return { kind: 'conductance', ...parameters };
}

/** AMPA receptors: 5 ms, 0 mV. Source: Izhikevich and Edelman, PNAS 105:3593, 2008. */
export function ampa(parameters: ConductanceParameters = {}): ConductanceInput {
  return conductance({ tau_ms: 5, reversal_mv: 0, ...parameters });
}

/** GABA-A receptors: 6 ms, -70 mV. Source: Izhikevich and Edelman, PNAS 105:3593, 2008. */
export function gabaA(parameters: ConductanceParameters = {}): ConductanceInput {
  return conductance({ tau_ms: 6, reversal_mv: -70, ...parameters });
}

export const conductanceReceptor = receptorKind<typeof conductanceSchema>({
  schema: conductanceSchema,
  core: 'conductance',
  parameters: (tick_ms) => ({ tau_ms: riseOf(tick_ms), reversal_mv: fixed('q8_23', 'mV') }),
  words: (tick_ms) => ({
    keep: 'tau_ms',
    gain: {
      quantity: receptorWord('conductance', 'gain'),
      of: ({ tau_ms }) => (1 - riseOf(tick_ms).raw(tau_ms) / 2 ** 31) / DRIVING_MV,
    },
    reversal: seen('conductance', 'reversal', ({ reversal_mv }) => reversal_mv),
  }),
});
