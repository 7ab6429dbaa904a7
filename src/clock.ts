/** The only file that asks the time. A tick sees a frozen `now`. */

export interface Clock {
  /** Monotonic time in microseconds. In lockstep it moves only when the loop moves it. */
  now_us(): number;
}

/** Another clock without its jumps back: time goes on from where it was. */
export class SteadyClock implements Clock {
  readonly #source: Clock;
  #back_us = 0;
  #last_us = Number.NEGATIVE_INFINITY;

  constructor(source: Clock) {
    this.#source = source;
  }

  now_us(): number {
    const now_us = this.#source.now_us() + this.#back_us;
    if (now_us >= this.#last_us) this.#last_us = now_us;
    else this.#back_us += this.#last_us - now_us;
    return this.#last_us;
  }
}

/** The machine's monotonic clock. */
export const machineClock: Clock = new SteadyClock({
  now_us: () => performance.now() * 1000,
});

/** A clock that moves only when told: simulation, replay, tests. */
export class SimulatedClock implements Clock {
  #now_us = 0;

  now_us(): number {
    return this.#now_us;
  }

  advance(dt_us: number): void {
    this.#now_us += dt_us;
  }
}

/** Milliseconds since 1970, for stamps that people read; never for control. */
export function wallClock_ms(): number {
  return Date.now();
}

/** Resolves after at least so many milliseconds of real time, or at once when the signal aborts. */
export function sleep_ms(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal?.addEventListener('abort', wake);
  });
}

/** Lets the event loop turn once: sockets, signals, timers. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
