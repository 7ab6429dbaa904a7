/**
 * The desk where orders from outside are handed in: each goes to the controller, and each is
 * answered by an event, 'order done' with its tick or 'order refused' with the reason.
 */
import { RobotError } from '../errors.js';
import type { Controller, Witness } from './controller.js';
import type { Order, OrderKind } from './orders.js';
import type { EventDetail, Telemetry } from './sink.js';

/** Orders that are about a checkpoint. */
type Named = 'keep' | 'roll back';

/** An order in words. */
export type OrderMessage =
  | { readonly order: Exclude<OrderKind, Named | 'nothing'>; readonly id?: string }
  | {
      readonly order: Named;
      /** Of the checkpoint. */
      readonly name: string;
      /** Stands in the answer; the same id is not obeyed twice. */
      readonly id?: string;
    };

/** What was handed in: an order, or why it is none. */
export type HeardOrder =
  | { readonly message: OrderMessage }
  | { readonly error: RobotError; readonly id: string | undefined };

/** Orders that may wait for their tick, so that a flood of them stays small. */
const WAITING_MAX = 64;

export class OrderDesk implements Witness {
  readonly #controller: Controller;
  readonly #telemetry: Pick<Telemetry, 'event'>;
  /** What to answer once an order is done. */
  readonly #waiting = new Map<Order, EventDetail>();

  /** The desk must be among the controller's witnesses, or nothing is said of orders done. */
  constructor(controller: Controller, telemetry: Pick<Telemetry, 'event'>) {
    this.#controller = controller;
    this.#telemetry = telemetry;
  }

  /** Hands in an order, to be done at the start of a later tick. Never throws for a bad one. */
  hear(heard: HeardOrder): void {
    if ('error' in heard) {
      this.#refuse(heard.error, heard.id === undefined ? {} : { id: heard.id });
      return;
    }
    const { message } = heard;
    try {
      this.#waiting.set(this.#give(message), { ...message });
    } catch (error) {
      if (!(error instanceof RobotError)) throw error;
      this.#refuse(error, { ...message });
    }
  }

  tick({ orders: { done }, ticks }: Controller): void {
    const answer = this.#waiting.get(done);
    if (!answer) return;
    this.#waiting.delete(done);
    this.#tell('order done', { ...answer, tick: ticks });
  }

  #give(message: OrderMessage): Order {
    const { orders } = this.#controller;
    if (message.order === 'stop') return orders.stop();
    if (this.#waiting.size >= WAITING_MAX) throw tooMany();
    if (!('name' in message)) return orders[message.order]();
    return message.order === 'keep' ? orders.keep(message.name) : orders.rollBack(message.name);
  }

  #refuse({ code, message }: RobotError, of: EventDetail): void {
    this.#tell('order refused', { ...of, code, message });
  }

  #tell(event: string, detail: EventDetail): void {
    this.#telemetry.event(event, this.#controller.now_us, detail);
  }
}

function tooMany(): RobotError {
  return new RobotError({
    code: 'ORDER_REFUSED',
    path: 'order',
    got: `an order while ${WAITING_MAX} wait`,
    allowed: `${WAITING_MAX} that wait for their tick`,
    remedy: 'wait for the answers before giving more orders',
  });
}
