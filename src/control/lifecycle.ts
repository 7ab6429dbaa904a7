/** The life of a controller: one table of what may happen when, and what comes of it. */
import { RobotError } from '../errors.js';

/**
 * idle: nothing is open. ready: sensors are read, actuators are safe. armed: it drives as soon as
 * it can. running: it drives. degraded: it drives, but comes late. safe: it would drive and must
 * not.
 */
export const STATES = ['idle', 'ready', 'armed', 'running', 'degraded', 'safe', 'closed'] as const;
export type LifecycleState = (typeof STATES)[number];

/** What may be asked of a controller, and what a tick may turn out to be. */
export const EVENTS = [
  ...(['open', 'arm', 'disarm', 'stop', 'tick', 'close'] as const),
  ...(['drove', 'drove late', 'alarm'] as const),
];
export type LifecycleEvent = (typeof EVENTS)[number];

type Row = { readonly [E in LifecycleEvent]?: LifecycleState };

const ALWAYS = { stop: 'safe', close: 'closed', disarm: 'ready' } as const satisfies Row;
const DRIVES = { drove: 'running', 'drove late': 'degraded', alarm: 'safe' } as const satisfies Row;

/** What each event makes of each state; an event that is not there is refused. */
const TABLE: { readonly [S in LifecycleState]: Row } = {
  idle: { open: 'ready', stop: 'idle', close: 'closed' },
  ready: { ...ALWAYS, tick: 'ready', arm: 'armed', alarm: 'safe' },
  armed: { ...ALWAYS, ...DRIVES, tick: 'armed', arm: 'armed' },
  running: { ...ALWAYS, ...DRIVES, tick: 'running' },
  degraded: { ...ALWAYS, ...DRIVES, tick: 'degraded' },
  safe: { ...ALWAYS, ...DRIVES, tick: 'safe', arm: 'armed' },
  closed: { stop: 'closed', close: 'closed' },
};

export class Lifecycle {
  #state: LifecycleState = 'idle';

  get state(): LifecycleState {
    return this.#state;
  }

  allows(event: LifecycleEvent): boolean {
    return TABLE[this.#state][event] !== undefined;
  }

  /** Refuses what the state forbids. @throws RobotError LIFECYCLE_REFUSED. */
  demand(event: LifecycleEvent): void {
    if (!this.allows(event)) this.#refuse(event);
  }

  /** Moves on. @throws RobotError LIFECYCLE_REFUSED, and stays where it is. */
  on(event: LifecycleEvent): void {
    this.#state = TABLE[this.#state][event] ?? this.#refuse(event);
  }

  #refuse(event: LifecycleEvent): never {
    throw new RobotError({
      code: 'LIFECYCLE_REFUSED',
      path: 'controller',
      got: `'${event}' asked for while '${this.#state}'`,
      allowed: Object.keys(TABLE[this.#state]).join(', '),
      remedy: 'open(), then arm(), then tick(); make a new controller after close()',
    });
  }
}
