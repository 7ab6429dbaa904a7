/** Responses: one cell, a current over time, and what it does in fixed point and in doubles. */
import { Problems } from '../errors.js';
import type { NetworkSpec } from '../network/check.js';
import { compile } from '../network/compile.js';
import { Network } from '../network/network.js';
import { type CellInput, type CellSpec, neuronSchema } from '../network/neuron.js';
import { readPartly } from '../schema.js';
import { branchCurrentOf, currentOf, peakOf } from './current.js';
import { referenceOf } from './reference/index.js';

/** A current over time, and how finely. */
export interface Stimulus {
  readonly tick_ms: number;
  readonly duration_ms: number;
  /** In the unit of `currentOf` the cell, at a time in ms. */
  readonly current: (t_ms: number) => number;
  /** Current into one of its dendrites, in the unit of `branchCurrentOf` it. */
  readonly dendrite?: { readonly name: string; readonly current: (t_ms: number) => number };
}

export interface Response {
  /** Potential after each tick, in mV; at a spike the potential at which it is over. */
  readonly v_mv: Float64Array;
  /** Potential of the dendrite that is stimulated, in mV above rest. */
  readonly branch_mv: Float64Array;
  /** When it spiked: the beginning of the tick, in ms. */
  readonly spikes_ms: readonly number[];
}

export interface Responses {
  /** The beginning of each tick, in ms, and the current then. */
  readonly t_ms: Float64Array;
  readonly current: Float64Array;
  /** The current into the dendrite. */
  readonly branch_current?: Float64Array;
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
  const { tick_ms, dendrite } = stimulus;
  const cell = oneOf(cells);
  const ticks = Math.round(stimulus.duration_ms / tick_ms) + 1;
  const t_ms = Float64Array.from({ length: ticks }, (_, i) => i * tick_ms);
  const current = t_ms.map(stimulus.current);
  const branch = dendrite && branchOf(cell, dendrite.name);
  const branch_current = dendrite && t_ms.map(dendrite.current);
  const soma = currentOf(cell);
  const lifts = Array.from(current, (amount, i): Lifts => {
    const amount_in = branch_current?.[i] ?? 0;
    return {
      soma_mv: soma.lift_mv(amount, tick_ms),
      branch_mv: branch?.current.lift_mv(amount_in, tick_ms) ?? 0,
    };
  });
  const response = (run: Run) => record(run, lifts, t_ms, peakOf(cell));
  return {
    t_ms,
    current,
    ...(branch_current && { branch_current }),
    double: response(inDouble(cell, tick_ms, branch?.index)),
    fixed: response(inFixed(cell, tick_ms, branch?.index)),
  };
}

interface Lifts {
  readonly soma_mv: number;
  readonly branch_mv: number;
}

/** A cell that goes on tick by tick. */
interface Run {
  tick(lifts: Lifts): { readonly spike: boolean; readonly v: number; readonly branch?: number };
  close?(): void;
}

function record(run: Run, lifts: readonly Lifts[], t_ms: Float64Array, peak_mv: number): Response {
  const spikes_ms: number[] = [];
  const v_mv = new Float64Array(lifts.length);
  const branch_mv = new Float64Array(lifts.length);
  lifts.forEach((lift, i) => {
    const { spike, v, branch = 0 } = run.tick(lift);
    if (spike) spikes_ms.push(t_ms[i] as number);
    v_mv[i] = spike ? peak_mv : v;
    branch_mv[i] = branch;
  });
  run.close?.();
  return { v_mv, branch_mv, spikes_ms };
}

function inDouble(cell: CellSpec, tick_ms: number, branch: number | undefined): Run {
  const reference = referenceOf(cell, tick_ms);
  return {
    tick: ({ soma_mv, branch_mv }) => {
      const inputs: number[] = [];
      if (branch !== undefined) inputs[branch] = branch_mv;
      const spike = reference.tick(soma_mv, inputs);
      return { spike, v: reference.v, branch: branch === undefined ? 0 : reference.branch(branch) };
    },
  };
}

function inFixed(cell: CellSpec, tick_ms: number, branch: number | undefined): Run {
  const compiled = compile(alone(cell, tick_ms));
  const network = new Network(compiled, 1);
  const { drive, dendrite_drive, spike, potential, cell_state } = network.views;
  const word = branch === undefined ? 0 : compiled.populations.get('cell')?.dendrites[branch];
  const state = word ? word.first_state : 0;
  const raw = (lift: number) => {
    return Math.max(-DRIVE_MOST, Math.min(DRIVE_MOST, Math.round(lift * 2 ** 23)));
  };
  return {
    tick: ({ soma_mv, branch_mv }) => {
      drive[0] = raw(soma_mv);
      if (word) dendrite_drive[word.first_cell] = raw(branch_mv);
      network.tick();
      return {
        spike: spike[0] !== 0,
        v: (potential[0] as number) / 2 ** 23,
        branch: word ? (cell_state[state] as number) / 2 ** 23 : 0,
      };
    },
    close: () => network.close(),
  };
}

/** A dendrite of a cell, by its name. */
function branchOf(cell: CellSpec, name: string) {
  const index = Object.keys(cell.dendrites ?? {}).indexOf(name);
  const dendrite = cell.dendrites?.[name];
  return dendrite && { index, current: branchCurrentOf(dendrite) };
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
