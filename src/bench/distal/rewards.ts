/** Rewards: each comes some seconds after the pair that earned it. */
import { RandomStream } from '../../random.js';

/** The second cell must spike within so many ticks after the first; Izhikevich 2007. */
const COINCIDENCE_TICKS = 20;
const SOONEST_TICKS = 1000;
const SPREAD_TICKS = 2000;

/** A ring that is longer than any reward takes. */
const RING = 4096;

/** Ticks are of 1 ms. Allocates only for what it remembers of a reward. */
export class Rewards {
  /** Ticks in which one came. */
  readonly came: number[] = [];
  readonly #random: RandomStream;
  readonly #due = new Uint8Array(RING);
  #pre_tick = Number.NEGATIVE_INFINITY;

  constructor(seed: number) {
    this.#random = new RandomStream(seed, 'rewards');
  }

  /** Whether a reward comes in this tick. */
  comes(tick: number): boolean {
    const place = tick & (RING - 1);
    if (this.#due[place] === 0) return false;
    this.#due[place] = 0;
    this.came.push(tick);
    return true;
  }

  /** Who of the two spiked in this tick. */
  saw(tick: number, pre: number | undefined, post: number | undefined): void {
    const since = tick - this.#pre_tick;
    if (post === 1 && since > 0 && since < COINCIDENCE_TICKS) {
      const due = tick + SOONEST_TICKS + 1 + this.#random.below(SPREAD_TICKS);
      this.#due[due & (RING - 1)] = 1;
    }
    if (pre === 1) this.#pre_tick = tick;
  }
}
