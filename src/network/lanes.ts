/**
 * Lanes: the synapses of projections in the order of the model. A lane holds the rows of one
 * delay, a row the synapses of one presynaptic neuron, so that a spike touches one run of memory
 * for each delay.
 */
import { NO_SHORT_TERM } from './short-term.js';

/** Synapses, index by index; neurons and slots are counted across the whole network. */
export interface Synapses {
  /** Ascending. */
  readonly pre: Uint32Array;
  /** Slots, ascending for each presynaptic neuron. */
  readonly target: Uint32Array;
  readonly delay_ticks: Uint8Array;
  /** As the model holds them. */
  readonly weight: Int32Array;
}

export interface Lane {
  readonly delay_ticks: number;
  readonly pre_first: number;
  readonly pre_count: number;
  /** The rule of a plastic lane. */
  readonly rule: number | undefined;
  /** The short-term plasticity of a static lane. */
  readonly short_term: number | undefined;
  /** The port in which all its targets are. */
  readonly port: number;
  readonly synapses: Synapses;
}

/** The lanes of one projection, shortest delay first; its synapses stay in one run. */
export function lanesOf(
  synapses: Synapses,
  from: { readonly first: number; readonly count: number },
  own: Pick<Lane, 'rule' | 'short_term' | 'port'>,
): Lane[] {
  const delays = [...new Set(synapses.delay_ticks)].sort((a, b) => a - b);
  return delays.map((delay_ticks) => ({
    delay_ticks,
    pre_first: from.first,
    pre_count: from.count,
    ...own,
    synapses: delays.length === 1 ? synapses : ofDelay(synapses, delay_ticks),
  }));
}

function ofDelay({ pre, target, delay_ticks, weight }: Synapses, delay: number): Synapses {
  const chosen = (_: number, index: number) => delay_ticks[index] === delay;
  return {
    pre: pre.filter(chosen),
    target: target.filter(chosen),
    delay_ticks: delay_ticks.filter(chosen),
    weight: weight.filter(chosen),
  };
}

/** The arrays of the model that a kind of lanes fills. */
export interface LaneArrays {
  readonly delay: Uint8Array;
  readonly pre_first: Uint32Array;
  readonly pre_count: Uint32Array;
  readonly row_first: Uint32Array;
  readonly row_start: Uint32Array;
  readonly target: Uint32Array;
  readonly weight: Int32Array;
  /** Of static lanes alone. */
  readonly short_term?: Uint32Array;
  /** Of plastic lanes alone. */
  readonly rule?: Uint32Array;
  readonly port?: Uint32Array;
}

/** Writes lanes one after another. */
export function writeLanes(lanes: readonly Lane[], arrays: LaneArrays): void {
  let row = 0;
  let synapse = 0;
  lanes.forEach((lane, index) => {
    arrays.delay[index] = lane.delay_ticks;
    arrays.pre_first[index] = lane.pre_first;
    arrays.pre_count[index] = lane.pre_count;
    arrays.row_first[index] = row;
    if (arrays.rule) arrays.rule[index] = lane.rule as number;
    if (arrays.port) arrays.port[index] = lane.port;
    if (arrays.short_term) arrays.short_term[index] = lane.short_term ?? NO_SHORT_TERM;
    const { pre, target, weight } = lane.synapses;
    arrays.target.set(target, synapse);
    arrays.weight.set(weight, synapse);
    let next = 0;
    for (let neuron = lane.pre_first; neuron < lane.pre_first + lane.pre_count; neuron++) {
      while (pre[next] === neuron) next += 1;
      row += 1;
      arrays.row_start[row] = synapse + next;
    }
    synapse += next;
  });
}

export function countLanes(lanes: readonly Lane[]): {
  readonly lanes: number;
  readonly rows: number;
  readonly synapses: number;
} {
  return {
    lanes: lanes.length,
    rows: lanes.reduce((sum, lane) => sum + lane.pre_count, 0),
    synapses: lanes.reduce((sum, lane) => sum + lane.synapses.pre.length, 0),
  };
}
