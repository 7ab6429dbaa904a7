/** Looks: now and then all weights are read; looking changes nothing of a run. */
import { WEIGHT_ONE } from '../../network/network.js';

/** Shares of the other synapses whose weights are at or below what is kept of a look. */
export const SHARES = [0.5, 0.9, 0.99, 0.999] as const;

export interface Look {
  readonly time_s: number;
  readonly chosen_mv: number;
  /** Of the other synapses; percentiles to a thousandth of a mV. */
  readonly mean_mv: number;
  readonly percentiles_mv: readonly number[];
  /** The share of the others that are stronger than the chosen one. */
  readonly stronger: number;
}

/** Weights are from 0 to 4 mV; sorting 80,000 of them takes longer than a thousand ticks. */
const BIN = WEIGHT_ONE / 1024;
const BINS = 4 * 1024 + 1;

export class Looks {
  readonly all: Look[] = [];
  readonly #chosen: number;
  readonly #bins = new Uint32Array(BINS);

  /** @param chosen its place among the weights. */
  constructor(chosen: number) {
    this.#chosen = chosen;
  }

  take(time_s: number, weights: Int32Array): void {
    const chosen = weights[this.#chosen] as number;
    const bins = this.#bins.fill(0);
    let sum = -chosen;
    let stronger = 0;
    for (const weight of weights) {
      const bin = Math.floor(weight / BIN);
      bins[bin] = (bins[bin] as number) + 1;
      sum += weight;
      if (weight > chosen) stronger += 1;
    }
    const own = Math.floor(chosen / BIN);
    bins[own] = (bins[own] as number) - 1;
    const others = weights.length - 1;
    this.all.push({
      time_s,
      chosen_mv: chosen / WEIGHT_ONE,
      mean_mv: sum / others / WEIGHT_ONE,
      percentiles_mv: SHARES.map((share) => percentile(bins, share * others)),
      stronger: stronger / others,
    });
  }
}

/** Where the bin begins that holds the weight with so many below. */
function percentile(bins: Uint32Array, below: number): number {
  let counted = 0;
  const bin = bins.findIndex((count) => {
    counted += count;
    return counted > below;
  });
  return (bin * BIN) / WEIGHT_ONE;
}
