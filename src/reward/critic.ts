/**
 * Critic: the contract of everything that turns reward into a prediction error.
 * Only + - * / at run time, so that a run has the same bits on every machine.
 */

/** What a critic is given once, when the robot is assembled. */
export interface CriticContext {
  /** How many cues each tick brings. */
  readonly cues: number;
  readonly tick_ms: number;
}

export interface Critic {
  /**
   * One tick. `cues` holds the features that this critic was made for (sensor values, or what the
   * robot's own `features` function wrote). `ends` says that an episode ended with this reward.
   * Returns the prediction error, in units of reward: at tick t that of the step from t - 1 to t,
   * so a critic with cues returns 0 at the first tick of an episode. A tick whose reward or cues
   * are not finite is passed over and returns 0; if it ends the episode, it still does.
   * Allocates nothing.
   */
  learn(reward: number, cues: Float64Array, ends: boolean): number;
  reset(): void;
  /** Everything it has learned and remembers. */
  readonly state: Float64Array;
}
