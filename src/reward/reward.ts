/**
 * Reward: from a frame to the release of a modulator. The robot's signal says what was good, its
 * ends where an episode is over, and its critic how much of that was expected.
 */
import { type Frame, type Named, namedView } from '../channel.js';
import { type EndSpec, Ends } from './ends.js';
import { Estimate, type EstimateInput, estimateSchema } from './estimate.js';
import { type CriticSpec, criticPopulations, makeCritic } from './index.js';
import { Release, type ReleaseSpec } from './release.js';
import { makeTerms, type TermSpec } from './terms.js';

/** What a robot says of its reward. */
export interface DopaminePathSpec extends ReleaseSpec {
  /** The reward of a tick, from its frame and the one before; or the sum of these terms. */
  readonly signal: ((now: Named, before: Named) => number) | readonly TermSpec[];
  /** Whether an episode ends with a frame. Default: never. */
  readonly ends?: ((now: Named) => boolean) | readonly EndSpec[];
  /**
   * What the critic sees instead of sensor values: `count` numbers that `of` writes into `out`,
   * which still holds those of the tick before.
   */
  readonly features?: { readonly count: number; of(now: Named, out: Float64Array): void };
  /** The sensors whose values the critic sees. Default: every sensor, in order. */
  readonly cues?: readonly string[];
  readonly critic: CriticSpec;
  /** What else its errors tell. */
  readonly also?: readonly EstimateInput[];
}

interface Senses {
  readonly sensors: { readonly [name: string]: unknown };
  readonly tick_ms: number;
  readonly neurons?: { readonly [name: string]: { readonly count: number } };
}

/** The path of a robot's reward; throws RobotError where its critic does not suit its cues. */
export function makeDopaminePath(spec: DopaminePathSpec, robot: Senses): DopaminePath {
  return new DopaminePath(spec, robot);
}

export class DopaminePath {
  /** The last reward, as the signal gave it; 0 where that was not a finite number. */
  reward = 0;
  /** Whether the last frame ended an episode. */
  ended = false;
  /** Everything that is remembered from tick to tick, part by part, for checkpoints and hashes. */
  readonly states: readonly Float64Array[];
  /** What else is released, and where. */
  readonly estimates: readonly Estimate[];
  readonly #now: Moment;
  readonly #before: Moment;
  /** 1 once an episode has had a frame. */
  readonly #started = new Float64Array(1);
  readonly #cues: Float64Array;
  readonly #signal: (now: Moment, before: Moment) => number;
  readonly #ends: EndsOfPath;
  readonly #sense: (now: Moment, cues: Float64Array) => void;
  readonly #release: Release;
  /** Which counts of spikes the critic reads, and what they are in this tick. */
  readonly #read: Uint32Array;
  readonly #spikes: Uint32Array;

  constructor(spec: DopaminePathSpec, { sensors, tick_ms, neurons = {} }: Senses) {
    const names = Object.keys(sensors);
    this.#now = makeMoment(names);
    this.#before = makeMoment(names);
    this.#cues = new Float64Array(spec.features?.count ?? spec.cues?.length ?? names.length);
    this.#signal = signalOf(spec, names);
    this.#ends = endsOf(spec, names, tick_ms);
    this.#sense = sensesOf(spec, names);
    const populations = Object.keys(neurons);
    this.#read = Uint32Array.from(criticPopulations(spec.critic), (name) => {
      return populations.indexOf(name);
    });
    this.#spikes = new Uint32Array(this.#read.length);
    const critic = makeCritic(spec.critic, {
      cues: this.#cues.length,
      tick_ms,
      neurons: countsOf(neurons),
    });
    this.#release = new Release(spec, critic, tick_ms);
    const { values } = this.#before;
    this.estimates = (spec.also ?? []).map((one) => {
      return new Estimate(estimateSchema.parse(one), tick_ms);
    });
    const own = [this.#started, values, this.#cues];
    const estimated = this.estimates.map(({ state }) => state);
    this.states = [...own, this.#ends.state, this.#release.state, critic.state, ...estimated];
  }

  /**
   * One tick: the release that the frame earns, in the modulator's unit. At the first frame of an
   * episode `before` is that frame itself, so nothing has changed yet.
   * @param spikes of each population of the robot in this tick, for a critic that reads them.
   */
  observe(frame: Frame, spikes?: Uint32Array): number {
    this.#now.values.set(frame.values);
    if (this.#started[0] === 0) this.#before.values.set(frame.values);
    const reward = this.#signal(this.#now, this.#before);
    this.ended = this.#ends.ended(this.#now);
    this.#sense(this.#now, this.#cues);
    this.reward = Number.isFinite(reward) ? reward : 0;
    this.#before.values.set(frame.values);
    this.#started[0] = this.ended ? 0 : 1;
    for (let i = 0; i < this.#read.length; i++) {
      this.#spikes[i] = spikes?.[this.#read[i] as number] ?? 0;
    }
    return this.#release.of(reward, this.#cues, this.ended, this.#spikes);
  }

  /** What an estimate says of the tick that was observed, in its modulator's unit. */
  estimate(one: Estimate): number {
    return one.of(this.#release.reward, this.#release.error);
  }

  reset(): void {
    this.reward = 0;
    this.ended = false;
    this.#started[0] = 0;
    this.#before.values.fill(0);
    this.#ends.reset();
    this.#release.reset();
    for (const one of this.estimates) one.reset();
  }
}

/** How many neurons each population has, by name. */
export function countsOf(neurons: NonNullable<Senses['neurons']>): { [name: string]: number } {
  return Object.fromEntries(Object.entries(neurons).map(([name, { count }]) => [name, count]));
}

/** Sensor values at one tick, by place and by name. */
interface Moment {
  readonly values: Float64Array;
  readonly named: Named;
}

type EndsOfPath = { ended(now: Moment): boolean; reset(): void; readonly state: Float64Array };

function makeMoment(names: readonly string[]): Moment {
  const values = new Float64Array(names.length);
  return { values, named: namedView(names, values) };
}

function signalOf({ signal }: DopaminePathSpec, names: readonly string[]) {
  if (typeof signal === 'function') {
    return (now: Moment, before: Moment) => signal(now.named, before.named);
  }
  const terms = makeTerms(signal, names);
  return (now: Moment, before: Moment) => terms(now.values, before.values);
}

function endsOf({ ends }: DopaminePathSpec, names: readonly string[], tick_ms: number): EndsOfPath {
  if (typeof ends === 'function') {
    return { ended: (now) => ends(now.named), reset: () => {}, state: new Float64Array(0) };
  }
  const conditions = new Ends(ends ?? [], names, tick_ms);
  return {
    ended: (now) => conditions.ended(now.values),
    reset: () => conditions.reset(),
    state: conditions.state,
  };
}

function sensesOf({ features, cues }: DopaminePathSpec, names: readonly string[]) {
  if (features) return (now: Moment, out: Float64Array) => features.of(now.named, out);
  const places = Uint32Array.from(cues ?? names, (name) => names.indexOf(name));
  return (now: Moment, out: Float64Array) => {
    for (let i = 0; i < places.length; i++) out[i] = now.values[places[i] as number] as number;
  };
}
