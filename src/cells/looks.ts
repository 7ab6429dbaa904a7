/** How fixed point and its reference are drawn, the same in every figure of cells. */
import type { Look, Plot, Trace } from '../plot/figure.js';
import type { Responses } from './response.js';

export function looksOf(unit: string): { readonly [name: string]: Look } {
  return {
    double: { name: 'v, reference in doubles', colour: '#ffb347', width: 4 },
    fixed: { name: 'v, fixed point (the core)', colour: '#1f4e8c', width: 1.1 },
    current: { name: `current in ${unit}`, colour: '#666', width: 1.2 },
  };
}

/** The potential of both, over the current. */
export function plotsOf({ t_ms: x, fixed, double, current }: Responses): Plot[] {
  const potential: Trace[] = [
    { x, y: double.v_mv, look: 'double' },
    { x, y: fixed.v_mv, look: 'fixed' },
  ];
  const ends = new Set([Math.min(...current), Math.max(...current)]);
  return [
    { y: 'v / mV', height: 3, traces: potential },
    { y: 'current', height: 1, ticks: [...ends], traces: [{ x, y: current, look: 'current' }] },
  ];
}
