/**
 * Apical dendrites that spike, after Naud 2014 and Payeur 2021:
 * Cd Vd' = -Cd (Vd - rest) / tau + gd f(Vd) - a w + zeta B + I, tau_w w' = Vd - rest - w,
 * f(Vd) = 1 / (1 + exp(-(Vd - half) / slope)); B is 1 for `bap_ms` after a spike of the soma,
 * which gets gs f(Vd).
 */
import { z } from 'zod';
import { exactExp } from '../../exact.js';
import { fixed, inverse, timeConstant, within } from '../quantise.js';
import { type Derived, type Drawn, parameter } from '../row.js';
import { branchWord, common, counted, dendriteKind, keptOf, positive } from './dendrite.js';

export const apicalSchema = z
  .strictObject({
    kind: z.literal('apical'),
    capacitance_pf: parameter(170, 'Capacitance Cd, in pF.'),
    tau_ms: parameter(7, 'How long its potential remembers, in ms.'),
    half_mv: parameter(32, 'Potential above rest at which half of it is open, in mV.'),
    slope_mv: parameter(6, 'How gradually it opens, in mV; 0: all at once.'),
    regeneration_pa: parameter(1200, 'Current gd into itself when all is open, in pA.'),
    adaptation_ns: parameter(13, 'How much the adaptation goes with the potential: a, in nS.'),
    tau_adaptation_ms: parameter(30, 'How long the adaptation lasts, in ms.'),
    bap_pa: parameter(2600, 'Current zeta after a spike of the soma, in pA.'),
    bap_ms: parameter(2, 'How long that current lasts, in ms, rounded to ticks.'),
    soma_pa: parameter(1300, 'Current gs into the soma when all is open, in pA.'),
    soma_capacitance_pf: parameter(370, 'Capacitance of the soma, in pF.'),
    ...common,
  })
  .describe('An apical dendrite that spikes, by itself or with a spike of the soma.');

export type ApicalInput = z.input<typeof apicalSchema>;
export type ApicalParameters = Omit<ApicalInput, 'kind'>;
type Branch = Drawn<typeof apicalSchema>;

/** An apical dendrite that spikes; the defaults are those of Payeur 2021. */
export function apical(parameters: ApicalParameters = {}): ApicalInput {
  return { kind: 'apical', ...parameters };
}

export const apicalKind = dendriteKind(apicalSchema, 'apical', () => ({
  parameters: (tick_ms) => ({
    capacitance_pf: within('regeneration', 'pF', { above: 0 }),
    tau_ms: timeConstant(tick_ms, { zero: false }),
    half_mv: fixed('q8_23', 'mV'),
    slope_mv: inverse('mV'),
    regeneration_pa: positive(within('regeneration', 'pA'), { zero: true }),
    adaptation_ns: positive(within('adaptation', 'nS'), { zero: true }),
    tau_adaptation_ms: timeConstant(tick_ms, { zero: false }),
    bap_pa: within('bap', 'pA'),
    bap_ms: counted(tick_ms, 0),
    soma_pa: positive(within('lift', 'pA'), { zero: true }),
    soma_capacitance_pf: within('lift', 'pF', { above: 0 }),
  }),
  words: (tick_ms) => {
    // how far a steady current of 1 pA lifts it in a tick
    const lift_mv = ({ tau_ms, capacitance_pf }: Branch) =>
      (tau_ms * (1 - keptOf(tick_ms, tau_ms))) / capacitance_pf;
    return {
      keep: 'tau_ms',
      half: 'half_mv',
      inv_slope: 'slope_mv',
      regeneration: worked('regeneration', (own) => lift_mv(own) * own.regeneration_pa),
      adaptation: worked('adaptation', (own) => lift_mv(own) * own.adaptation_ns),
      keep_adaptation: 'tau_adaptation_ms',
      bap: worked('bap', (own) => lift_mv(own) * own.bap_pa),
      bap_ticks: 'bap_ms',
      lift: worked('lift', ({ soma_pa, soma_capacitance_pf }) => {
        return (tick_ms * soma_pa) / soma_capacitance_pf;
      }),
    };
  },
  starts: () => ({
    open: {
      quantity: fixed('q0_31', ''),
      of: ({ half_mv, slope_mv }) => {
        const open = slope_mv === 0 ? Number(half_mv <= 0) : 1 / (1 + exactExp(half_mv / slope_mv));
        return Math.min(open, 1 - 2 ** -31);
      },
    },
  }),
}));

function worked(word: string, of: (own: Branch) => number): Derived<Branch> {
  return { quantity: branchWord('apical', word), of };
}
