/**
 * Orders: learning is frozen and let go, the mind is kept and rolled back, by name, and the robot
 * is stopped and armed. An order is done at the start of a tick, one a tick: so a recording tells
 * of it, and a replay repeats it.
 */
import { didYouMean, RobotError } from '../errors.js';
import type { Lifecycle } from './lifecycle.js';
import type { Checkpoint, Mind } from './mind.js';

/** What may be ordered. */
export const ORDERS = ['freeze', 'learn', 'keep', 'roll back', 'stop', 'arm', 'disarm'] as const;

/** As recordings number them, from 0. */
export const ORDER_KINDS = ['nothing', ...ORDERS] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** As many checkpoints are kept; one more takes the place of the oldest. */
export const CHECKPOINTS_MAX = 8;

export interface Order {
  readonly kind: OrderKind;
  /** The place of the checkpoint that it is about; else 0. */
  readonly place: number;
}

/** What brings a robot to life and to rest; a controller. */
export interface Life {
  readonly lifecycle: Lifecycle;
  stop(): void;
  arm(): void;
  disarm(): void;
}

const NOTHING: Order = { kind: 'nothing', place: 0 };

export class Orders {
  /** What was done at the start of the last tick. */
  done: Order = NOTHING;
  /** Where orders come from in a replay; its own are passed over then. */
  source: (() => Order) | undefined;
  readonly #mind: Mind;
  readonly #life: Life;
  readonly #queue: Order[] = [];
  /** The name of each checkpoint, once it has been ordered; by place. */
  readonly #names: string[] = [];
  readonly #checkpoints: Checkpoint[] = [];
  #next = 0;
  #latest: string | undefined;

  constructor(mind: Mind, life: Life) {
    this.#mind = mind;
    this.#life = life;
  }

  /** Names of the checkpoints that can be rolled back to. */
  get checkpoints(): readonly string[] {
    return this.#names;
  }

  /** Name of the checkpoint that was ordered last. */
  get latest(): string | undefined {
    return this.#latest;
  }

  /** From the next tick on no weight changes. This and all others return what will be `done`. */
  freeze(): Order {
    return this.#add('freeze');
  }

  /** Weights may change again. */
  learn(): Order {
    return this.#add('learn');
  }

  /**
   * Keeps the mind as it is before the next tick; a name that there is already is kept anew.
   * @throws RobotError STATE_REFUSED for a mind that cannot be kept.
   */
  keep(name: string): Order {
    this.#demandCheckpoints();
    let place = this.#names.indexOf(name);
    if (place < 0) {
      place = this.#next;
      this.#next = (place + 1) % CHECKPOINTS_MAX;
    }
    this.#names[place] = name;
    this.#latest = name;
    return this.#add('keep', place);
  }

  /**
   * Before the next tick the mind becomes what it was: weights, state, noise, and
   * whether it learned.
   * @throws RobotError NAME_UNKNOWN for a checkpoint that is not kept, or not any longer.
   */
  rollBack(name: string): Order {
    this.#demandCheckpoints();
    const place = this.#names.indexOf(name);
    if (place >= 0) return this.#add('roll back', place);
    throw new RobotError({
      code: 'NAME_UNKNOWN',
      path: 'controller › checkpoint',
      got: `'${name}'`,
      allowed: this.#names.join(', ') || 'none is kept',
      remedy: `name one of the last ${CHECKPOINTS_MAX}.${didYouMean(name, this.#names)}`,
    });
  }

  /** An emergency stop, before all other orders: actuators are safe until it is armed anew. */
  stop(): Order {
    const order: Order = { kind: 'stop', place: 0 };
    this.#queue.unshift(order);
    return order;
  }

  /** It may drive again. @throws RobotError LIFECYCLE_REFUSED while it drives, or is closed. */
  arm(): Order {
    this.#life.lifecycle.demand('arm');
    return this.#add('arm');
  }

  /** Actuators are safe until it is armed. @throws RobotError LIFECYCLE_REFUSED if it is closed. */
  disarm(): Order {
    this.#life.lifecycle.demand('disarm');
    return this.#add('disarm');
  }

  /** At the start of a tick: the next order, if there is one. */
  perform(): void {
    this.done = this.source?.() ?? this.#queue.shift() ?? NOTHING;
    const { kind, place } = this.done;
    const mind = this.#mind;
    if (kind === 'nothing') return;
    if (kind === 'stop' || kind === 'arm' || kind === 'disarm') this.#live(kind);
    else if (kind === 'freeze' || kind === 'learn') mind.learning = kind === 'learn';
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

  /** What the state has come to forbid since it was ordered is passed over. */
  #live(kind: 'stop' | 'arm' | 'disarm'): void {
    if (this.#life.lifecycle.allows(kind)) this.#life[kind]();
  }

  #add(kind: OrderKind, place = 0): Order {
    const order = { kind, place };
    this.#queue.push(order);
    return order;
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
