/** Events that wait until a broker has them: in order, bounded, the oldest giving way. */
export interface QueuedEvent {
  readonly payload: string;
  /** Sent, and not acknowledged yet. */
  on_its_way: boolean;
}

export class EventQueue {
  readonly #events: QueuedEvent[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get count(): number {
    return this.#events.length;
  }

  /** Adds an event and says how many were dropped for it: 0, or 1 where the queue was full. */
  push(payload: string): 0 | 1 {
    const isFull = this.#events.length === this.#limit;
    if (isFull) {
      const oldest = this.#events.findIndex(({ on_its_way }) => !on_its_way);
      if (oldest < 0) return 1;
      this.#events.splice(oldest, 1);
    }
    this.#events.push({ payload, on_its_way: false });
    return isFull ? 1 : 0;
  }

  /** The oldest event that is to be sent. */
  next(): QueuedEvent | undefined {
    return this.#events.find(({ on_its_way }) => !on_its_way);
  }

  /** The broker has answered for it. */
  done(event: QueuedEvent): void {
    const place = this.#events.indexOf(event);
    if (place >= 0) this.#events.splice(place, 1);
  }

  /** The connection is gone: what was on its way must be sent again. */
  rewind(): void {
    for (const event of this.#events) event.on_its_way = false;
  }

  /** Gives up all; says how many. */
  clear(): number {
    return this.#events.splice(0).length;
  }
}
