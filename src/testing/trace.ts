/** Trace: what a simulated run did, tick by tick, by name. */
import type { Controller, Witness } from '../control/controller.js';
import { VERDICTS, type Verdict } from '../control/gate.js';
import type { ScoreValue } from '../control/summary.js';

export interface Series {
  /** One value a tick. */
  readonly values: Float64Array;
  readonly tick_ms: number;
  readonly name: string;
}

export interface Trace {
  readonly robot: string;
  readonly world: string;
  readonly seed: number;
  readonly tick_ms: number;
  readonly ticks: number;
  /** Sensors, actuators, the world's measures, `reward`, `dopamine`, `spikes`. */
  readonly series: Readonly<Record<string, Series>>;
  readonly verdicts: readonly Verdict[];
  readonly scores: Readonly<Record<string, ScoreValue>>;
  readonly state_hash: string;
  readonly weights_hash: string;
}

/** Keeps every value of every tick; for tests, where memory is no concern. */
export class TraceWitness implements Witness {
  readonly #columns: Float64Array[];
  readonly #names: string[];
  readonly #verdicts: Uint8Array;
  readonly #measures: Float64Array;

  constructor(
    sensors: readonly string[],
    actuators: readonly string[],
    measures: { readonly names: readonly string[]; readonly values: Float64Array },
    ticks: number,
  ) {
    this.#names = [...sensors, ...actuators, ...measures.names, 'reward', 'dopamine', 'spikes'];
    this.#columns = this.#names.map(() => new Float64Array(ticks));
    this.#verdicts = new Uint8Array(ticks);
    this.#measures = measures.values;
  }

  tick(controller: Controller): void {
    const t = controller.ticks;
    let column = 0;
    const put = (value: number) => {
      (this.#columns[column++] as Float64Array)[t] = value;
    };
    controller.raw.values.forEach(put);
    controller.command.values.forEach(put);
    this.#measures.forEach(put);
    put(controller.reward);
    put(controller.mind.dopamine);
    put(controller.mind.spikes);
    this.#verdicts[t] = VERDICTS.indexOf(controller.verdict);
  }

  series(tick_ms: number): Record<string, Series> {
    return Object.fromEntries(
      this.#names.map((name, i) => [
        name,
        { name, tick_ms, values: this.#columns[i] as Float64Array },
      ]),
    );
  }

  verdicts(): Verdict[] {
    return Array.from(this.#verdicts, (index) => VERDICTS[index] as Verdict);
  }
}
