/** Episodes: the returns of a run's last episodes, from a measure that restarts with each. */

/** How many episodes the mean is over; CartPole-v1 is solved by a mean over as many. */
export const LATE_EPISODES = 100;

export class Episodes {
  /** How many have ended. */
  count = 0;
  readonly #returns = new Float64Array(LATE_EPISODES);
  #before = 0;

  /** One tick: a measure that fell has begun anew, and what it was before is a return. */
  tick(value: number): void {
    if (value < this.#before) {
      this.#returns[this.count % LATE_EPISODES] = this.#before;
      this.count += 1;
    }
    this.#before = value;
  }

  /** Mean return of the last episodes; null until there were enough of them. */
  mean(): number | null {
    if (this.count < LATE_EPISODES) return null;
    return this.#returns.reduce((sum, value) => sum + value, 0) / LATE_EPISODES;
  }
}
