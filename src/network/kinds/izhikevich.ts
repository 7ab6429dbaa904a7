/**
 * Izhikevich's quadratic cells, with coefficients of one's own:
 * v' = k2 v² + k1 v + k0 - u + I, u' = a (b (v - v_u) - u); at v >= v_peak: v = c, u = u + d.
 */
import { z } from 'zod';
import type { Partly } from '../../schema.js';
import { distributionSchema } from '../distribution.js';
import { fixed, type Quantity, whole, within } from '../quantise.js';
import {
  cellKind,
  checkReset,
  checkStep,
  common,
  commonParameters,
  commonWords,
  count,
  type Dendrites,
  type None,
  parameter,
  type Receptors,
  refractory,
  stepOf,
  stepsIn,
  type With,
  wordOf,
} from './kind.js';

export const izhikevichSchema = z
  .strictObject({
    kind: z.literal('izhikevich'),
    count,
    a: parameter(0.02, 'How fast u follows, per ms.'),
    b: parameter(0.2, 'How much u goes with v, per ms.'),
    c_mv: parameter(-65, 'Potential after a spike, in mV.'),
    d: parameter(8, 'What a spike adds to u, in mV/ms.'),
    k2: parameter(0.04, 'Coefficient of v², per mV and ms.'),
    k1: parameter(5, 'Coefficient of v, per ms.'),
    k0: parameter(140, 'Constant of the quadratic, in mV/ms.'),
    v_u_mv: parameter(0, 'Potential at which v does not drive u, in mV.'),
    v_peak_mv: parameter(30, 'Potential at which a spike is over, in mV.'),
    current: parameter(0, 'Steady current I, in mV/ms.'),
    v_start_mv: parameter(-65, 'Potential at the start, in mV.'),
    u_start: distributionSchema
      .optional()
      .describe('u at the start, in mV/ms. Default: b (v_start - v_u).'),
    u_decays: z
      .boolean()
      .default(true)
      .describe("false: u' = a b (v - v_u), as for accommodation. Default true."),
    ...stepOf(0.5),
    half_steps: z
      .boolean()
      .default(false)
      .describe('In each step v takes two of half the length, then u one. Default false.'),
    ...refractory(0),
    ...common,
  })
  .describe("Izhikevich's quadratic cells; every parameter may differ from cell to cell.");

export type IzhikevichSpec = z.output<typeof izhikevichSchema>;
export type IzhikevichInput = z.input<typeof izhikevichSchema>;
export type IzhikevichParameters = Omit<IzhikevichInput, 'kind' | 'count'>;

/** Quadratic cells; the defaults are a regular-spiking cortical cell. */
export function izhikevich<const R extends Receptors = None, const D extends Dendrites = None>(
  count: number,
  parameters: With<IzhikevichParameters, R, D> = {},
): With<IzhikevichInput, R, D> {
  return { kind: 'izhikevich', count, ...parameters };
}

export const izhikevichKind = cellKind<typeof izhikevichSchema>({
  schema: izhikevichSchema,
  core: 'izhikevich',
  moves: {
    reset: 'c_mv',
    threshold: 'v_peak_mv',
    jump: { parameter: 'd', word: 'recovery_jump' },
  },
  parameters: (tick_ms, spec) => {
    const { step_ms, part_ms } = timesOf(tick_ms, spec);
    const potential = fixed('q8_23', 'mV');
    return {
      a: said('recovery_loss', '1/ms', step_ms),
      b: within('recovery_gain', '1/ms'),
      c_mv: potential,
      d: said('recovery_jump', 'mV/ms', part_ms),
      k2: said('square', '1/(mV ms)', part_ms),
      k1: said('slope', '1/ms', part_ms),
      k0: said('constant', 'mV/ms', part_ms),
      v_u_mv: said('recovery_rest', 'mV', 1),
      v_peak_mv: potential,
      current: fixed('q8_23', 'mV/ms', tick_ms),
      v_start_mv: potential,
      u_start: said('recovery', 'mV/ms', part_ms),
      ...commonParameters(tick_ms),
    };
  },
  words: (tick_ms, spec) => ({
    ...commonWords(),
    square: 'k2',
    slope: 'k1',
    constant: 'k0',
    recovery_gain: {
      quantity: wordOf('izhikevich', 'recovery_gain'),
      of: ({ a, b }) => {
        const { step_ms, part_ms } = timesOf(tick_ms, spec);
        return step_ms * part_ms * a * b;
      },
    },
    recovery_loss:
      spec.u_decays === false
        ? { quantity: wordOf('izhikevich', 'recovery_loss'), of: () => 0 }
        : 'a',
    recovery_rest: 'v_u_mv',
    recovery_jump: 'd',
    steps: { quantity: whole(), of: () => (spec.half_steps ? 2 : 1) },
    rounds: { quantity: whole(), of: () => stepsIn(tick_ms, spec.step_ms) },
    threshold: 'v_peak_mv',
    reset: 'c_mv',
    rest: 'v_start_mv',
    bias: 'current',
  }),
  starts: (tick_ms, spec) => ({
    recovery: {
      quantity: said('recovery', 'mV/ms', timesOf(tick_ms, spec).part_ms),
      of: ({ u_start, b, v_start_mv, v_u_mv }) => u_start ?? b * (v_start_mv - v_u_mv),
    },
  }),
  check: (spec, tick_ms, path, problems) => {
    checkReset(spec, ['c_mv', 'v_peak_mv'], path, problems);
    checkStep(tick_ms, path, problems);
  },
});

/** The step that u takes, and the one or two parts of it that v takes, in ms. */
export function timesOf(
  tick_ms: number,
  said: Partly<{ readonly step_ms: number; readonly half_steps: boolean }>,
): { readonly step_ms: number; readonly part_ms: number } {
  const step_ms = tick_ms / stepsIn(tick_ms, said.step_ms);
  return { step_ms, part_ms: said.half_steps ? step_ms / 2 : step_ms };
}

/** What is said of a word, `factor` times which the core holds. */
function said(word: string, unit: string, factor: number): Quantity {
  return wordOf('izhikevich', word, { unit, factor });
}
