/**
 * Izhikevich's cells in the units of a membrane: C v' = k (v - v_rest)(v - v_threshold) - u + I,
 * u' = a (b (v - v_rest) - u); at v >= v_peak: v = c, u = u + d. The kernel is that of izhikevich.
 */
import { z } from 'zod';
import { distributionSchema } from '../distribution.js';
import { fixed, whole, within } from '../quantise.js';
import { timesOf } from './izhikevich.js';
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

export const izhikevichMembraneSchema = z
  .strictObject({
    kind: z.literal('izhikevichMembrane'),
    count,
    capacitance_pf: parameter(100, 'Capacitance C, in pF.'),
    k: parameter(0.7, 'How strongly the potential runs from its threshold, in nS/mV.'),
    v_rest_mv: parameter(-60, 'Potential at rest, in mV.'),
    v_threshold_mv: parameter(-40, 'Potential from which it runs away at once, in mV.'),
    a: parameter(0.03, 'How fast u follows, per ms.'),
    b: parameter(-2, 'How much u goes with v, in nS.'),
    c_mv: parameter(-50, 'Potential after a spike, in mV.'),
    d_pa: parameter(100, 'What a spike adds to u, in pA.'),
    v_peak_mv: parameter(35, 'Potential at which a spike is over, in mV.'),
    current_pa: parameter(0, 'Steady current I, in pA.'),
    v_start_mv: distributionSchema
      .optional()
      .describe('Potential at the start, in mV. Default: v_rest_mv.'),
    ...stepOf(0.1),
    half_steps: z
      .boolean()
      .default(false)
      .describe('In each step v takes two of half the length, then u one. Default false.'),
    ...refractory(0),
    ...common,
  })
  .describe("Izhikevich's quadratic cells by their membrane: pF, mV and pA.");

export type IzhikevichMembraneInput = z.input<typeof izhikevichMembraneSchema>;
export type IzhikevichMembraneParameters = Omit<IzhikevichMembraneInput, 'kind' | 'count'>;
type Cell = Drawn<typeof izhikevichMembraneSchema>;

/** Quadratic cells by their membrane; the defaults are a layer-5 regular-spiking cell. */
export function izhikevichMembrane<
  const R extends Receptors = None,
  const D extends Dendrites = None,
>(
  count: number,
  parameters: With<IzhikevichMembraneParameters, R, D> = {},
): With<IzhikevichMembraneInput, R, D> {
  return { kind: 'izhikevichMembrane', count, ...parameters };
}

export const izhikevichMembraneKind = cellKind<typeof izhikevichMembraneSchema>({
  schema: izhikevichMembraneSchema,
  core: 'izhikevich',
  moves: {
    reset: 'c_mv',
    threshold: 'v_peak_mv',
    jump: { parameter: 'd_pa', word: 'recovery_jump' },
  },
  parameters: (tick_ms, spec) => {
    const potential = fixed('q8_23', 'mV');
    return {
      capacitance_pf: within('square', 'pF', { above: 0 }),
      k: within('square', 'nS/mV'),
      v_rest_mv: wordOf('izhikevich', 'recovery_rest', { unit: 'mV' }),
      v_threshold_mv: within('slope', 'mV'),
      a: wordOf('izhikevich', 'recovery_loss', {
        unit: '1/ms',
        factor: timesOf(tick_ms, spec).step_ms,
      }),
      b: within('recovery_gain', 'nS'),
      c_mv: potential,
      d_pa: within('recovery_jump', 'pA'),
      v_peak_mv: potential,
      current_pa: within('bias', 'pA'),
      v_start_mv: potential,
      ...commonParameters(tick_ms),
    };
  },
  words: (tick_ms, spec) => {
    const { step_ms, part_ms } = timesOf(tick_ms, spec);
    const per = (cell: Cell) => part_ms / cell.capacitance_pf;
    return {
      ...commonWords(),
      square: worked('square', (cell) => per(cell) * cell.k),
      slope: worked('slope', (cell) => {
        return -per(cell) * cell.k * (cell.v_rest_mv + cell.v_threshold_mv);
      }),
      constant: worked('constant', (cell) => {
        return per(cell) * cell.k * cell.v_rest_mv * cell.v_threshold_mv;
      }),
      recovery_gain: worked('recovery_gain', (cell) => per(cell) * step_ms * cell.a * cell.b),
      recovery_loss: 'a',
      recovery_rest: 'v_rest_mv',
      recovery_jump: worked('recovery_jump', (cell) => per(cell) * cell.d_pa),
      steps: { quantity: whole(), of: () => (spec.half_steps ? 2 : 1) },
      rounds: { quantity: whole(), of: () => stepsIn(tick_ms, spec.step_ms) },
      threshold: 'v_peak_mv',
      reset: 'c_mv',
      rest: {
        quantity: fixed('q8_23', 'mV'),
        of: (cell) => cell.v_start_mv ?? cell.v_rest_mv,
      },
      bias: {
        quantity: fixed('q8_23', 'mV per tick'),
        of: ({ current_pa, capacitance_pf }) => (tick_ms * current_pa) / capacitance_pf,
      },
    };
  },
  check: (spec, tick_ms, path, problems) => {
    checkReset(spec, ['c_mv', 'v_peak_mv'], path, problems);
    checkStep(tick_ms, path, problems);
  },
});

function worked(word: string, of: (cell: Cell) => number): Derived<Cell> {
  return { quantity: wordOf('izhikevich', word), of };
}
