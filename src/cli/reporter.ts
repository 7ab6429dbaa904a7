/** Tells telemetry what happened between two turns of the loop: counts that rose, safe and back. */
import type { Measures } from '../board.js';
import type { Controller } from '../control/controller.js';
import { SENSOR_FAULTS } from '../control/gate.js';
import type { Telemetry } from '../control/sink.js';

export class Reporter {
  readonly #controller: Controller;
  readonly #measures: Measures;
  readonly #telemetry: Telemetry;
  readonly #before: Float64Array;
  #was_safe = false;

  constructor(controller: Controller, measures: Measures, telemetry: Telemetry) {
    this.#controller = controller;
    this.#measures = measures;
    this.#telemetry = telemetry;
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
    if (state === 'running' || state === 'safe') this.#telemetry.state(state);
    const is_safe = state === 'safe';
    if (is_safe !== this.#was_safe) this.#tell(is_safe ? 'safe' : 'recovered', this.#cause());
    this.#was_safe = is_safe;
  }

  #cause(): { sensor: string; fault: string } {
    const { cause, cause_fault } = this.#controller.gate;
    return {
      sensor: this.#controller.raw.names[cause] ?? '',
      fault: SENSOR_FAULTS[cause_fault] ?? '',
    };
  }

  #tell(name: string, detail: Readonly<Record<string, number | string>>): void {
    this.#telemetry.event(name, this.#controller.now_us, detail);
  }
}
