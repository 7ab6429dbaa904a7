/** How fixed point and its reference are drawn, the same in every figure of cells. */
import type { Look, Plot, Trace } from '../plot/figure.js';
import type { Responses } from './response.js';

/** `branch_unit` is that of the current into a dendrite, where there is one. */
export function looksOf(unit: string, branch_unit?: string): { readonly [name: string]: Look } {
  const looks = {
    double: { name: 'v, reference in doubles', colour: '#ffb347', width: 4 },
    fixed: { name: 'v, fixed point (the core)', colour: '#1f4e8c', width: 1.1 },
    current: { name: `current in ${unit}`, colour: '#666', width: 1.2 },
  };
  if (branch_unit === undefined) return looks;
  const branch = { name: `current into the dendrite in ${branch_unit}`, colour: '#b03a5b' };
  return { ...looks, branch: { ...branch, width: 1.2 } };
}

/** The potential of both, over that of a stimulated dendrite, over the currents. */
export function plotsOf({
  t_ms: x,
  fixed,
  double,
  current,
  branch_current: branch,
}: Responses): Plot[] {
  const traces = (values: 'v_mv' | 'branch_mv'): Trace[] => [
    { x, y: double[values], look: 'double' },
    { x, y: fixed[values], look: 'fixed' },
  ];
  const soma = { y: 'v / mV', height: 3, traces: traces('v_mv') };
  const into: Trace = { x, y: current, look: 'current' };
  if (branch === undefined) {
    return [soma, { y: 'current', height: 1, ticks: endsOf(current), traces: [into] }];
  }
  const ticks = [...new Set([...endsOf(current), ...endsOf(branch)])];
  return [
    soma,
    { y: 'dendrite / mV', height: 3, traces: traces('branch_mv') },
    { y: 'current', height: 2, ticks, traces: [into, { x, y: branch, look: 'branch' }] },
  ];
}

function endsOf(current: Float64Array): number[] {
  return [...new Set([Math.min(...current), Math.max(...current)])];
}
