/**
 * The lockstep loop: the board's world and the controller in turn, as fast as the machine allows
 * or paced to a multiple of real time. The event loop turns between batches of ticks, so sockets
 * and signals live; nothing that they do changes the run.
 */
import type { SimulatedBoard } from '../board.js';
import { type Clock, machineClock, nextTurn, sleep_ms } from '../clock.js';
import type { Controller } from './controller.js';
import { Histogram } from './timing.js';

export interface LoopOptions {
  /** Robot seconds to run, at least one tick; Infinity runs until stopped. */
  readonly seconds: number;
  /** Robot seconds per real second, or 'max'. */
  readonly speed: number | 'max';
  /** Called between batches, about 50 times a real second. */
  readonly onTurn?: (loop: Loop) => void;
  /** Called after each tick of robot and world. */
  readonly onTick?: () => void;
  /** Asked between batches: true ends the run after the tick in progress. */
  readonly stopped?: () => boolean;
  readonly clock?: Clock;
}

/** The longest sleep between two looks at whether to stop. */
const NAP_MS = 100;
/** Real time that a batch of ticks may take before the event loop gets its turn. */
const BATCH_US = 15_000;

export class Loop {
  /** Cost of a controller's tick, world excluded. */
  readonly cost = new Histogram();
  /** How late ticks began behind their slot of the grid; empty at speed 'max'. */
  readonly lateness = new Histogram();
  /** Slots that were skipped because the machine, or the simulated one, was too slow. */
  missed = 0;
  readonly #controller: Controller;
  readonly #board: SimulatedBoard;
  readonly #options: LoopOptions;
  readonly #clock: Clock;
  readonly #dt_us: number;
  readonly #ticks: number;
  #epoch_us = 0;

  constructor(controller: Controller, board: SimulatedBoard, options: LoopOptions) {
    this.#controller = controller;
    this.#board = board;
    this.#options = options;
    this.#clock = options.clock ?? machineClock;
    this.#dt_us = controller.robot.tick_ms * 1000;
    this.#ticks = Math.max(1, Math.round((options.seconds * 1e6) / this.#dt_us));
  }

  async run(): Promise<void> {
    this.#epoch_us = this.#clock.now_us();
    while (this.#controller.ticks < this.#ticks && !this.#stopped()) {
      if (this.#options.speed === 'max') this.#batch();
      else await this.#paced(this.#options.speed);
      this.#options.onTurn?.(this);
      await nextTurn();
    }
  }

  #batch(): void {
    const end_us = this.#clock.now_us() + BATCH_US;
    do this.#tick();
    while (this.#controller.ticks < this.#ticks && this.#clock.now_us() < end_us);
  }

  /** Waits for the next slot of the grid; a late start skips to the grid, it never bursts. */
  async #paced(speed: number): Promise<void> {
    const slot_us = this.#dt_us / speed;
    const due_us = this.#epoch_us + (this.#controller.ticks + 1) * slot_us;
    await this.#sleepUntil(due_us);
    if (this.#stopped()) return;
    const late_us = this.#clock.now_us() - due_us;
    this.lateness.add(Math.max(0, late_us));
    if (late_us > slot_us) {
      const slots = Math.floor(late_us / slot_us);
      this.missed += slots;
      this.#epoch_us += slots * slot_us;
    }
    this.#tick();
  }

  async #sleepUntil(due_us: number): Promise<void> {
    for (;;) {
      const wait_ms = (due_us - this.#clock.now_us()) / 1000;
      if (wait_ms <= 1 || this.#stopped()) return;
      await sleep_ms(Math.min(wait_ms, NAP_MS));
    }
  }

  #stopped(): boolean {
    return this.#options.stopped?.() ?? false;
  }

  #tick(): void {
    this.#board.advance(this.#dt_us);
    const missed = this.#board.missed ?? 0;
    this.missed += missed;
    const before_us = this.#clock.now_us();
    this.#controller.tick(missed);
    this.cost.add(this.#clock.now_us() - before_us);
    this.#options.onTick?.();
  }
}
