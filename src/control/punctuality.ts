/** Whether the loop comes in time: misses in a row degrade the robot, then make it safe. */
import type { Safety } from '../channel.js';

const DEFAULT_DEGRADED_AFTER = 3;
const DEFAULT_SAFE_AFTER = 10;
/** Ticks in time after which a loop is trusted again. */
const TICKS_TO_TRUST = 10;

export class Punctuality {
  /** Slots of the grid that were missed one after another. */
  missed = 0;
  /** Slots that were missed in all. */
  missed_sum = 0;
  readonly #degraded_after: number;
  readonly #safe_after: number;
  #in_time = 0;

  constructor({ degraded_after, safe_after }: Safety = {}) {
    this.#degraded_after = degraded_after ?? DEFAULT_DEGRADED_AFTER;
    this.#safe_after = safe_after ?? DEFAULT_SAFE_AFTER;
  }

  /** A tick begins after so many slots were missed; 0: in time. */
  tick(slots: number): void {
    this.missed_sum += slots;
    this.missed += slots;
    this.#in_time = slots > 0 ? 0 : this.#in_time + 1;
    if (slots === 0 && (!this.isLost || this.#in_time >= TICKS_TO_TRUST)) this.missed = 0;
  }

  get isLate(): boolean {
    return this.missed >= this.#degraded_after;
  }

  /** Too late to drive. */
  get isLost(): boolean {
    return this.missed >= this.#safe_after;
  }
}
