/** The state directory of a run: restored from at its start, written as it goes and at its end. */
import { resolve } from 'node:path';
import { Keeper } from '../control/checkpoint/keeper.js';
import { type Restored, restore } from '../control/checkpoint/restore.js';
import { Store } from '../control/checkpoint/store.js';
import type { Simulation } from '../control/simulation.js';
import type { EventDetail, Telemetry } from '../control/sink.js';
import type { SpikingMind } from '../control/spiking-mind.js';
import { formatProblem, RobotError } from '../errors.js';

export interface StateOptions {
  readonly seed: number;
  readonly learning: boolean;
  readonly record?: string;
  readonly state?: string;
  readonly checkpointEvery?: number;
  readonly label?: string;
}

/** Robot seconds from one checkpoint to the next. */
export const CHECKPOINT_EVERY_S = 30;

/** What a summary says of it. */
export interface StateSummary {
  /** The number of the checkpoint that it went on from, and its tick; null where it began anew. */
  readonly restored_from: number | null;
  readonly restored_tick: number | null;
  readonly written: number;
  readonly skipped: number;
  readonly failed: number;
}

interface StateEvent {
  readonly name: string;
  readonly detail: EventDetail;
}

export class RunState {
  readonly #store: Store;
  readonly #keeper: Keeper;
  readonly #restored: Restored;
  readonly #simulation: Simulation;
  readonly #label: string | undefined;
  readonly #note: (text: string) => void;
  readonly #events: StateEvent[] = [];
  /** What was said already; after a success it may be said again. */
  readonly #said = new Set<string>();
  #failing = false;

  constructor(
    path: string,
    simulation: Simulation,
    options: StateOptions & { readonly state: string },
    note: (text: string) => void,
  ) {
    const { robot } = simulation.controller;
    const { seed, label, checkpointEvery: every_s = CHECKPOINT_EVERY_S } = options;
    const mind = simulation.mind as SpikingMind;
    const origin = { robot: robot.name, source: resolve(path), seed, tick_ms: robot.tick_ms };
    this.#simulation = simulation;
    this.#label = label;
    this.#note = note;
    this.#store = new Store(resolve(options.state));
    this.#open();
    try {
      if (label !== undefined) this.#store.demandLabelRoom();
      this.#restored = restore(this.#store, mind, origin);
    } catch (error) {
      this.#store.close();
      throw error;
    }
    mind.learning = options.learning;
    this.#tellRestored();
    this.#keeper = new Keeper(this.#store, mind, {
      every_s,
      origin,
      onSaved: (number, tick) => this.#saved(number, tick),
      onProblem: (problem, kind) => this.#problem(problem, kind),
    });
    simulation.controller.witnesses.push(this.#keeper);
  }

  get summary(): StateSummary {
    const { number = null, tick = null } = this.#restored.header ?? {};
    return { restored_from: number, restored_tick: tick, ...this.#keeper.counts };
  }

  /** What happened since the last turn, as events. */
  turn(telemetry: Telemetry): void {
    for (const { name, detail } of this.#events.splice(0)) {
      telemetry.event(name, this.#simulation.controller.now_us, detail);
    }
  }

  /** The last checkpoint is written. */
  async finish(): Promise<void> {
    await this.#keeper.finish(this.#simulation.controller, this.#label);
  }

  /** Lets go of the directory; safe to call twice. */
  async close(): Promise<void> {
    await this.#keeper.settled();
    this.#store.close();
  }

  /** A directory that cannot be written is no reason to stand still. */
  #open(): void {
    try {
      this.#store.open();
    } catch (error) {
      if (!(error instanceof RobotError) || error.code !== 'FILE_UNWRITABLE') throw error;
      this.#problem(error, 'failed');
    }
  }

  #tellRestored(): void {
    const { header, damaged, log } = this.#restored;
    for (const line of log) this.#note(line);
    for (const problem of damaged) {
      this.#events.push({ name: 'checkpoint_damaged', detail: { got: problem.message } });
    }
    if (!header) return;
    const { number, tick } = header;
    this.#events.push({ name: 'restored', detail: { number, tick } });
  }

  #saved(number: number, tick: number): void {
    if (this.#failing) {
      this.#note(`checkpoints are written again: number ${number}, tick ${tick}`);
      this.#said.clear();
    }
    this.#failing = false;
    this.#events.push({ name: 'checkpoint', detail: { number, tick } });
  }

  #problem({ problems }: RobotError, kind: 'skipped' | 'failed'): void {
    const [problem] = problems;
    if (!problem) return;
    if (kind === 'failed') this.#failing = true;
    this.#events.push({ name: `checkpoint_${kind}`, detail: { got: problem.got } });
    const text = formatProblem({ ...problem, path: this.#store.directory });
    if (!this.#said.has(text)) this.#note(text);
    this.#said.add(text);
  }
}

/**
 * The state directory that was asked for; undefined without one.
 * @throws RobotError STATE_REFUSED, STATE_LOCKED, LIMIT_EXCEEDED, ARGUMENT_INVALID.
 */
export function openState(
  path: string,
  simulation: Simulation,
  options: StateOptions,
  note: (text: string) => void,
): RunState | undefined {
  const { state, record, checkpointEvery, label } = options;
  if (state === undefined) {
    const alone = checkpointEvery === undefined ? '--label' : '--checkpoint-every';
    if (checkpointEvery !== undefined || label !== undefined) {
      throw misuse(alone, 'without --state', '--state beside it', 'name a directory with --state');
    }
    return undefined;
  }
  if (record !== undefined) {
    const remedy = 'record without --state: a replay begins with a mind that is new';
    throw misuse('--record', 'beside --state', 'one of the two', remedy);
  }
  return new RunState(path, simulation, { ...options, state }, note);
}

function misuse(option: string, got: string, allowed: string, remedy: string): RobotError {
  const path = `striatum run › ${option}`;
  return new RobotError({ code: 'ARGUMENT_INVALID', path, got, allowed, remedy });
}
