/**
 * The guard stands on both sides of the mind: no bad sample gets in unseen, no bad value gets out.
 * Everything is counted; nothing throws.
 */
import type { ActuatorChannel, Command, Frame, SensorChannel } from '../channel.js';

/** What the guard decided for one tick, worst first when compared as numbers. */
export const VERDICTS = ['ok', 'held', 'waiting', 'safe'] as const;
export type Verdict = (typeof VERDICTS)[number];

const DEFAULT_STALE_MS = 100;
const DEFAULT_TOLERATE_MS = 200;

/** Kinds of bad samples, in the order of the `counts` rows of one sensor. */
export const SENSOR_FAULTS = ['missing', 'stale', 'not_a_number', 'out_of_range'] as const;

interface SensorLimit {
  readonly min: number;
  readonly max: number;
  readonly stale_us: number;
  readonly tolerate_us: number;
}

/** Watches samples: range, NaN, age. Holds the last good value for a while, then says `safe`. */
export class SensorGuard {
  /** The frame that the mind may see: bad values replaced by the last good ones. */
  readonly clean: Frame;
  /** counts[sensor * 4 + fault]: ticks on which it happened. */
  readonly counts: Float64Array;
  readonly #limits: readonly SensorLimit[];
  readonly #bad_since_us: Float64Array;
  /** Index of the sensor that caused the last `safe`, and its fault; -1 where none has. */
  cause = -1;
  cause_fault = -1;

  constructor(clean: Frame, sensors: Readonly<Record<string, SensorChannel>>, tick_ms: number) {
    this.clean = clean;
    this.counts = new Float64Array(clean.names.length * SENSOR_FAULTS.length);
    this.#bad_since_us = new Float64Array(clean.names.length).fill(Number.POSITIVE_INFINITY);
    this.#limits = clean.names.map((name) => {
      const { min, max, stale_ms, tolerate_ms } = sensors[name] as SensorChannel;
      return {
        min,
        max,
        stale_us: Math.max(stale_ms ?? DEFAULT_STALE_MS, tick_ms) * 1000,
        tolerate_us: (tolerate_ms ?? DEFAULT_TOLERATE_MS) * 1000,
      };
    });
  }

  check(raw: Frame, now_us: number): Verdict {
    let verdict: Verdict = 'ok';
    this.clean.tick = raw.tick;
    for (let i = 0; i < raw.values.length; i++) {
      const fault = this.#fault(raw, i, now_us);
      this.clean.valid_us[i] = raw.valid_us[i] as number;
      if (fault < 0) {
        this.clean.values[i] = raw.values[i] as number;
        this.#bad_since_us[i] = Number.POSITIVE_INFINITY;
      } else verdict = worse(verdict, this.#hold(i, fault, now_us));
    }
    return verdict;
  }

  #fault(raw: Frame, i: number, now_us: number): number {
    const limit = this.#limits[i] as SensorLimit;
    const value = raw.values[i] as number;
    if (raw.valid_us[i] === Number.NEGATIVE_INFINITY) return 0;
    if (now_us - (raw.valid_us[i] as number) > limit.stale_us) return 1;
    if (Number.isNaN(value)) return 2;
    return value < limit.min || value > limit.max ? 3 : -1;
  }

  /** A bad sample: the clean frame keeps its last good value until tolerance runs out. */
  #hold(i: number, fault: number, now_us: number): Verdict {
    const row = i * SENSOR_FAULTS.length + fault;
    this.counts[row] = (this.counts[row] as number) + 1;
    if (this.#bad_since_us[i] === Number.POSITIVE_INFINITY) this.#bad_since_us[i] = now_us;
    const bad_us = now_us - (this.#bad_since_us[i] as number);
    if (bad_us > (this.#limits[i] as SensorLimit).tolerate_us) {
      this.cause = i;
      this.cause_fault = fault;
      return 'safe';
    }
    return Number.isNaN(this.clean.values[i]) ? 'waiting' : 'held';
  }
}

function worse(a: Verdict, b: Verdict): Verdict {
  return VERDICTS.indexOf(a) >= VERDICTS.indexOf(b) ? a : b;
}

/** Limits commands: NaN becomes safe, then range, then slew from the value last written. */
export class CommandGuard {
  /** Ticks on which each actuator was limited: [not a number, range, slew] per actuator. */
  readonly counts: Float64Array;
  readonly #channels: readonly ActuatorChannel[];
  readonly #last: Float64Array;
  readonly #slew_per_tick: Float64Array;

  constructor(
    names: readonly string[],
    actuators: Readonly<Record<string, ActuatorChannel>>,
    tick_ms: number,
  ) {
    this.#channels = names.map((name) => actuators[name] as ActuatorChannel);
    this.counts = new Float64Array(names.length * 3);
    this.#last = Float64Array.from(this.#channels, (channel) => channel.safe);
    this.#slew_per_tick = Float64Array.from(
      this.#channels,
      (channel) => (channel.slew_per_s * tick_ms) / 1000,
    );
  }

  /** Makes the command harmless, in place. */
  limit(command: Command): void {
    for (let i = 0; i < command.values.length; i++) {
      const channel = this.#channels[i] as ActuatorChannel;
      const slew = this.#slew_per_tick[i] as number;
      const last = this.#last[i] as number;
      let value = command.values[i] as number;
      if (Number.isNaN(value)) value = this.#counted(i, 0, channel.safe);
      if (value < channel.min) value = this.#counted(i, 1, channel.min);
      if (value > channel.max) value = this.#counted(i, 1, channel.max);
      if (value > last + slew) value = this.#counted(i, 2, last + slew);
      if (value < last - slew) value = this.#counted(i, 2, last - slew);
      command.values[i] = value;
      this.#last[i] = value;
    }
  }

  /** The safe command, at once, whatever the slew. */
  safe(command: Command): void {
    for (let i = 0; i < command.values.length; i++) {
      const { safe } = this.#channels[i] as ActuatorChannel;
      command.values[i] = safe;
      this.#last[i] = safe;
    }
  }

  /** Slew counts from what was done before: this. */
  resume(values: Float64Array): void {
    this.#last.set(values);
  }

  #counted(i: number, kind: number, value: number): number {
    const row = i * 3 + kind;
    this.counts[row] = (this.counts[row] as number) + 1;
    return value;
  }
}
