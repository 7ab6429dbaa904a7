/** Current from outside, in the unit of a kind, as the lift that it makes in a tick. */
import type { CellSpec } from '../network/neuron.js';

export interface Current {
  readonly unit: string;
  /** How far the current lifts the potential in one tick, in mV. */
  lift_mv(amount: number, tick_ms: number): number;
}

/**
 * mV/ms for quadratic cells and resonators, pA where there is a capacitance, and for leaky cells
 * mV: how far the current, if it stayed, would lift the resting potential. Every parameter is a
 * number.
 */
export function currentOf(cell: CellSpec): Current {
  switch (cell.kind) {
    case 'izhikevich':
    case 'resonateAndFire':
      return { unit: 'mV/ms', lift_mv: (amount, tick_ms) => amount * tick_ms };
    case 'izhikevichMembrane':
    case 'adex': {
      const capacitance_pf = cell.capacitance_pf as number;
      return { unit: 'pA', lift_mv: (amount, tick_ms) => (amount * tick_ms) / capacitance_pf };
    }
    default: {
      const tau_ms = cell.tau_membrane_ms as number;
      return {
        unit: 'mV',
        lift_mv: (amount, tick_ms) => amount * (1 - Math.exp(-tick_ms / tau_ms)),
      };
    }
  }
}

/** Leaky cells have no upstroke: a spike is drawn up to here. */
const LEAKY_PEAK_MV = 0;

/** The potential up to which a spike is drawn, in mV. */
export function peakOf(cell: CellSpec): number {
  switch (cell.kind) {
    case 'izhikevich':
    case 'izhikevichMembrane':
      return cell.v_peak_mv as number;
    case 'adex':
      return cell.peak_mv as number;
    default:
      return LEAKY_PEAK_MV;
  }
}
