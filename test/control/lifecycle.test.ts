/** The lifecycle: every event in every state, allowed or refused; every method in every state. */
import { describe, expect, it } from 'vitest';
import type { Controller } from '../../src/control/controller.js';
import {
  EVENTS,
  Lifecycle,
  type LifecycleEvent,
  type LifecycleState,
  STATES,
} from '../../src/control/lifecycle.js';
import { closedBench } from './bench.js';

/** The way to each state from a new controller. */
const WAYS: Record<LifecycleState, LifecycleEvent[]> = {
  idle: [],
  ready: ['open'],
  armed: ['open', 'arm'],
  running: ['open', 'arm', 'drove'],
  degraded: ['open', 'arm', 'drove late'],
  safe: ['open', 'arm', 'alarm'],
  closed: ['close'],
};

/** What comes of each event, in the order of STATES; a dash: refused. */
const OUTCOMES: Record<LifecycleEvent, string> = {
  //                   idle   ready  armed    running  degraded safe     closed
  open: /*         */ 'ready  -      -        -        -        -        -',
  arm: /*          */ '-      armed  armed    -        -        armed    -',
  disarm: /*       */ '-      ready  ready    ready    ready    ready    -',
  stop: /*         */ 'idle   safe   safe     safe     safe     safe     closed',
  tick: /*         */ '-      ready  armed    running  degraded safe     -',
  close: /*        */ 'closed closed closed   closed   closed   closed   closed',
  drove: /*        */ '-      -      running  running  running  running  -',
  'drove late': /* */ '-      -      degraded degraded degraded degraded -',
  alarm: /*        */ '-      safe   safe     safe     safe     safe     -',
};

const pairs = STATES.flatMap((state) => EVENTS.map((event) => [state, event] as const));

it.each(pairs)('%s, %s', (state, event) => {
  const lifecycle = new Lifecycle();
  for (const step of WAYS[state]) lifecycle.on(step);
  expect(lifecycle.state).toBe(state);
  const outcome = (OUTCOMES[event].split(/ +/)[STATES.indexOf(state)] ?? '') as LifecycleState;
  if (outcome === ('-' as string)) {
    expect(() => lifecycle.on(event)).toThrow(/LIFECYCLE_REFUSED/);
    expect(lifecycle.state).toBe(state);
  } else {
    lifecycle.on(event);
    expect(lifecycle.state).toBe(outcome);
  }
});

describe('a controller', () => {
  const METHODS: Record<string, (controller: Controller) => unknown> = {
    open: (controller) => controller.open(),
    arm: (controller) => controller.arm(),
    disarm: (controller) => controller.disarm(),
    stop: (controller) => controller.stop(),
    close: (controller) => controller.close(),
  };
  const methods = STATES.flatMap((state) =>
    Object.keys(METHODS).map((method) => [state, method] as const),
  );

  it.each(methods)('%s, %s', async (state, method) => {
    const { controller, board } = await inState(state);
    expect(controller.lifecycle.state).toBe(state);
    const wheel = board.wheel;
    const event = method as LifecycleEvent;
    const outcome = OUTCOMES[event].split(/ +/)[STATES.indexOf(state)];
    const call = async () => METHODS[method]?.(controller);
    if (outcome === '-') {
      await expect(call()).rejects.toThrow(/LIFECYCLE_REFUSED/);
      expect(controller.lifecycle.state).toBe(state);
      expect(board.wheel).toBe(wheel);
    } else {
      await call();
      expect(controller.lifecycle.state).toBe(outcome);
    }
    await controller.close();
  });
});

/** A controller on the bench, brought to a state by what happens to it. */
async function inState(state: LifecycleState) {
  const bench = closedBench();
  const { controller, board, run } = bench;
  if (state !== 'idle') await controller.open();
  if (state === 'closed') await controller.close();
  if (state !== 'idle' && state !== 'closed' && state !== 'ready') controller.arm();
  if (state === 'running' || state === 'safe') run(1);
  if (state === 'degraded') controller.tick(3);
  if (state === 'safe') {
    board.near = Number.NaN;
    run(20);
  }
  return bench;
}
