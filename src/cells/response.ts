/** Responses: one cell, a current over time, and what it does in fixed point and in doubles. */
import { Problems } from '../errors.js';
import type { NetworkSpec } from '../network/check.js';
import { compile } from '../network/compile.js';
import { Network } from '../network/network.js';
import { type CellInput, type CellSpec, neuronSchema } from '../network/neuron.js';
import { readPartly } from '../schema.js';
import { currentOf, peakOf } from './current.js';
import { referenceOf } from './reference/index.js';

/** A current over time, and how finely. */
export interface Stimulus {
  readonly tick_ms: number;
  readonly duration_ms: number;
  /** In the unit of `currentOf` the cell, at a time in ms. */
  readonly current: (t_ms: number) => number;
}

export interface Response {
  /** Potential after each tick, in mV; at a spike the potential at which it is over. */
  readonly v_mv: Float64Array;
  /** When it spiked: the beginning of the tick, in ms. */
  readonly spikes_ms: readonly number[];
}

export interface Responses {
  /** The beginning of each tick, in ms, and the current then. */
  readonly t_ms: Float64Array;
  readonly current: Float64Array;
  readonly fixed: Response;
  readonly double: Response;
}

/** How far apart two responses are. */
export interface Agreement {
  /** Spikes of the reference, and in fixed point. */
  readonly double: number;
  readonly fixed: number;
  /** Shift of the spikes that both have, in ms. */
  readonly mean_ms: number;
  readonly largest_ms: number;
}

export function agreementOf({ fixed, double }: Responses): Agreement {
  const shifts = double.spikes_ms
    .slice(0, fixed.spikes_ms.length)
    .map((time, i) => Math.abs(time - (fixed.spikes_ms[i] as number)));
  return {
    double: double.spikes_ms.length,
    fixed: fixed.spikes_ms.length,
    mean_ms: shifts.reduce((sum, shift) => sum + shift, 0) / Math.max(1, shifts.length),
    largest_ms: Math.max(0, ...shifts),
  };
}

/** The most that a drive of q8.23 holds, as an integer. */
const DRIVE_MOST = 2 ** 31 - 1;

/** Runs the first of the cells by the core, and by its equations in doubles. */
export function respond(cells: CellInput, stimulus: Stimulus): Responses {
  const { tick_ms } = stimulus;
  const cell = oneOf(cells);
  const { lift_mv } = currentOf(cell);
  const ticks = Math.round(stimulus.duration_ms / tick_ms) + 1;
  const t_ms = Float64Array.from({ length: ticks }, (_, i) => i * tick_ms);
  const current = t_ms.map(stimulus.current);
  const lifts = current.map((amount) => lift_mv(amount, tick_ms));
  const peak_mv = peakOf(cell);
  const record = (tick: (lift_mv: number) => { spike: boolean; v: number }): Response => {
    const spikes_ms: number[] = [];
    const v_mv = lifts.map((lift, i) => {
      const { spike, v } = tick(lift);
      if (spike) spikes_ms.push(t_ms[i] as number);
      return spike ? peak_mv : v;
    });
    return { v_mv, spikes_ms };
  };
  const reference = referenceOf(cell, tick_ms);
  const double = record((lift) => ({ spike: reference.tick(lift), v: reference.v }));
  const network = new Network(compile(alone(cell, tick_ms)), 1);
  const { drive, spike, potential } = network.views;
  const fixed = record((lift) => {
    drive[0] = Math.max(-DRIVE_MOST, Math.min(DRIVE_MOST, Math.round(lift * 2 ** 23)));
    network.tick();
    return { spike: spike[0] !== 0, v: (potential[0] as number) / 2 ** 23 };
  });
  network.close();
  return { t_ms, current, fixed, double };
}

/** The first of some cells, with every default. @throws RobotError with every problem. */
export function oneOf(cells: CellInput): CellSpec {
  const problems = new Problems();
  const cell = readPartly(neuronSchema, { ...cells, count: 1 }, 'cell', problems);
  problems.throwIfAny();
  return cell as CellSpec;
}

/** A network of this cell and nothing else. */
function alone(cell: CellSpec, tick_ms: number): NetworkSpec {
  return { name: 'response', tick_ms, modulators: {}, neurons: { cell }, synapses: [] };
}
