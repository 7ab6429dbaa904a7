/** A row of what a controller has just done; the only file that knows how its gate says it. */
import type { Controller } from '../controller.js';
import { HELD, REASONS, SENSOR_FAULTS, VERDICTS } from '../gate.js';
import { ORDER_KINDS } from '../orders.js';
import { SpikingMind } from '../spiking-mind.js';
import { AT, type Layout, type Row } from './row.js';

export class RowTaker {
  readonly #layout: Layout;
  readonly #fault_counts: Float64Array;
  readonly #limit_counts: Float64Array;

  /** For a controller from its first tick on. */
  constructor(layout: Layout) {
    this.#layout = layout;
    this.#fault_counts = new Float64Array(layout.sensors * SENSOR_FAULTS.length);
    this.#limit_counts = new Float64Array(layout.actuators * HELD.length);
  }

  /** Of a tick no row is made. */
  skip({ gate }: Controller): void {
    this.#fault_counts.set(gate.faults);
    this.#limit_counts.set(gate.holds);
  }

  /** Everything but the hash; allocates nothing. */
  take(controller: Controller, row: Row): void {
    const { doubles } = row;
    const { raw, asked, command, verdict } = controller;
    const layout = this.#layout;
    const { kind, place } = controller.orders.done;
    doubles[AT.tick] = controller.ticks;
    doubles[AT.now_us] = controller.now_us;
    doubles[AT.verdict] = VERDICTS.indexOf(verdict);
    doubles[AT.order] = ORDER_KINDS.indexOf(kind);
    doubles[AT.place] = place;
    doubles[AT.reward] = controller.reward;
    doubles[AT.reason] = REASONS.indexOf(controller.reason);
    doubles[AT.missed] = controller.missed;
    doubles.set(raw.values, layout.values);
    doubles.set(raw.valid_us, layout.valid_us);
    doubles.set(asked.values, layout.asked);
    doubles.set(command.values, layout.done);
    this.#gate(controller, doubles);
    this.#mind(controller, row);
  }

  #gate({ gate, verdict }: Controller, doubles: Float64Array): void {
    const { faults, limits } = this.#layout;
    const isSafe = verdict === 'safe';
    doubles[AT.cause] = isSafe ? 1 + gate.cause : 0;
    doubles[AT.fault] = isSafe ? 1 + gate.cause_fault : 0;
    const kinds = SENSOR_FAULTS.length;
    doubles.fill(0, faults, this.#layout.asked);
    for (let i = 0; i < this.#fault_counts.length; i++) {
      if (!rose(gate.faults, this.#fault_counts, i)) continue;
      doubles[faults + Math.floor(i / kinds)] = 1 + (i % kinds);
    }
    for (let i = 0; i < this.#limit_counts.length; i++) {
      if (!rose(gate.holds, this.#limit_counts, i)) continue;
      const at = limits + Math.floor(i / HELD.length);
      doubles[at] = (doubles[at] as number) | (1 << (i % HELD.length));
    }
  }

  #mind({ mind, thought }: Controller, { doubles, spikes }: Row): void {
    if (!(mind instanceof SpikingMind)) return;
    const { network } = mind;
    if (thought) spikes.set(network.views.spike);
    else spikes.fill(0);
    for (let i = 0; i < this.#layout.levels; i++)
      doubles[this.#layout.level + i] = network.level(i);
  }
}

/** Whether a count went up since the last look; the look is remembered. */
function rose(counts: Float64Array, before: Float64Array, i: number): boolean {
  const isUp = counts[i] !== before[i];
  before[i] = counts[i] as number;
  return isUp;
}

/**
 * The gate as it was after a recorded tick that drove on good samples: what it remembers then is
 * the frame itself, and the command that was done.
 */
export function resumeGate(controller: Controller, layout: Layout, { doubles }: Row): void {
  const { raw, gate } = controller;
  raw.values.set(doubles.subarray(layout.values, layout.valid_us));
  raw.valid_us.set(doubles.subarray(layout.valid_us, layout.faults));
  gate.resume(raw, doubles.subarray(layout.done, layout.level), doubles[AT.now_us] as number);
}
