/** Bytes: what a synapse and a row take, worked out from the tables that lay them out. */
import {
  type Format,
  formats,
  type ModelCounts,
  modelArrays,
  stateArrays,
} from '../network/fields.gen.js';

/** What an arrival does not touch: where weights begin, and the queues of other rules. */
const UNTOUCHED = new Set(['plastic_weight', 'row_prefix', 'row_next', 'row_previous']);

/** Bytes of model and state that one more of something takes. */
export function bytesOfOne(
  what: 'static_synapses' | 'plastic_synapses' | 'static_rows' | 'plastic_rows',
  counts: ModelCounts,
  touched: 'all' | 'by an arrival' = 'all',
): number {
  const more = { ...counts, [what]: counts[what] + 1 };
  return Object.entries({ ...modelArrays, ...stateArrays })
    .filter(([name]) => touched === 'all' || !UNTOUCHED.has(name))
    .reduce((sum, [, array]) => {
      const { format, count } = array as { format: Format; count: (c: ModelCounts) => number };
      return sum + formats[format].bytes * (count(more) - count(counts));
    }, 0);
}
