/** What the control worker tells of itself while it runs, in memory that other threads read. */
import { REASONS, type Reason } from '../gate.js';
import { type LifecycleState, STATES } from '../lifecycle.js';
import { Histogram } from '../timing.js';

const FLAGS = 2;
const NUMBERS = 8;

export class ControlReport {
  /** What it is made of; give it to another thread to make the same report. */
  readonly buffer: SharedArrayBuffer;
  /** How late ticks began behind their slot of the grid. */
  readonly lateness: Histogram;
  /** From wake to command. */
  readonly duration: Histogram;
  readonly #flags: Int32Array;
  readonly #numbers: Float64Array;

  constructor(buffer = new SharedArrayBuffer(8 * (FLAGS + NUMBERS + 2 * Histogram.length))) {
    const histogram = (index: number) => {
      const first = FLAGS + NUMBERS + index * Histogram.length;
      return new Histogram(new Float64Array(buffer, 8 * first, Histogram.length));
    };
    this.buffer = buffer;
    this.#flags = new Int32Array(buffer, 0, 2 * FLAGS);
    this.#numbers = new Float64Array(buffer, 8 * FLAGS, NUMBERS);
    this.lateness = histogram(0);
    this.duration = histogram(1);
  }

  /** The worker is to end after the tick in progress. */
  askToEnd(): void {
    Atomics.store(this.#flags, 0, 1);
  }

  get isAskedToEnd(): boolean {
    return Atomics.load(this.#flags, 0) === 1;
  }

  /** Whether the worker has real-time priority. */
  get hasPriority(): boolean {
    return Atomics.load(this.#flags, 1) === 1;
  }

  set hasPriority(has: boolean) {
    Atomics.store(this.#flags, 1, has ? 1 : 0);
  }

  /** At the end of a tick. */
  tell(ticks: number, missed: number, state: LifecycleState, reason: Reason): void {
    this.#numbers[0] = ticks;
    this.#numbers[1] = missed;
    this.#numbers[2] = STATES.indexOf(state);
    this.#numbers[3] = REASONS.indexOf(reason);
  }

  get ticks(): number {
    return this.#numbers[0] as number;
  }

  /** Slots of the grid that were missed so far. */
  get missed(): number {
    return this.#numbers[1] as number;
  }

  get state(): LifecycleState {
    return STATES[this.#numbers[2] as number] as LifecycleState;
  }

  get reason(): Reason {
    return REASONS[this.#numbers[3] as number] as Reason;
  }
}
