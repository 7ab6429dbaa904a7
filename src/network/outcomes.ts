/** Outcomes: what rules make of what their targets do, each held once however many rules use it. */
import type { ModelArrays } from './fields.gen.js';
import type { Outcome } from './learning/learning.js';
import { plasticityQuantities } from './plasticity.js';
import { type Quantity, timeConstant } from './quantise.js';

/** As native/core/outcome.h numbers them. */
const KINDS = ['spike', 'triplet', 'burst', 'slope'] as const satisfies Outcome['kind'][];

/** In place of an outcome of these: S - p, and 1 always. */
export const OUTCOME_RESIDUAL = 0xffffffff;
export const OUTCOME_ALWAYS = 0xfffffffe;

export class Outcomes {
  readonly #tick_ms: number;
  readonly #all = new Map<string, Outcome>();

  constructor(tick_ms: number) {
    this.#tick_ms = tick_ms;
  }

  /** The place of one among all. */
  place(outcome: Outcome): number {
    const key = JSON.stringify(outcome);
    if (!this.#all.has(key)) this.#all.set(key, outcome);
    return [...this.#all.keys()].indexOf(key);
  }

  get count(): number {
    return this.#all.size;
  }

  /** Whether one is worked out from the chance of a spike. */
  get needs_chance(): boolean {
    return [...this.#all.values()].some(({ kind }) => kind === 'slope');
  }

  write(arrays: ModelArrays): void {
    const time = timeConstant(this.#tick_ms, { zero: true });
    const burst = plasticityQuantities(this.#tick_ms).burst_ms as Quantity;
    [...this.#all.values()].forEach(({ kind, tau_ms = 0, share = 0, burst_ms = 0 }, index) => {
      arrays.outcome_kind[index] = KINDS.indexOf(kind);
      arrays.outcome_keep[index] = time.raw(tau_ms);
      arrays.outcome_share[index] = Math.min(Math.round(share * 2 ** 31), 2 ** 31 - 1);
      arrays.outcome_ticks[index] = burst.raw(burst_ms);
    });
  }
}
