/**
 * Adaptive exponential cells: C v' = -gL (v - EL) + gL dT exp((v - VT) / dT) - w + I,
 * tau_w w' = a (v - EL) - w; at v >= peak: v = reset, w = w + b.
 */
import { z } from 'zod';
import { exactLog } from '../../exact.js';
import { fixed, whole, within } from '../quantise.js';
import {
  cellKind,
  checkReset,
  checkStep,
  common,
  commonParameters,
  commonWords,
  count,
  type Dendrites,
  type Derived,
  type Drawn,
  type None,
  parameter,
  type Receptors,
  refractory,
  stepOf,
  stepsIn,
  type With,
  wordOf,
} from './kind.js';

export const adexSchema = z
  .strictObject({
    kind: z.literal('adex'),
    count,
    capacitance_pf: parameter(200, 'Capacitance C, in pF.'),
    leak_ns: parameter(10, 'Conductance gL of the leak, in nS.'),
    rest_mv: parameter(-70, 'Potential EL where the leak ends, and at the start, in mV.'),
    threshold_mv: parameter(-50, 'Potential VT where the upstroke begins, in mV.'),
    slope_mv: parameter(2, 'Sharpness dT of the upstroke, in mV.'),
    a_ns: parameter(2, 'How much the adaptation goes with v, in nS.'),
    b_pa: parameter(0, 'What a spike adds to the adaptation, in pA.'),
    tau_adaptation_ms: parameter(30, 'How long the adaptation lasts, in ms.'),
    reset_mv: parameter(-58, 'Potential after a spike, in mV.'),
    peak_mv: parameter(0, 'Potential at which a spike is over, in mV.'),
    current_pa: parameter(0, 'Steady current I, in pA.'),
    ...stepOf(0.1),
    ...refractory(0),
    ...common,
  })
  .describe('Adaptive exponential cells; every parameter may differ from cell to cell.');

export type AdexInput = z.input<typeof adexSchema>;
export type AdexParameters = Omit<AdexInput, 'kind' | 'count'>;
type Cell = Drawn<typeof adexSchema>;

/** Adaptive exponential cells; the defaults spike tonically at 500 pA. */
export function adex<const R extends Receptors = None, const D extends Dendrites = None>(
  count: number,
  parameters: With<AdexParameters, R, D> = {},
): With<AdexInput, R, D> {
  return { kind: 'adex', count, ...parameters };
}

export const adexKind = cellKind<typeof adexSchema>({
  schema: adexSchema,
  core: 'adex',
  moves: {
    reset: 'reset_mv',
    threshold: 'peak_mv',
    jump: { parameter: 'b_pa', word: 'adaptation_jump' },
  },
  parameters: (tick_ms, { step_ms }) => {
    const potential = fixed('q8_23', 'mV');
    return {
      capacitance_pf: within('leak', 'pF', { above: 0 }),
      leak_ns: within('leak', 'nS', { above: 0 }),
      rest_mv: potential,
      threshold_mv: within('exponent_start', 'mV'),
      slope_mv: within('exponent_slope', 'mV', { above: 0 }),
      a_ns: within('adaptation_gain', 'nS'),
      b_pa: within('adaptation_jump', 'pA'),
      tau_adaptation_ms: within('adaptation_loss', 'ms', {
        above: tick_ms / stepsIn(tick_ms, step_ms),
      }),
      reset_mv: potential,
      peak_mv: potential,
      current_pa: within('bias', 'pA'),
      ...commonParameters(tick_ms),
    };
  },
  words: (tick_ms, spec) => {
    const steps = stepsIn(tick_ms, spec.step_ms);
    const step_ms = tick_ms / steps;
    const leak = ({ leak_ns, capacitance_pf }: Cell) => (step_ms * leak_ns) / capacitance_pf;
    return {
      ...commonWords(),
      leak: worked('leak', leak),
      exponent_slope: worked('exponent_slope', ({ slope_mv }) => 1 / (LN2 * slope_mv)),
      exponent_start: worked('exponent_start', (cell) => {
        return (exactLog(leak(cell) * cell.slope_mv) - cell.threshold_mv / cell.slope_mv) / LN2;
      }),
      adaptation_gain: worked('adaptation_gain', (cell) => {
        const { a_ns, capacitance_pf, tau_adaptation_ms } = cell;
        return (step_ms * step_ms * a_ns) / (capacitance_pf * tau_adaptation_ms);
      }),
      adaptation_loss: worked('adaptation_loss', (cell) => step_ms / cell.tau_adaptation_ms),
      adaptation_jump: worked('adaptation_jump', ({ b_pa, capacitance_pf }) => {
        return (step_ms * b_pa) / capacitance_pf;
      }),
      steps: { quantity: whole(), of: () => steps },
      threshold: 'peak_mv',
      reset: 'reset_mv',
      rest: 'rest_mv',
      bias: {
        quantity: fixed('q8_23', 'mV per tick'),
        of: ({ current_pa, capacitance_pf }) => (tick_ms * current_pa) / capacitance_pf,
      },
    };
  },
  check: (spec, tick_ms, path, problems) => {
    checkReset(spec, ['reset_mv', 'peak_mv'], path, problems);
    checkStep(tick_ms, path, problems);
  },
});

const LN2 = exactLog(2);

function worked(word: string, of: (cell: Cell) => number): Derived<Cell> {
  return { quantity: wordOf('adex', word), of };
}
