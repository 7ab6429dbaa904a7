/** Timers in order of due time: a binary heap, the next one due first. */

export type Callback = (...args: unknown[]) => void;

/** What setTimeout and its kin return. Simulated time keeps no process alive. */
export class SimulatedTimer {
  cancelled = false;

  constructor(
    public due_us: number,
    /** Ties between timers due together go to the one made (or renewed) first. */
    public order: number,
    readonly period_us: number,
    readonly callback: Callback,
    readonly args: unknown[],
  ) {}

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  hasRef(): boolean {
    return false;
  }
}

export class TimerQueue {
  readonly #heap: SimulatedTimer[] = [];

  get first(): SimulatedTimer | undefined {
    return this.#heap[0];
  }

  /** How many timers wait; cancelled ones stay in the heap until they come due. */
  get pending(): number {
    let count = 0;
    for (const timer of this.#heap) if (!timer.cancelled) count++;
    return count;
  }

  add(timer: SimulatedTimer): void {
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1);
  }

  /** After the first timer's due time was put off. */
  renewFirst(): void {
    this.#sink(0);
  }

  clear(): void {
    this.#heap.length = 0;
  }

  removeFirst(): void {
    const last = this.#heap.pop() as SimulatedTimer;
    if (this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(index: number): void {
    const heap = this.#heap;
    const timer = heap[index] as SimulatedTimer;
    let at = index;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!earlier(timer, heap[parent] as SimulatedTimer)) break;
      heap[at] = heap[parent] as SimulatedTimer;
      at = parent;
    }
    heap[at] = timer;
  }

  #sink(index: number): void {
    const heap = this.#heap;
    const timer = heap[index] as SimulatedTimer;
    let at = index;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      const right = heap[child + 1];
      if (right && earlier(right, heap[child] as SimulatedTimer)) child++;
      if (!earlier(heap[child] as SimulatedTimer, timer)) break;
      heap[at] = heap[child] as SimulatedTimer;
      at = child;
    }
    heap[at] = timer;
  }
}
function earlier(a: SimulatedTimer, b: SimulatedTimer): boolean {
  return a.due_us < b.due_us || (a.due_us === b.due_us && a.order < b.order);
}
