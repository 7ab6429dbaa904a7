/** The binding: the only file that knows where the native addon lies and what it offers. */
import { join } from 'node:path';
import prebuilds from 'pkg-prebuilds';
import { RobotError } from '../errors.js';
import { packageRoot } from '../package.js';
import { formatVersion, type StateArrayName, type stateArrays } from './fields.gen.js';

/** A network as the core holds it; its state lies in `memory`. */
export interface NativeNetwork {
  readonly memory: ArrayBuffer;
  readonly fields: {
    readonly [N in StateArrayName]: {
      readonly offset: number;
      readonly count: number;
      readonly type: (typeof stateArrays)[N]['format'];
    };
  };
  readonly closed: boolean;
  tick(): number;
  run(ticks: number): number;
  /** Writes every plastic weight as of now into `out`, which has room for exactly them. */
  settle(out: Int32Array): void;
  /** Writes some plastic synapses as of now, by their places, into arrays as long. */
  look(synapses: Uint32Array, weights: Int32Array, eligibilities: Int32Array): void;
  freeze(): Uint8Array;
  thaw(bytes: Uint8Array): void;
  hash(): string;
  weightsHash(): string;
  close(): void;
}

/** The safety gate's memory, and the gate itself where it lives in the program. */
export interface NativeGate {
  /** The latest samples, and when each was true. */
  sense(values: Float64Array, valid_us: Float64Array): void;
  /** A sign of life. The samples that may be believed, what is wrong with the others; a verdict. */
  judge(clean: Float64Array, faults: Uint8Array, now_us: number): number;
  /** The command of a tick, or that every actuator be safe. */
  ask(values: Float64Array, tick: number, now_us: number, rests: boolean): void;
  /** One step of the gate that lives here. */
  step(now_us: number): void;
  /** As after a step, of a gate that lives here, that drove these values. */
  resume(values: Float64Array, now_us: number): void;
  /**
   * What the gate drives, what it held back (bits), and tick, time_us, reason, sensor at fault, its
   * fault, stops that hold and their number. False where it has not said anything yet.
   */
  done(values: Float64Array, held: Uint8Array, facts: Float64Array): boolean;
  /** The latest samples, for others; false where there are none. */
  samples(values: Float64Array, valid_us: Float64Array): boolean;
  /** Emergency stops, as bits: 1 an input that is held, 2 a command, 4 a signal. */
  stop(bits: number): void;
  /** An input is let go. */
  release(bits: number): void;
  /** 1 + the number of stops that is known; 0 disarms. */
  arm(number: number): void;
  /**
   * Of a gate in another process: time of its last step, its process, what it was granted (1
   * priority, 2 locked memory), failed writes, missed steps, its latest step in us; and then 832
   * counts of lateness, 32 to an octave from 1 us.
   */
  life(facts: Float64Array): void;
  /** A gate in another process drives safe, and ends. */
  end(): void;
  /** Lets go of the memory; safe to call twice. */
  close(): void;
}

/** What a neuron of one kind costs in a tick on one path, beside the same model in float. */
export interface NeuronCost {
  readonly kind: string;
  /** baseline, avx2 or avx512. */
  readonly path: string;
  /** Whether the parameters are the same for all neurons. */
  readonly alike: boolean;
  /** Steps in a tick. */
  readonly steps: number;
  readonly fixed_ns: number;
  readonly float_ns: number;
  readonly ratio: number;
  /** Spikes a neuron and second. */
  readonly fixed_hz: number;
  readonly float_hz: number;
}

/** Why the core refuses a model: a code of fields.gen.ts, and where it applies. */
export interface NativeStatus {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  readonly index: number;
  readonly value: number;
}

export interface Addon {
  readonly Network: new (
    model: Uint8Array,
    seed: bigint | readonly [number, number],
    threads?: number,
  ) => NativeNetwork;
  /**
   * With limits alone the gate lives here; with a path as well its memory is a file, made here, for
   * a gate in another process; with the path alone it is a file that is there.
   */
  readonly Gate: new (
    limits: Float64Array | string,
    path?: string,
  ) => NativeGate;
  readonly version: number;
  /** Errors are then made by this class. */
  initialize(errorClass: typeof RobotError): void;
  check(model: Uint8Array): NativeStatus | null;
  /** The path of the kernels in use: baseline, avx2 or avx512. */
  simd(): string;
  /**
   * Nanoseconds per synaptic event of a bare loop over rows, the fastest of some repeats: what
   * delivery is measured against. `sums` has an element for each neuron and is written to.
   */
  scatter(
    learns: boolean,
    row_start: Uint32Array,
    target: Uint32Array,
    weight: Int32Array,
    rows: Uint32Array,
    sums: Int32Array,
    repeats: number,
  ): number;
  /**
   * Nanoseconds a tick of learning by sweeps over all synapses, every so many ticks, each slice of
   * a run the fastest of some repeats: what learning event by event is measured against. Rows are
   * by neuron, delays one tick; `spikes` of tick t begin at `spike_start[t]`; `level` is the
   * modulator's in each tick; `rule` is a_plus, a_minus, what a tick leaves of the traces of
   * arrivals and of spikes and of eligibility, weight per tick, level and eligibility, and the
   * bounds. `weight`, in mV, is as at the start, then as at the end.
   */
  sweep(
    row_start: Uint32Array,
    target: Uint32Array,
    spike_start: Uint32Array,
    spikes: Uint32Array,
    level: Float32Array,
    rule: Float32Array,
    every: number,
    repeats: number,
    weight: Float32Array,
  ): number;
  /** Every kind on every path of this machine; the fastest of `repeats` runs (default 5). */
  benchNeurons(options?: {
    readonly neurons?: number;
    readonly ticks?: number;
    readonly repeats?: number;
  }): NeuronCost[];
  /** The machine's monotonic clock in us, the same for every process and thread. */
  nowUs(): number;
  /** The calling thread sleeps until then, its event loop too; the time at which it woke. */
  waitUntil(us: number): number;
  /** Whether the calling thread was given real-time priority, 1 to 99. */
  takePriority(priority: number): boolean;
  /** Tells a supervisor (sd_notify), e.g. 'READY=1'; whether there is one and it was told. */
  notify(text: string): boolean;
  /**
   * A bare loop: sleeps to `count` slots of a grid and writes how late it woke; whether it had
   * priority. What loops are measured against.
   */
  wakes(period_us: number, count: number, priority: number, late_us: Float64Array): boolean;
  /** Does nothing: what a crossing alone costs. */
  empty(): number;
}

let loaded: Addon | undefined;

/**
 * The addon: the build of this source tree if there is one, else a prebuilt one.
 * @throws RobotError ADDON_MISSING, with what to do.
 */
export function addon(): Addon {
  loaded ??= load(packageRoot());
  return loaded;
}

/** Loads the addon that belongs to the package in `root`. */
export function load(root: string): Addon {
  let found: Addon;
  try {
    found = prebuilds(root, { name: 'striatum', napi_versions: [8] }) as Addon;
  } catch (error) {
    throw missing((error as Error).message.split('\n')[0] as string, root);
  }
  if (found.version !== formatVersion) {
    throw missing(`an addon for models of version ${found.version}`, root);
  }
  found.initialize(RobotError);
  return found;
}

function missing(got: string, root: string): RobotError {
  return new RobotError({
    code: 'ADDON_MISSING',
    path: join(root, 'build', 'Release', 'striatum.node'),
    got,
    allowed: `the native addon, built for models of version ${formatVersion}`,
    remedy:
      'run `npm run build`; it needs a C++20 compiler and CMake ' +
      '(Debian: apt install build-essential cmake; macOS: xcode-select --install)',
  });
}
