/**
 * Izhikevich's twenty patterns of spiking, each a cell, a start and a current over time. Source:
 * E. M. Izhikevich, Which model to use for cortical spiking neurons?, IEEE Transactions on Neural
 * Networks 15:1063 (2004), and its program figure1.m.
 */
import type { IzhikevichParameters } from '../network/kinds/izhikevich.js';
import type { Stimulus } from './response.js';

export interface Pattern extends Stimulus {
  /** Its letter in the paper's figure. */
  readonly letter: string;
  readonly name: string;
  readonly cell: IzhikevichParameters;
}

/** The quadratic of class 1 cells and integrators. */
const CLASS_1 = { k1: 4.1, k0: 108 };
/** Recovery that follows the potential alone: u' = a b (v + 65). */
const ACCOMMODATING = { v_u_mv: -65, u_decays: false, u_start: -16 };

const after = (start_ms: number, current: number) => (t: number) => (t > start_ms ? current : 0);

/** The same current for `width_ms` after each of the times. */
const pulses = (current: number, width_ms: number, starts_ms: readonly number[]) => (t: number) =>
  starts_ms.some((start) => t > start && t < start + width_ms) ? current : 0;

const ramp = (start: number, slope: number) => (t: number) =>
  t > 30 ? start + slope * (t - 30) : start;

const sum =
  (...currents: readonly ((t: number) => number)[]) =>
  (t: number) =>
    currents.reduce((total, current) => total + current(t), 0);

/** A slow ramp, which the cell follows without a spike, and a fast one. */
const twoRamps = (t: number) =>
  t < 200 ? t / 25 : t >= 300 && t < 312.5 ? ((t - 300) / 12.5) * 4 : 0;

const dip = (t: number) => (t < 50 || t > 250 ? 80 : 75);

export const patterns: readonly Pattern[] = [
  row('A', 'tonic spiking', [0.02, 0.2, -65, 6], -70, 0.25, 100, after(10, 14)),
  row('B', 'phasic spiking', [0.02, 0.25, -65, 6], -64, 0.25, 200, after(20, 0.5)),
  row('C', 'tonic bursting', [0.02, 0.2, -50, 2], -70, 0.25, 220, after(22, 15)),
  row('D', 'phasic bursting', [0.02, 0.25, -55, 0.05], -64, 0.2, 200, after(20, 0.6)),
  row('E', 'mixed mode', [0.02, 0.2, -55, 4], -70, 0.25, 160, after(16, 10)),
  row('F', 'spike frequency adaptation', [0.01, 0.2, -65, 8], -70, 0.25, 85, after(8.5, 30)),
  row('G', 'class 1', [0.02, -0.1, -55, 6], -60, 0.25, 300, ramp(0, 0.075), CLASS_1),
  row('H', 'class 2', [0.2, 0.26, -65, 0], -64, 0.25, 300, ramp(-0.5, 0.015)),
  row('I', 'spike latency', [0.02, 0.2, -65, 6], -70, 0.2, 100, pulses(7.04, 3, [10])),
  row('J', 'subthreshold oscillation', [0.05, 0.26, -60, 0], -62, 0.25, 200, pulses(2, 5, [20])),
  row('K', 'resonator', [0.1, 0.26, -60, -1], -62, 0.25, 400, pulses(0.65, 4, [40, 60, 280, 320])),
  row(
    'L',
    'integrator',
    [0.02, -0.1, -55, 6],
    -60,
    0.25,
    100,
    pulses(9, 2, [100 / 11, 100 / 11 + 5, 70, 80]),
    CLASS_1,
  ),
  row('M', 'rebound spike', [0.03, 0.25, -60, 4], -64, 0.2, 200, pulses(-15, 5, [20])),
  row('N', 'rebound burst', [0.03, 0.25, -52, 0], -64, 0.2, 200, pulses(-15, 5, [20])),
  row(
    'O',
    'threshold variability',
    [0.03, 0.25, -60, 4],
    -64,
    0.25,
    100,
    sum(pulses(1, 5, [10, 80]), pulses(-6, 5, [70])),
  ),
  row(
    'P',
    'bistability',
    [0.1, 0.26, -60, 0],
    -61,
    0.25,
    300,
    sum(() => 0.24, pulses(1, 5, [37.5, 216])),
  ),
  row('Q', 'after-potential (DAP)', [1, 0.2, -60, -21], -70, 0.1, 50, pulses(20, 2, [9])),
  row('R', 'accommodation', [0.02, 1, -55, 4], -65, 0.5, 400, twoRamps, ACCOMMODATING),
  row('S', 'inhibition-induced spiking', [-0.02, -1, -60, 8], -63.8, 0.5, 350, dip),
  row('T', 'inhibition-induced bursting', [-0.026, -1, -45, -2], -63.8, 0.5, 350, dip),
];

function row(
  letter: string,
  name: string,
  [a, b, c_mv, d]: readonly [number, number, number, number],
  v_start_mv: number,
  tick_ms: number,
  duration_ms: number,
  current: (t_ms: number) => number,
  change: IzhikevichParameters = {},
): Pattern {
  const cell = { a, b, c_mv, d, v_start_mv, ...change };
  return { letter, name, cell, tick_ms, duration_ms, current };
}
