/** Looks: now and then all weights are read; looking changes nothing of a run. */
import { WEIGHT_ONE } from '../../network/network.js';

/** Shares of the other synapses whose weights are at or below what is kept of a look. */
export const SHARES = [0.5, 0.9, 0.99, 0.999] as const;

export interface Look {
  readonly time_s: number;
  readonly chosen_mv: number;
  /** Of the other synapses. */
  readonly mean_mv: number;
  readonly percentiles_mv: readonly number[];
  /** The share of the others that are stronger than the chosen one. */
  readonly stronger: number;
}

export class Looks {
  readonly all: Look[] = [];
  readonly #chosen: number;
  #sorted = new Int32Array(0);

  /** @param chosen its place among the weights. */
  constructor(chosen: number) {
    this.#chosen = chosen;
  }

  take(time_s: number, weights: Int32Array): void {
    const raw = weights[this.#chosen] as number;
    if (this.#sorted.length !== weights.length) this.#sorted = new Int32Array(weights.length);
    this.#sorted.set(weights);
    this.#sorted.sort();
    const others = weights.length - 1;
    const place = this.#sorted.indexOf(raw);
    let sum = -raw;
    let equal = 0;
    for (const weight of this.#sorted) {
      sum += weight;
      if (weight === raw) equal += 1;
    }
    this.all.push({
      time_s,
      chosen_mv: raw / WEIGHT_ONE,
      mean_mv: sum / others / WEIGHT_ONE,
      percentiles_mv: SHARES.map((share) => this.#other(share, place) / WEIGHT_ONE),
      stronger: (weights.length - place - equal) / others,
    });
  }

  /** A percentile of the others, which the chosen one's place is left out of. */
  #other(share: number, chosen: number): number {
    const place = Math.floor(share * (this.#sorted.length - 2));
    return this.#sorted[place < chosen ? place : place + 1] as number;
  }
}
