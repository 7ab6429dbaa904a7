/**
 * Tells telemetry and the recorder what happened between two turns of the loop: counts that rose,
 * safe and back.
 */
import type { Measures } from '../board.js';
import type { Controller } from '../control/controller.js';
import { SENSOR_FAULTS } from '../control/gate.js';
import type { EventDetail, Telemetry } from '../control/sink.js';

/** Who is told. */
export interface Listener {
  event(name: string, time_us: number, detail?: EventDetail): void;
  state?: Telemetry['state'];
}

export class Reporter {
  readonly #controller: Controller;
  readonly #measures: Measures;
  readonly #listeners: readonly Listener[];
  readonly #before: Float64Array;
  #was_safe = false;

  constructor(
    controller: Controller,
    measures: Measures,
    listeners: readonly (Listener | undefined)[],
  ) {
    this.#controller = controller;
    this.#measures = measures;
    this.#listeners = listeners.filter((one) => one !== undefined);
    this.#before = Float64Array.from(measures.values);
  }

  turn(): void {
    this.#state();
    const { names, kinds, values } = this.#measures;
    for (let i = 0; i < values.length; i++) {
      const rose = kinds[i] === 'count' && (values[i] as number) > (this.#before[i] as number);
      this.#before[i] = values[i] as number;
      if (rose) this.#tell(names[i] as string, { count: values[i] as number });
    }
  }

  #state(): void {
    const { state } = this.#controller.lifecycle;
    const is_safe = state === 'safe' || state === 'ready';
    // what is armed or closed is on its way to one of the two
    if (is_safe || state === 'running' || state === 'degraded') {
      for (const listener of this.#listeners) listener.state?.(is_safe ? 'safe' : 'running');
    }
    if (is_safe !== this.#was_safe) this.#tell(is_safe ? 'safe' : 'recovered', this.#cause());
    this.#was_safe = is_safe;
  }

  #cause(): { reason: string; sensor: string; fault: string } {
    const { cause, cause_fault, reason } = this.#controller.gate;
    return {
      reason,
      sensor: this.#controller.raw.names[cause] ?? '',
      fault: SENSOR_FAULTS[cause_fault] ?? '',
    };
  }

  #tell(name: string, detail: Readonly<Record<string, number | string>>): void {
    const { now_us } = this.#controller;
    for (const listener of this.#listeners) listener.event(name, now_us, detail);
  }
}
