/** A board whose frames hold garbage now and then, as no converter gives it but a driver may. */
import type { SimulatedBoard } from '../../src/board.js';
import type { Command, Frame } from '../../src/channel.js';
import type { Garbage } from './mishaps.js';

export class GarbageBoard implements SimulatedBoard {
  readonly #board: SimulatedBoard;
  readonly #garbage: readonly Garbage[];

  constructor(board: SimulatedBoard, garbage: readonly Garbage[]) {
    this.#board = board;
    this.#garbage = garbage;
  }

  get name() {
    return this.#board.name;
  }

  get clock() {
    return this.#board.clock;
  }

  get measures() {
    return this.#board.measures;
  }

  get driven() {
    return this.#board.driven;
  }

  get missed() {
    return this.#board.missed ?? 0;
  }

  open(): Promise<void> {
    return this.#board.open();
  }

  read(frame: Frame): void {
    this.#board.read(frame);
    for (const { sensor, from, until, value, age_us } of this.#garbage) {
      if (frame.tick < from || frame.tick >= until) continue;
      if (value !== undefined) frame.values[sensor] = value;
      if (age_us !== undefined) frame.valid_us[sensor] = this.clock.now_us() - age_us;
    }
  }

  write(command: Command): void {
    this.#board.write(command);
  }

  safe(): void {
    this.#board.safe();
  }

  advance(dt_us: number): void {
    this.#board.advance(dt_us);
  }

  close(): Promise<void> {
    return this.#board.close();
  }
}
