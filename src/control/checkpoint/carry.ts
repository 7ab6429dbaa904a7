/** Carries weights from a checkpoint to a mind of another model, where the two agree in shape. */
import { RobotError } from '../../errors.js';
import type { SpikingMind } from '../spiking-mind.js';
import type { Saved } from './file.js';
import { incompatibilities, shapeOf } from './shape.js';
import { firstSlotOf, type SynapseTable } from './synapses.js';

/** Names of projections whose weights learn. */
export interface Carried {
  readonly carried: readonly string[];
  /** As they were drawn: they were not there before. */
  readonly fresh: readonly string[];
}

/**
 * A mind that has not lived yet gets the weights of every projection that was there before, and
 * where rewiring had led its synapses; everything else begins anew.
 * @throws RobotError STATE_REFUSED with every reason; the mind is as it was then.
 */
export function carryWeights(saved: Saved, mind: SpikingMind, path: string): Carried {
  const before = saved.header.shape;
  const after = shapeOf(mind.network.compiled);
  const reasons = incompatibilities(before, after);
  if (reasons.length > 0) throw refused(path, reasons);
  const learning = after.projections
    .map(({ name, learn, first, count }, index) => ({ name, learn, first, count, index }))
    .filter(({ learn }) => learn !== null);
  const old = new Map(before.projections.map((projection) => [projection.name, projection]));
  const kept = learning.filter(({ name }) => old.has(name));
  tryOut(mind, path, () => {
    for (const { name, first, count, index } of kept) {
      const from = old.get(name)?.first ?? 0;
      const range = { from, to: first, count, index };
      copySynapses(saved.synapses, mind, range);
    }
  });
  return {
    carried: kept.map(({ name }) => name),
    fresh: learning.filter(({ name }) => !old.has(name)).map(({ name }) => name),
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of the projection. */
  readonly index: number;
}

function copySynapses({ weight, post }: SynapseTable, { network }: SpikingMind, range: Range) {
  const { from, to, count, index } = range;
  const projection = network.compiled.projections[index];
  setWeights(network, to, weight.subarray(from, from + count));
  const { rewired_target } = network.views;
  if (projection?.rewiring === undefined || rewired_target.length === 0) return;
  const first_slot = firstSlotOf(network.compiled, projection);
  for (let i = 0; i < count; i++) rewired_target[to + i] = first_slot + (post[from + i] as number);
}

/** Where nothing is pending: weights, from some synapse on, become these (q7.24). */
export function setWeights({ views }: SpikingMind['network'], to: number, weights: Int32Array) {
  views.weight.set(weights, to);
  if (views.anchor.length > 0) views.anchor.set(weights, to);
  if (views.slow.length > 0) views.slow.set(weights, to);
}

/**
 * Changes a mind, and lets the core judge the state: whether weights are within bounds and budgets.
 * @throws RobotError STATE_REFUSED; the mind is as it was then.
 */
export function tryOut(mind: SpikingMind, path: string, change: () => void): void {
  const before = mind.checkpoint();
  change();
  try {
    mind.rollBack(mind.checkpoint());
  } catch (error) {
    mind.rollBack(before);
    if (!(error instanceof RobotError)) throw error;
    throw refused(path, ['weights lie outside the bounds or budgets of their rules']);
  }
}

function refused(path: string, reasons: readonly string[]): RobotError {
  return new RobotError(
    reasons.map((got) => ({
      code: 'STATE_REFUSED' as const,
      path,
      got,
      allowed: 'populations and projections as they were, and new ones beside them',
      remedy: 'take back what changed, or begin anew with another --state directory',
    })),
  );
}
