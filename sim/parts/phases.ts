/** Phases: spans of time that follow one another and begin anew, e.g. choice, reward, pause. */
import { z } from 'zod';

/** Length of a phase as an option of a world, in ms; 0 leaves it out. */
export const spanSchema = z.number().min(0).max(60_000);

export interface PhaseEvents<Name extends string> {
  /** So much time passes within a phase. */
  during(phase: Name, dt_us: number): void;
  ended(phase: Name): void;
}

export class Phases<Name extends string> {
  readonly #names: readonly Name[];
  readonly #lengths_us: readonly number[];
  readonly #events: PhaseEvents<Name>;
  #index = 0;
  #left_us = 0;

  /** In their order, the first first. One at least must be longer than 0; 0 leaves one out. */
  constructor(lengths_ms: Readonly<Record<Name, number>>, events: PhaseEvents<Name>) {
    this.#names = Object.keys(lengths_ms) as Name[];
    this.#lengths_us = this.#names.map((name) => Math.round(lengths_ms[name] * 1000));
    this.#events = events;
    this.reset();
  }

  get now(): Name {
    return this.#names[this.#index] as Name;
  }

  reset(): void {
    this.#begin(0);
  }

  /** Whatever is due happens in order, however long the step. */
  step(dt_us: number): void {
    let rest_us = dt_us;
    while (rest_us > 0) {
      const span_us = Math.min(rest_us, this.#left_us);
      this.#events.during(this.now, span_us);
      rest_us -= span_us;
      this.#left_us -= span_us;
      while (this.#left_us === 0) {
        this.#events.ended(this.now);
        this.#begin((this.#index + 1) % this.#names.length);
      }
    }
  }

  #begin(index: number): void {
    this.#index = index;
    this.#left_us = this.#lengths_us[index] as number;
  }
}
