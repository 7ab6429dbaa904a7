/**
 * The simulated board: a world wired to the pins of a simulated IO plugin, a johnny-five board on
 * that plugin, and timers in simulated time. What is above the plugin is the code that runs on
 * hardware.
 */
import type { Board, Measures, SimulatedBoard } from '../src/board.js';
import type { Command, Frame } from '../src/channel.js';
import { type Clock, type SimulatedClock, SteadyClock } from '../src/clock.js';
import type { FaultSchedule } from './faults/schedule.js';
import type { SimulatedIo } from './io.js';
import type { SimulatedTimers } from './timers.js';
import { Wires } from './wires.js';
import type { World } from './world.js';

export interface SimulatedParts {
  readonly world: World;
  readonly io: SimulatedIo;
  /** True time, in which world and timers live. */
  readonly clock: SimulatedClock;
  /** Those in which the plugin was made, so that it becomes ready in simulated time. */
  readonly timers: SimulatedTimers;
  readonly faults?: FaultSchedule | undefined;
}

export class WorldBoard implements SimulatedBoard {
  readonly name: string;
  /** What samples and controller go by: true time and its jumps, those back made good. */
  readonly clock: Clock;
  missed = 0;
  readonly timers: SimulatedTimers;
  readonly world: World;
  readonly io: SimulatedIo;
  readonly measures: Measures;
  readonly driven: Float64Array;
  readonly #true: SimulatedClock;
  #jumped_us = 0;
  readonly #faults: FaultSchedule | undefined;
  readonly #wires: Wires;
  #board: Board | undefined;
  #closing: Promise<void> | undefined;
  /** Bound once, so that a tick makes no closures. */
  readonly #advanceIo = () => this.io.advance(this.clock.now_us());
  readonly #updateFaults = () => this.#faults?.update(this.#true.now_us(), this);
  readonly #writeBoard = () => this.#board?.write(this.#command as Command);
  #command: Command | undefined;

  constructor({ world, io, clock, timers, faults }: SimulatedParts) {
    this.#true = clock;
    this.clock = new SteadyClock({ now_us: () => clock.now_us() + this.#jumped_us });
    this.timers = timers;
    this.name = `simulated ${world.name}`;
    this.world = world;
    this.io = io;
    this.measures = world.measures;
    this.driven = world.inputs;
    this.#faults = faults;
    this.io.faults = faults;
    this.#wires = new Wires(world, io);
  }

  /** Puts the board on top, made and opened in simulated time; its first samples are ready. */
  async mount(open: () => Promise<Board>): Promise<void> {
    this.#wires.sense();
    this.#board = await this.timers.run(open);
    this.io.convert(this.clock.now_us());
    this.timers.run(() => this.io.report());
  }

  /** Nothing is left to do: it was opened when it was made. */
  open(): Promise<void> {
    return Promise.resolve();
  }

  read(frame: Frame): void {
    this.#board?.read(frame);
  }

  write(command: Command): void {
    this.#command = command;
    this.timers.run(this.#writeBoard);
  }

  safe(): void {
    this.timers.run(() => this.#board?.safe());
  }

  /** Faults, then the world under the pins as they are, then timers, then new samples. */
  advance(dt_us: number): void {
    if (this.#faults) this.timers.run(this.#updateFaults);
    const slots = this.#faults?.slots(dt_us) ?? 1;
    this.missed = slots - 1;
    this.#wires.drive();
    for (let slot = 0; slot < slots; slot++) this.world.step(dt_us);
    this.timers.advance(slots * dt_us);
    this.#wires.sense();
    this.timers.run(this.#advanceIo);
  }

  /** The clock goes on from so much later, or earlier. */
  jump(us: number): void {
    this.#jumped_us += us;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const closed = this.timers.run(() => this.#board?.close());
    this.#board = undefined;
    this.timers.close();
    this.world.close();
    await closed;
  }
}
