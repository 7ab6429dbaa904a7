/**
 * Critic: the contract of everything that turns reward into a prediction error.
 * Only + - * / at run time, so that a run has the same bits on every machine.
 */
import { didYouMean, type Problems } from '../errors.js';

/** What a critic is given once, when the robot is assembled. */
export interface CriticContext {
  /** How many cues each tick brings. */
  readonly cues: number;
  readonly tick_ms: number;
  /** How many neurons each population of the robot has. Default: it has none. */
  readonly neurons?: { readonly [population: string]: number };
}

export interface Critic {
  /**
   * One tick. `cues` holds the features that this critic was made for (sensor values, or what the
   * robot's own `features` function wrote). `ends` says that an episode ended with this reward.
   * Returns the prediction error, in units of reward: at tick t that of the step from t - 1 to t,
   * so a critic with cues returns 0 at the first tick of an episode. A tick whose reward or cues
   * are not finite is passed over and returns 0; if it ends the episode, it still does.
   * `spikes` counts those of this tick in each population that its row names; none without them.
   * Allocates nothing.
   */
  learn(reward: number, cues: Float64Array, ends: boolean, spikes?: Uint32Array): number;
  reset(): void;
  /** Everything it has learned and remembers. */
  readonly state: Float64Array;
}

/** How many neurons a population has; at least 1, so that it has a rate. */
export function neuronsOf(population: string, { neurons = {} }: CriticContext): number {
  return Math.max(1, neurons[population] ?? 1);
}

/** Every population is one of the robot's, and named once. */
export function checkPopulations(
  populations: readonly string[],
  { neurons = {} }: CriticContext,
  path: string,
  problems: Problems,
): void {
  const known = Object.keys(neurons);
  populations.forEach((population, index) => {
    const got = `'${population}'`;
    if (!known.includes(population)) {
      const allowed = known.length > 0 ? `one of ${known.join(', ')}` : 'none is defined';
      const remedy = `name a population of the robot.${didYouMean(population, known)}`;
      problems.add('NAME_UNKNOWN', path, got, allowed, remedy);
    } else if (populations.indexOf(population) < index) {
      const remedy = 'name each population once';
      problems.add('DESCRIPTION_INVALID', path, `${got} twice`, 'different populations', remedy);
    }
  });
}
