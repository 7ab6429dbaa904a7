/**
 * What the loop says to the outside: one preallocated sample a tick, and events. Telemetry
 * implements it and never makes the loop wait.
 */

/** Who this is; sent once per connection. Names stand in the order of the samples' arrays. */
export interface Birth {
  readonly robot: string;
  readonly versions: {
    readonly striatum: string;
    readonly node: string;
    readonly model_checksum: string;
  };
  readonly seed: number;
  readonly tick_ms: number;
  readonly sensors: {
    readonly [name: string]: { readonly unit: string; readonly min: number; readonly max: number };
  };
  readonly actuators: {
    readonly [name: string]: { readonly unit: string; readonly min: number; readonly max: number };
  };
  readonly populations: { readonly [name: string]: number };
}

/** What a robot is doing, as far as telemetry can say it; a broker adds 'lost' by itself. */
export type ReportedState = 'connecting' | 'running' | 'safe' | 'closed';

/** What else there is to say about an event. */
export interface EventDetail {
  readonly [name: string]: number | string | boolean;
}

/** One sample of everything that streams; its arrays are the loop's own and change later. */
export interface Sample {
  tick: number;
  time_us: number;
  readonly sensors: Float64Array;
  readonly sensor_age_us: Float64Array;
  readonly actuators: Float64Array;
  reward: number;
  dopamine: number;
  /** Mean rate since the last sample, in Hz, one per population. */
  readonly rates_hz: Float64Array;
  /** Smallest, mean and largest plastic weight, in mV. */
  readonly weights_mv: Float64Array;
  /** Whether weights may change. */
  learning: boolean;
  /** Tick cost p50, p99, max in microseconds; overruns since start. */
  readonly timing: Float64Array;
}

export interface TelemetryCounts {
  readonly connected: boolean;
  /** Messages handed to the operating system or, where they are acknowledged, to the broker. */
  readonly sent: number;
  /** Messages that were due and will never be sent. */
  readonly dropped: number;
}

export interface Telemetry {
  readonly counts: TelemetryCounts;
  /** Resolves when the first connection stands or has failed; never throws for a dead broker. */
  open(birth: Birth): Promise<void>;
  /**
   * Called every tick or every turn of the loop: at most one publish's worth of work. Asks `take`
   * for a sample only when one is due, and copies it before the call returns.
   */
  publish(take: () => Sample): void;
  /** The robot is running, or safe; saying it again costs nothing. */
  state(now: 'running' | 'safe'): void;
  /** Something that happened at this robot time: fall, safe, stale sensor. Never throws. */
  event(name: string, time_us: number, detail?: EventDetail): void;
  /** Says 'closed' and leaves; takes at most a second. */
  close(): Promise<void>;
}

/** Telemetry for those who want none. */
export const silence: Telemetry = {
  counts: { connected: false, sent: 0, dropped: 0 },
  open: () => Promise.resolve(),
  publish: () => {},
  state: () => {},
  event: () => {},
  close: () => Promise.resolve(),
};
