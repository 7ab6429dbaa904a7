/**
 * Orders: learning is frozen and let go, and the mind is kept and rolled back, by name. An order is
 * done at the start of a tick, one a tick: so a recording tells of it, and a replay repeats it.
 */
import { didYouMean, RobotError } from '../errors.js';
import type { Checkpoint, Mind } from './mind.js';

/** As recordings number them, from 0. */
export const ORDER_KINDS = ['nothing', 'freeze', 'learn', 'keep', 'roll back'] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** As many checkpoints are kept; one more takes the place of the oldest. */
export const CHECKPOINTS_MAX = 8;

export interface Order {
  readonly kind: OrderKind;
  /** The place of the checkpoint that it is about; else 0. */
  readonly place: number;
}

const NOTHING: Order = { kind: 'nothing', place: 0 };

export class Orders {
  /** What was done at the start of the last tick. */
  done: Order = NOTHING;
  /** Where orders come from in a replay; its own are passed over then. */
  source: (() => Order) | undefined;
  readonly #mind: Mind;
  readonly #queue: Order[] = [];
  /** The name of each checkpoint, once it has been ordered; by place. */
  readonly #names: string[] = [];
  readonly #checkpoints: Checkpoint[] = [];
  #next = 0;

  constructor(mind: Mind) {
    this.#mind = mind;
  }

  /** Names of the checkpoints that can be rolled back to. */
  get checkpoints(): readonly string[] {
    return this.#names;
  }

  /** From the next tick on no weight changes. */
  freeze(): void {
    this.#queue.push({ kind: 'freeze', place: 0 });
  }

  /** Weights may change again. */
  learn(): void {
    this.#queue.push({ kind: 'learn', place: 0 });
  }

  /**
   * Keeps the mind as it is before the next tick; a name that there is already is kept anew.
   * @throws RobotError STATE_REFUSED for a mind that cannot be kept.
   */
  keep(name: string): void {
    this.#demandCheckpoints();
    let place = this.#names.indexOf(name);
    if (place < 0) {
      place = this.#next;
      this.#next = (place + 1) % CHECKPOINTS_MAX;
    }
    this.#names[place] = name;
    this.#queue.push({ kind: 'keep', place });
  }

  /**
   * Before the next tick the mind becomes what it was: weights, state, noise, and
   * whether it learned.
   * @throws RobotError NAME_UNKNOWN for a checkpoint that is not kept, or not any longer.
   */
  rollBack(name: string): void {
    this.#demandCheckpoints();
    const place = this.#names.indexOf(name);
    if (place >= 0) {
      this.#queue.push({ kind: 'roll back', place });
      return;
    }
    throw new RobotError({
      code: 'NAME_UNKNOWN',
      path: 'controller › checkpoint',
      got: `'${name}'`,
      allowed: this.#names.join(', ') || 'none is kept',
      remedy: `name one of the last ${CHECKPOINTS_MAX}.${didYouMean(name, this.#names)}`,
    });
  }

  /** At the start of a tick: the next order, if there is one. */
  perform(): void {
    this.done = this.source?.() ?? this.#queue.shift() ?? NOTHING;
    const { kind, place } = this.done;
    if (kind === 'nothing') return;
    const mind = this.#mind;
    if (kind === 'freeze' || kind === 'learn') mind.learning = kind === 'learn';
    else if (kind === 'keep') this.#checkpoints[place] = mind.checkpoint?.() as Checkpoint;
    else mind.rollBack?.(this.#checkpoints[place] as Checkpoint);
  }

  /** What was kept at a place; undefined if nothing was. */
  kept(place: number): Checkpoint | undefined {
    return this.#checkpoints[place];
  }

  /** Puts a checkpoint at a place, for a run that goes on from the middle of a recording. */
  restore(place: number, checkpoint: Checkpoint): void {
    this.#checkpoints[place] = checkpoint;
  }

  #demandCheckpoints(): void {
    if (this.#mind.checkpoint && this.#mind.rollBack) return;
    throw new RobotError({
      code: 'STATE_REFUSED',
      path: 'controller › checkpoint',
      got: 'a mind without checkpoints',
      allowed: 'a spiking mind',
      remedy: 'roll back a robot with a network, not a policy',
    });
  }
}
