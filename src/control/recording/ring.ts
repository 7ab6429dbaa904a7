/**
 * A ring of rows in memory that two threads share: one writes rows, the other takes them. Neither
 * locks anything; each count is written by one side alone.
 */
import type { Layout, Row } from './row.js';

/** Places of the shared counts. */
const WRITTEN = 0;
const TAKEN = 1;
const STATE = 2;
const NEWS = 3;
const WORDS = 4;

/** What the taking side is up to. */
export const RING_STATES = ['open', 'closing', 'closed', 'failed'] as const;
export type RingState = (typeof RING_STATES)[number];

const BYTES_MAX = 16 * 2 ** 20;
const ROWS_MAX = 1024;
const ROWS_MIN = 16;

export interface RingMemory {
  readonly counts: SharedArrayBuffer;
  readonly rows: SharedArrayBuffer;
}

export function ringMemory({ bytes }: Layout): RingMemory {
  let count = ROWS_MAX;
  while (count > ROWS_MIN && count * bytes > BYTES_MAX) count /= 2;
  return {
    counts: new SharedArrayBuffer(4 * WORDS),
    rows: new SharedArrayBuffer(count * bytes),
  };
}

export class Ring {
  readonly #counts: Int32Array;
  readonly #rows: readonly Row[];

  constructor(layout: Layout, { counts, rows }: RingMemory) {
    this.#counts = new Int32Array(counts);
    this.#rows = Array.from({ length: rows.byteLength / layout.bytes }, (_, i) =>
      layout.row(rows, i * layout.bytes),
    );
  }

  get state(): RingState {
    return RING_STATES[Atomics.load(this.#counts, STATE)] as RingState;
  }

  set state(state: RingState) {
    Atomics.store(this.#counts, STATE, RING_STATES.indexOf(state));
    this.#tell();
  }

  /** The row to write next, if there is room. */
  free(): Row | undefined {
    const written = Atomics.load(this.#counts, WRITTEN);
    const waiting = (written - Atomics.load(this.#counts, TAKEN)) | 0;
    return waiting < this.#rows.length ? this.#at(written) : undefined;
  }

  /** The row of the last free() is written; who takes is woken once the ring is half full. */
  write(): void {
    const written = Atomics.add(this.#counts, WRITTEN, 1) + 1;
    const waiting = (written - Atomics.load(this.#counts, TAKEN)) | 0;
    if (waiting === this.#rows.length >> 1) this.#tell();
  }

  /** The oldest row that waits. */
  waiting(): Row | undefined {
    const taken = Atomics.load(this.#counts, TAKEN);
    return taken === Atomics.load(this.#counts, WRITTEN) ? undefined : this.#at(taken);
  }

  /** The row of the last waiting() is done with. */
  take(): void {
    Atomics.add(this.#counts, TAKEN, 1);
    Atomics.notify(this.#counts, TAKEN);
  }

  /** The taker sleeps until it is told something, at most so long. */
  sleep(ms: number): void {
    Atomics.wait(this.#counts, NEWS, Atomics.load(this.#counts, NEWS), ms);
  }

  /** The writer wakes the taker and sleeps until a row is taken, at most so long. */
  sleepUntilTaken(ms: number): void {
    const taken = Atomics.load(this.#counts, TAKEN);
    this.#tell();
    if (!this.free()) Atomics.wait(this.#counts, TAKEN, taken, ms);
  }

  /** Sleeps while the state is this one, at most so long. */
  sleepWhile(state: RingState, ms: number): void {
    Atomics.wait(this.#counts, STATE, RING_STATES.indexOf(state), ms);
  }

  #tell(): void {
    Atomics.add(this.#counts, NEWS, 1);
    Atomics.notify(this.#counts, NEWS);
    Atomics.notify(this.#counts, STATE);
  }

  #at(count: number): Row {
    return this.#rows[count & (this.#rows.length - 1)] as Row;
  }
}
