/** Every plastic synapse of a network: where it begins and ends, its delay, its weight. */
import type { Compiled } from '../../network/compile.js';
import { readArray } from '../../network/model-file.js';
import type { Network } from '../../network/network.js';

/** Places are of neurons within their populations; weights are q7.24. */
export interface SynapseTable {
  readonly pre: Int32Array;
  readonly post: Int32Array;
  readonly delay_ticks: Int32Array;
  readonly weight: Int32Array;
}

export const SYNAPSE_COLUMNS = ['pre', 'post', 'delay_ticks', 'weight'] as const;

/** As of now: settled weights, and targets that rewiring found. Nothing changes. */
export function synapsesOf(network: Network): SynapseTable {
  const { compiled } = network;
  const { pre, delay_ticks } = endsOf(compiled, 'plastic');
  const post = postOf(compiled, 'plastic', network.targets());
  return { pre, post, delay_ticks, weight: network.settle().slice() };
}

export type Ends = Pick<SynapseTable, 'pre' | 'post' | 'delay_ticks'>;
type Group = 'plastic' | 'static';

const known = new WeakMap<Compiled, Map<Group, Ends>>();

/** As compiled, in the order of the model. */
export function endsOf(compiled: Compiled, group: Group): Ends {
  const groups = known.get(compiled) ?? new Map<Group, Ends>();
  known.set(compiled, groups);
  const ends = groups.get(group) ?? readEnds(compiled, group);
  groups.set(group, ends);
  return ends;
}

function readEnds(compiled: Compiled, group: Group): Ends {
  const { bytes } = compiled;
  const target = readArray(bytes, `${group}_target`);
  const rows = readArray(bytes, `${group}_row_start`);
  const lanes = {
    delay: readArray(bytes, `${group}_lane_delay`),
    pre_count: readArray(bytes, `${group}_lane_pre_count`),
    row_first: readArray(bytes, `${group}_lane_row_first`),
    pre_first: readArray(bytes, `${group}_lane_pre_first`),
  };
  const pre = new Int32Array(target.length);
  const delay_ticks = new Int32Array(target.length);
  for (let lane = 0; lane < lanes.delay.length; lane++) {
    for (let place = 0; place < (lanes.pre_count[lane] as number); place++) {
      const row = (lanes.row_first[lane] as number) + place;
      const [from, past] = [rows[row] as number, rows[row + 1] as number];
      pre.fill((lanes.pre_first[lane] as number) + place, from, past);
      delay_ticks.fill(lanes.delay[lane] as number, from, past);
    }
  }
  for (const { from, first_synapse, count } of ofGroup(compiled, group)) {
    const first = compiled.populations.get(from)?.first ?? 0;
    for (let i = first_synapse; i < first_synapse + count; i++) pre[i] = (pre[i] as number) - first;
  }
  return { pre, post: postOf(compiled, group, target), delay_ticks };
}

/** Slots as places within the population that they belong to. */
function postOf(compiled: Compiled, group: Group, target: Uint32Array): Int32Array {
  const post = Int32Array.from(target);
  for (const projection of ofGroup(compiled, group)) {
    const first = firstSlotOf(compiled, projection);
    for (let i = 0; i < projection.count; i++) {
      const at = projection.first_synapse + i;
      post[at] = (post[at] as number) - first;
    }
  }
  return post;
}

/** The slot of the first neuron of a projection's target, at its port. */
export function firstSlotOf(
  { populations }: Compiled,
  { to, port }: Compiled['projections'][number],
): number {
  const ports = populations.get(to)?.ports ?? [];
  return ports.find(({ name }) => name === port)?.first_slot ?? 0;
}

function ofGroup({ projections }: Compiled, group: Group) {
  return projections.filter(({ learn }) => (learn !== undefined) === (group === 'plastic'));
}
