/**
 * Fan-in: what can arrive at one slot in one tick must fit its accumulator, q15.16, since a sum
 * that saturates would depend on the order of its parts.
 */
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import type { NetworkSpec } from './check.js';
import { type Distribution, support } from './distribution.js';
import type { Draft } from './draft.js';
import type { ModelArrays } from './fields.gen.js';
import { type Port, type Ported, portsOf } from './port.js';
import type { ProjectionSpec } from './synapse.js';

/** The accumulator of a slot holds less than this, in mV. */
const FAN_IN_MAX_MV = 2 ** 15;
const ACCUMULATOR_MAX = 2 ** 31 - 1;

/** Refuses what is certain to overflow, whatever is drawn; compile() judges what was drawn. */
export function checkFanIn(network: Partly<NetworkSpec>, path: string, problems: Problems): void {
  for (const [name, neuron] of Object.entries(network.neurons ?? {})) {
    if (neuron?.kind === undefined) continue;
    for (const port of portsOf(neuron as Ported)) {
      const sums = new Float64Array(neuron.count ?? 0);
      for (const projection of network.synapses ?? []) {
        const { population, port: own, first = 0, count = 0 } = projection?.to ?? {};
        if (population !== name || own !== port.name) continue;
        const each = certain_mv(projection ?? {});
        for (let i = Math.max(0, first); i < Math.min(sums.length, first + count); i++) {
          sums[i] = (sums[i] as number) + each;
        }
      }
      const worst = sums.findIndex((sum) => sum >= FAN_IN_MAX_MV);
      const place = `${path} › neurons › ${placeOf(name, port)}`;
      if (worst >= 0) addFanIn(sums[worst] as number, place, worst, problems);
    }
  }
}

/** A population, and where a port of its was said. */
function placeOf(population: string, { name, said }: Port): string {
  if (name === undefined) return population;
  return `${population} › ${said ? 'receptors' : 'dendrites'} › ${name}`;
}

/** Refuses drawn weights that could overflow; counts as the core does when it loads the model. */
export function checkDrawnFanIn(draft: Draft, arrays: ModelArrays): void {
  const sums = new Float64Array(draft.slots);
  const add = (target: number, raw: number) => {
    sums[target] = (sums[target] as number) + Math.floor(Math.abs(raw) / 256) + 1;
  };
  arrays.static_target.forEach((target, i) => {
    add(target, arrays.static_weight[i] as number);
  });
  const rewired = addRewired(arrays, sums);
  arrays.plastic_lane_rule.forEach((rule, lane) => {
    if (rewired.has(lane)) return;
    const most = largestOf(arrays, rule);
    const row = arrays.plastic_lane_row_first[lane] as number;
    const end = row + (arrays.plastic_lane_pre_count[lane] as number);
    const last = arrays.plastic_row_start[end] as number;
    for (let i = arrays.plastic_row_start[row] as number; i < last; i++) {
      add(arrays.plastic_target[i] as number, most);
    }
  });
  for (const { name, count, ports } of draft.populations.values()) {
    for (const port of ports) {
      const { first_slot } = port;
      const own = sums.subarray(first_slot, first_slot + count);
      const worst = own.findIndex((sum) => sum > ACCUMULATOR_MAX);
      if (worst < 0) continue;
      const path = `${draft.network.name} › neurons › ${placeOf(name, port)}`;
      addFanIn((own[worst] as number) / 2 ** 16, path, worst, draft.problems);
    }
  }
}

function largestOf(arrays: ModelArrays, rule: number): number {
  const low = Math.abs(arrays.rule_w_min[rule] as number);
  return Math.max(low, Math.abs(arrays.rule_w_max[rule] as number));
}

/** Wherever its synapses go, a source reaches a target once at most. Returns the lanes. */
function addRewired(arrays: ModelArrays, sums: Float64Array): Set<number> {
  const rewired = new Set<number>();
  arrays.rewiring_lane_first.forEach((lane, i) => {
    const most = largestOf(arrays, arrays.plastic_lane_rule[lane] as number);
    const each = Math.floor(most / 256) + 1;
    const first = arrays.rewiring_slot_first[i] as number;
    for (let slot = first; slot < first + (arrays.rewiring_slots[i] as number); slot++) {
      const sources = arrays.plastic_lane_pre_count[lane] as number;
      sums[slot] = (sums[slot] as number) + each * sources;
    }
    for (let k = 0; k < (arrays.rewiring_lanes[i] as number); k++) rewired.add(lane + k);
  });
  return rewired;
}

function addFanIn(sum_mv: number, path: string, neuron: number, problems: Problems): void {
  problems.add(
    'FAN_IN_OVERFLOW',
    path,
    `up to ${Math.round(sum_mv)} mV onto neuron ${neuron} in one tick`,
    `less than ${FAN_IN_MAX_MV} mV`,
    'project from fewer neurons, lower the weights, or narrow bounds_mv',
  );
}

/** How much a neuron's share of a projection adds up to at the least. */
function certain_mv(projection: Partly<ProjectionSpec>): number {
  const { from, weight_mv, probability, fan_out, learn } = projection;
  if (probability !== 1 || fan_out !== undefined) return 0;
  if (from?.count === undefined || weight_mv === undefined) return 0;
  const [low = 0, high = 0] = learn?.bounds_mv ?? [];
  if (learn) return from.count * Math.max(Math.abs(low), Math.abs(high));
  const [least, most] = support(weight_mv as Distribution);
  const smallest = least > 0 ? least : most < 0 ? -most : 0;
  return Number.isFinite(smallest) ? from.count * smallest : 0;
}
