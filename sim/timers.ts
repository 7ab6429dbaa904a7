/**
 * Timers that live in simulated time. Code that takes timers by their global names (johnny-five
 * does, everywhere) is called inside run(): there setTimeout, setInterval, setImmediate,
 * process.nextTick, Date.now and process.hrtime are ours. They fire inside advance(), in order of
 * due time, so a lockstep run that never yields to the event loop still gets all its callbacks,
 * at the same simulated moment in every run. Work is synchronous: what follows an `await` is
 * outside again.
 */
import type { SimulatedClock } from '../src/clock.js';
import { currentGlobals, type Globals, readGlobals, writeGlobals } from './globals.js';
import { type Callback, SimulatedTimer, TimerQueue } from './timer-queue.js';

/** As in Node, no timer is shorter; it also bounds code that spins on setImmediate. */
const SHORTEST_MS = 1;
/** Simulated dates count from 2000-01-01, so that no stamp is 0 and every run has the same ones. */
const EPOCH_MS = 946_684_800_000;

export class SimulatedTimers {
  readonly #clock: SimulatedClock;
  readonly #queue = new TimerQueue();
  readonly #soon: (() => void)[] = [];
  readonly #inside = this.#makeGlobals();
  readonly #outside = currentGlobals();
  #entered = false;
  #order = 0;
  #asked_ns = 0;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#queue.pending;
  }

  /** Calls `work` with our timers in place of the machine's. */
  run<T>(work: () => T): T {
    if (this.#entered) return work();
    readGlobals(this.#outside);
    writeGlobals(this.#inside);
    this.#entered = true;
    try {
      const result = work();
      this.#settle();
      return result;
    } finally {
      this.#entered = false;
      writeGlobals(this.#outside);
    }
  }

  /** Moves the clock, and fires what comes due on the way, each at its own time. */
  advance(dt_us: number): void {
    const end_us = this.#clock.now_us() + dt_us;
    const first = this.#queue.first;
    if (first && first.due_us <= end_us) this.run(() => this.#fireUntil(end_us));
    this.#clock.advance(end_us - this.#clock.now_us());
  }

  /** Forgets every timer. */
  close(): void {
    this.#queue.clear();
    this.#soon.length = 0;
  }

  #fireUntil(end_us: number): void {
    for (;;) {
      const timer = this.#queue.first;
      if (!timer || timer.due_us > end_us) return;
      if (timer.cancelled) {
        this.#queue.removeFirst();
        continue;
      }
      this.#clock.advance(Math.max(0, timer.due_us - this.#clock.now_us()));
      if (timer.period_us > 0) {
        timer.due_us += timer.period_us;
        timer.order = this.#order++;
        this.#queue.renewFirst();
      } else {
        this.#queue.removeFirst();
        timer.cancelled = true;
      }
      timer.callback.apply(timer, timer.args);
      this.#settle();
    }
  }

  /** Runs what was put off to the end of the turn, and what that puts off. */
  #settle(): void {
    const soon = this.#soon;
    try {
      for (let i = 0; i < soon.length; i++) (soon[i] as () => void)();
    } finally {
      soon.length = 0;
    }
  }

  #add(callback: Callback, delay_ms: unknown, periodic: boolean, args: unknown[]): SimulatedTimer {
    const delay_us = Math.max(SHORTEST_MS, Number(delay_ms) || 0) * 1000;
    const due_us = this.#clock.now_us() + delay_us;
    const timer = new SimulatedTimer(
      due_us,
      this.#order++,
      periodic ? delay_us : 0,
      callback,
      args,
    );
    this.#queue.add(timer);
    return timer;
  }

  #makeGlobals(): Globals {
    const cancel = (timer: unknown, real: (timer: never) => void) => {
      if (timer instanceof SimulatedTimer) timer.cancelled = true;
      else real(timer as never);
    };
    const setTimeout = (callback: Callback, ms?: unknown, ...args: unknown[]) =>
      this.#add(callback, ms, false, args);
    const setInterval = (callback: Callback, ms?: unknown, ...args: unknown[]) =>
      this.#add(callback, ms, true, args);
    const setImmediate = (callback: Callback, ...args: unknown[]) =>
      this.#add(callback, SHORTEST_MS, false, args);
    const nextTick = (callback: Callback, ...args: unknown[]) => {
      this.#soon.push(args.length > 0 ? () => callback(...args) : callback);
    };
    return {
      setTimeout: setTimeout as unknown as typeof globalThis.setTimeout,
      setInterval: setInterval as unknown as typeof globalThis.setInterval,
      setImmediate: setImmediate as unknown as typeof globalThis.setImmediate,
      clearTimeout: (timer) => cancel(timer, this.#outside.clearTimeout),
      clearInterval: (timer) => cancel(timer, this.#outside.clearInterval),
      clearImmediate: (timer) => cancel(timer, this.#outside.clearImmediate),
      nextTick: nextTick as typeof process.nextTick,
      now: () => EPOCH_MS + Math.floor(this.#clock.now_us() / 1000),
      hrtime: this.#makeHrtime(),
    };
  }

  /** Asking the time takes a microsecond here, so that code which waits in a busy loop gets out. */
  #makeHrtime(): typeof process.hrtime {
    const ask_ns = () => {
      this.#asked_ns = Math.max(this.#asked_ns + 1000, this.#clock.now_us() * 1000);
      return this.#asked_ns;
    };
    const hrtime = (since: [number, number] = [0, 0]): [number, number] => {
      const elapsed_ns = ask_ns() - (since[0] * 1e9 + since[1]);
      return [Math.floor(elapsed_ns / 1e9), elapsed_ns % 1e9];
    };
    return Object.assign(hrtime, { bigint: () => BigInt(Math.floor(ask_ns())) });
  }
}
