/** The streams: one table of what each carries, by name, and how a sample becomes their JSON. */
import type { Birth, Sample } from '../control/sink.js';

/** What stands in a stream's JSON; a number that is NaN or infinite becomes null there. */
export interface StreamMessage {
  /** The same for all streams of one sample; a gap is a loss. */
  seq: number;
  /** Robot time of the sample, in microseconds. */
  t_us: number;
  readonly values: Record<string, number>;
  /** Sensors only: how old each value was, in microseconds. */
  readonly ages_us?: Record<string, number>;
}

/** What telemetry says about itself. */
export interface Loss {
  readonly sent: number;
  readonly dropped: number;
  /** Events that no broker has acknowledged yet. */
  readonly events_waiting: number;
  /** Connections that stood so far. */
  readonly connections: number;
}

type Pick = (sample: Sample, loss: Loss) => ArrayLike<number>;

/** One stream. Its message is made once and filled again for each sample; only the text is new. */
export class Stream {
  readonly name: string;
  readonly message: StreamMessage;
  readonly #names: readonly string[];
  readonly #values: Pick;
  readonly #ages: Pick | undefined;

  constructor(name: string, names: readonly string[], values: Pick, ages?: Pick) {
    const zeros = () => Object.fromEntries(names.map((each) => [each, 0]));
    this.name = name;
    this.message = { seq: 0, t_us: 0, values: zeros(), ...(ages && { ages_us: zeros() }) };
    this.#names = names;
    this.#values = values;
    this.#ages = ages;
  }

  fill(seq: number, sample: Sample, loss: Loss): void {
    const { message } = this;
    message.seq = seq;
    message.t_us = sample.time_us;
    this.#copy(this.#values(sample, loss), message.values);
    if (this.#ages && message.ages_us) this.#copy(this.#ages(sample, loss), message.ages_us);
  }

  #copy(from: ArrayLike<number>, to: Record<string, number>): void {
    this.#names.forEach((name, i) => {
      to[name] = from[i] as number;
    });
  }
}

/** Every stream of the robot that this birth describes. */
export function makeStreams(birth: Birth): Stream[] {
  const { sensors, actuators, populations } = birth;
  return [
    new Stream(
      'sensors',
      Object.keys(sensors),
      (sample) => sample.sensors,
      (sample) => sample.sensor_age_us,
    ),
    new Stream('actuators', Object.keys(actuators), (sample) => sample.actuators),
    new Stream('reward', ['reward'], (sample) => [sample.reward]),
    new Stream('dopamine', ['dopamine'], (sample) => [sample.dopamine]),
    new Stream('rates', Object.keys(populations), (sample) => sample.rates_hz),
    new Stream('weights', ['min_mv', 'mean_mv', 'max_mv', 'learning'], (sample) => [
      ...sample.weights_mv,
      sample.learning ? 1 : 0,
    ]),
    new Stream(
      'timing',
      ['tick_us_p50', 'tick_us_p99', 'tick_us_max', 'overruns'],
      (sample) => sample.timing,
    ),
    new Stream('loss', ['sent', 'dropped', 'events_waiting', 'connections'], (_, loss) => [
      loss.sent,
      loss.dropped,
      loss.events_waiting,
      loss.connections,
    ]),
  ];
}
