/** Dale's law: a population that is said to excite or to inhibit does so wherever it reaches. */
import type { Problems } from '../errors.js';
import type { Partly } from '../schema.js';
import { type Distribution, support } from './distribution.js';
import type { CellSpec, NeuronSpec } from './neuron.js';
import { opensConductance, type Port } from './port.js';
import type { ProjectionSpec } from './synapse.js';

/** Where a cell rests if nothing is said of it, in mV. */
const REST_MV = -65;

/** Adds a problem where weights of a projection, or what they may learn, have the other sign. */
export function checkDale(
  projection: Partly<ProjectionSpec>,
  {
    from,
    to,
    port,
  }: { readonly from: Partly<NeuronSpec>; readonly to: Partly<CellSpec>; readonly port: Port },
  path: string,
  problems: Problems,
): void {
  const { dale } = from;
  if (dale === undefined) return;
  const { weight_mv, learn } = projection;
  const side = opensConductance(port) ? sideOf(port, to) : 1;
  const wanted = dale === 'excitatory' ? 1 : -1;
  const refuse = (low: number, high: number, place: string, remedy: string) => {
    if (Math.min(side * wanted * low, side * wanted * high) >= 0) return;
    const got = low === high ? `${low} mV` : `${low} to ${high} mV`;
    const sign = side * wanted > 0 ? 'at least 0' : 'at most 0';
    problems.add('DALE_BROKEN', `${path} › ${place}`, got, `${sign} mV from ${dale} cells`, remedy);
  };
  const [low, high] = learn?.bounds_mv ?? [];
  if (low !== undefined && high !== undefined) {
    refuse(low, high, 'learn › bounds_mv', 'keep the bounds on one side of 0');
  }
  if (weight_mv === undefined) return;
  const [least, most] = support(weight_mv as Distribution);
  // what is drawn without ends of its own is kept inside the bounds
  const ends = [Math.max(least, low ?? least), Math.min(most, high ?? most)] as const;
  refuse(...ends, 'weight_mv', 'draw with min or max on one side of 0, or leave out dale');
}

/** 1 where an open conductance excites, -1 where it inhibits. */
function sideOf({ name }: Port, to: Partly<CellSpec>): number {
  const said = to as { readonly rest_mv?: unknown };
  const rest_mv = typeof said.rest_mv === 'number' ? said.rest_mv : REST_MV;
  const receptor = to.receptors?.[name ?? ''] as { readonly reversal_mv?: unknown } | undefined;
  const reversal_mv = receptor?.reversal_mv;
  return typeof reversal_mv === 'number' && reversal_mv <= rest_mv ? -1 : 1;
}
