/** The life of a controller: one table of what may follow what. */
import { RobotError } from '../errors.js';

export const STATES = ['idle', 'ready', 'running', 'safe', 'closed'] as const;
export type LifecycleState = (typeof STATES)[number];

/** From each state, the states that may follow. */
const TRANSITIONS: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = {
  idle: ['ready', 'closed'],
  ready: ['running', 'safe', 'closed'],
  running: ['safe', 'closed'],
  safe: ['running', 'closed'],
  closed: [],
};

export class Lifecycle {
  #state: LifecycleState = 'idle';

  get state(): LifecycleState {
    return this.#state;
  }

  /** Refuses where nothing may run: before open() and after close(). */
  demandOpen(): void {
    if (this.#state === 'idle' || this.#state === 'closed') this.#refuse('running');
  }

  /** Moves on, or refuses with the states that are allowed from here. Staying is allowed. */
  to(next: LifecycleState): void {
    if (next === this.#state) return;
    if (!TRANSITIONS[this.#state].includes(next)) this.#refuse(next);
    this.#state = next;
  }

  #refuse(next: LifecycleState): never {
    throw new RobotError({
      code: 'LIFECYCLE_REFUSED',
      path: 'controller',
      got: `'${next}' asked for while '${this.#state}'`,
      allowed: TRANSITIONS[this.#state].join(', ') || 'nothing: it is closed',
      remedy: 'open() first, then tick(); make a new controller after close()',
    });
  }
}
