/**
 * Rewiring: weak synapses leave their targets and look for others, at most so many a turn and
 * always as many in all; after Butz and van Ooyen, PLoS Computational Biology 9:e1003259, 2013,
 * and DEEP R (Bellec et al., ICLR 2018).
 */
import { z } from 'zod';
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import { checkQuantities } from './check-numbers.js';
import type { Draft } from './draft.js';
import type { ModelArrays } from './fields.gen.js';
import type { Lane } from './lanes.js';
import { fixed, nearest, type Quantity } from './quantise.js';
import type { ProjectionSpec } from './synapse.js';

export const rewiringSchema = z
  .strictObject({
    below_mv: z.number().describe('Synapses with less weight may go, in mV.'),
    weight_mv: z.number().describe('What a synapse weighs at its new target, in mV.'),
    every_s: z.number().positive().describe('From turn to turn, in s.'),
    most: z
      .int()
      .min(1)
      .max(2 ** 24)
      .describe('How many go at a turn, at most.'),
  })
  .meta({ id: 'rewiring', description: 'Weak synapses that find other targets, within a budget.' });

export type RewiringSpec = z.output<typeof rewiringSchema>;

const TICKS_MAX = 2 ** 31 - 1;

/** Whole ticks from turn to turn. */
function turn(tick_ms: number): Quantity {
  const [least, most] = [tick_ms / 1000, (TICKS_MAX * tick_ms) / 1000];
  return {
    unit: 's',
    format: 'u32',
    judges: !Number.isNaN(tick_ms),
    range: [least, most],
    raw: (value) => nearest((value * 1000) / tick_ms),
    value: (raw) => (raw * tick_ms) / 1000,
    refuses: (value) => {
      const ticks = nearest((value * 1000) / tick_ms);
      if (ticks >= 1 && ticks <= TICKS_MAX) return undefined;
      const remedy = 'choose a turn of a tick or more';
      return { code: 'NUMBER_NOT_HELD', allowed: `${least} to ${most} s`, remedy };
    },
  };
}

export function rewiringQuantities(tick_ms: number) {
  const weight = fixed('q7_24', 'mV');
  return { below_mv: weight, weight_mv: weight, every_s: turn(tick_ms) } as const;
}

export function checkRewiring(
  { rewire, learn, from, to, probability = 1, fan_out }: Partly<ProjectionSpec>,
  tick_ms: number,
  path: string,
  problems: Problems,
): void {
  if (!rewire) return;
  if (!learn) {
    const remedy = 'leave it out, or add learn: by what is learned weak synapses are known';
    problems.add('DESCRIPTION_INVALID', path, 'rewire without learn', 'one beside learn', remedy);
  }
  if (learn?.budget !== undefined) {
    const remedy = 'leave out one: a new synapse begins with another weight at once';
    problems.add('DESCRIPTION_INVALID', path, 'rewire beside a budget', 'one of both', remedy);
  }
  if (learn?.consolidate !== undefined) {
    const remedy = 'leave out one: a new synapse has learned nothing that could last';
    problems.add('DESCRIPTION_INVALID', path, 'rewire beside consolidate', 'one of both', remedy);
  }
  checkQuantities(rewiringQuantities(tick_ms), rewire, path, problems);
  const { weight_mv, below_mv } = rewire;
  const [low, high] = learn?.bounds_mv ?? [];
  const here = `${path} › weight_mv`;
  if (weight_mv !== undefined && below_mv !== undefined && weight_mv < below_mv) {
    const remedy = 'raise weight_mv, or lower below_mv: what is new would go again at once';
    const allowed = `at least below_mv, ${below_mv} mV`;
    problems.add('WEIGHT_OUT_OF_BOUNDS', here, `${weight_mv} mV`, allowed, remedy);
  }
  const outside = (weight_mv ?? 0) < (low ?? -Infinity) || (weight_mv ?? 0) > (high ?? Infinity);
  if (weight_mv !== undefined && outside) {
    const allowed = `${low} to ${high} mV, the bounds of its rule`;
    const remedy = 'choose a weight inside bounds_mv';
    problems.add('WEIGHT_OUT_OF_BOUNDS', here, `${weight_mv} mV`, allowed, remedy);
  }
  const count = to?.count ?? 0;
  const own = from?.population === to?.population ? 1 : 0;
  if (count === 0 || (fan_out === undefined ? probability < 1 : fan_out < count - own)) return;
  const remedy = 'say fan_out or probability, so that targets are left';
  const got = 'synapses to every target';
  problems.add('DESCRIPTION_INVALID', path, got, 'a projection that leaves some out', remedy);
}

/** A projection that rewires, and where its lanes begin among the plastic ones. */
interface Rewired {
  readonly projection: ProjectionSpec;
  readonly path: string;
  readonly lane: number;
  readonly lanes: readonly Lane[];
}

/** The rewirings of a network, in the order of their projections. */
export class Rewirings {
  readonly #draft: Draft;
  readonly #all: Rewired[] = [];
  /** For each projection its own; undefined where targets stay. */
  readonly of: (number | undefined)[] = [];

  /** `paths` are those of the projections, `lanes` what was drawn of each. */
  constructor(draft: Draft, paths: readonly string[], lanes: readonly (readonly Lane[])[]) {
    this.#draft = draft;
    let lane = 0;
    draft.network.synapses.forEach((projection, index) => {
      const own = lanes[index] as readonly Lane[];
      const rewires = projection.rewire !== undefined && own.length > 0;
      this.of.push(rewires ? this.#all.length : undefined);
      const path = `${paths[index]} › rewire`;
      if (rewires) this.#all.push({ projection, path, lane, lanes: own });
      if (projection.learn) lane += own.length;
    });
  }

  get counts() {
    return { rewirings: this.#all.length };
  }

  write(arrays: ModelArrays): void {
    const quantities = rewiringQuantities(this.#draft.network.tick_ms);
    this.#all.forEach(({ projection: { to, rewire }, path, lane, lanes }, index) => {
      const spec = rewire as RewiringSpec;
      const write = (parameter: keyof typeof quantities, into: Int32Array | Uint32Array) => {
        const values = Float64Array.of(spec[parameter]);
        this.#draft.hold(values, quantities[parameter], `${path} › ${parameter}`, into, index);
      };
      arrays.rewiring_lane_first[index] = lane;
      arrays.rewiring_lanes[index] = lanes.length;
      arrays.rewiring_slot_first[index] = this.#draft.portOf(to).first_slot + to.first;
      arrays.rewiring_slots[index] = to.count;
      arrays.rewiring_most[index] = spec.most;
      write('every_s', arrays.rewiring_every);
      write('below_mv', arrays.rewiring_below);
      write('weight_mv', arrays.rewiring_weight);
    });
  }
}
